// What the list of clients shows: which of them, in which order, and how that is written in the address. Pure: rows and the day are handed in.
import { addDays, startOfWeek } from '../../domain/calendar-day.ts';
import type { ClientEntry } from '../parts/client-index.ts';
import { ranker } from '../ui/search.ts';

/** What is known of somebody beside the slim index; absent until it has been read. */
export interface Seen { lastOn?: string | undefined; nextOn?: string | undefined; birthOn?: string | undefined; registeredOn?: string | undefined }
export interface ListRow extends Seen { readonly entry: ClientEntry; readonly trainer: string; readonly groups: string; /** Of all that is valid; undefined where nothing is counted. */ readonly leftHalves?: number | undefined; /** The last subscription runs out, or has run out lately. */ readonly isExpiring?: boolean }

export const FILTERS = ['debt', 'expiring', 'unseen', 'birthday', 'noTrainer', 'archived'] as const;
export type Filter = (typeof FILTERS)[number];
/** Columns beside the name, in their order. */
export const COLUMNS = ['phone', 'note', 'trainer', 'groups', 'left', 'balance', 'lastOn', 'nextOn', 'birthOn', 'registeredOn'] as const;
export type Column = (typeof COLUMNS)[number];
export const USUAL_COLUMNS: readonly Column[] = ['phone', 'trainer', 'left', 'balance', 'lastOn', 'nextOn'];
export type Sort = 'name' | Column;
export interface Asked { readonly query: string; readonly filters: readonly Filter[]; readonly sort: Sort; readonly isDown: boolean }

/** After so many days without a visit somebody counts as not seen. */
export const UNSEEN_DAYS = 30;

const isFilter = (text: string): text is Filter => (FILTERS as readonly string[]).includes(text);
const isSort = (text: string): text is Sort => text === 'name' || (COLUMNS as readonly string[]).includes(text);
export function readAsked(address: URLSearchParams): Asked {
  const sort = address.get('sort') ?? '';
  return { query: address.get('q') ?? '', filters: (address.get('filter') ?? '').split(',').filter(isFilter), sort: isSort(sort) ? sort : 'name', isDown: address.get('down') === '1' };
}
/** The address of the list; what is usual is left out. */
export function addressOf({ query, filters, sort, isDown }: Asked): string {
  const params = new URLSearchParams();
  if (query.trim()) params.set('q', query.trim());
  if (filters.length) params.set('filter', FILTERS.filter((f) => filters.includes(f)).join(','));
  if (sort !== 'name') params.set('sort', sort);
  if (isDown) params.set('down', '1');
  const text = params.toString().replaceAll('%2C', ',');
  return text ? `/clients?${text}` : '/clients';
}

/** The question a filter asks of each row; what follows from the day is worked out once. */
export function filterOf(filter: Filter, today: string): (row: ListRow) => boolean {
  if (filter === 'archived') return (row) => row.entry.client.isArchived;
  if (filter === 'debt') return (row) => (row.entry.client.balanceMinor ?? 0) < 0;
  if (filter === 'expiring') return (row) => row.isExpiring === true;
  if (filter === 'noTrainer') return (row) => row.entry.client.trainerId === undefined;
  if (filter === 'birthday') {
    const days = birthdaysOfWeek(today);
    return (row) => row.birthOn !== undefined && days.has(row.birthOn.slice(5));
  }
  const limit = addDays(today, -UNSEEN_DAYS);
  return (row) => {
    // Somebody new is given the same time to come.
    const since = row.lastOn ?? row.registeredOn;
    return since === undefined ? row.nextOn === undefined : since < limit;
  };
}
/** Month and day, Monday to Sunday. Who was born on a leap day has it on 28 February of other years. */
function birthdaysOfWeek(today: string): Set<string> {
  const monday = startOfWeek(today);
  const days = Array.from({ length: 8 }, (_, i) => addDays(monday, i).slice(5));
  const isShortFebruary = days.some((day, i) => day === '02-28' && i < 7 && days[i + 1] === '03-01');
  return new Set([...days.slice(0, 7), ...(isShortFebruary ? ['02-29'] : [])]);
}

export interface Answer { readonly shown: readonly ListRow[]; /** How many each filter would leave of those that answer the search. */ readonly counts: Readonly<Record<Filter, number>> }
/** Those who are shown, in their order. Without «archived» only those who are not. */
export function answerOf(rows: readonly ListRow[], asked: Asked, today: string): Answer {
  const rank = ranker(asked.query);
  const hasArchived = asked.filters.includes('archived');
  const filters = FILTERS.map((name) => ({ name, isAsked: asked.filters.includes(name), fits: filterOf(name, today) }));
  const counts: Record<Filter, number> = { debt: 0, expiring: 0, unseen: 0, birthday: 0, noTrainer: 0, archived: 0 };
  const found: { row: ListRow; rank: number }[] = [];
  for (const row of rows) {
    const how = rank(row.entry.find);
    if (!how) continue;
    const isHere = row.entry.client.isArchived === hasArchived;
    let isShown = isHere;
    for (const { name, isAsked, fits } of filters) {
      const does = fits(row);
      if (does && (isHere || name === 'archived')) counts[name]++;
      if (isAsked && !does) isShown = false;
    }
    if (isShown) found.push({ row, rank: how });
  }
  return { shown: ordered(found, asked), counts };
}
/** Rows come in the order of names; who is found better comes first until another order is asked for. */
function ordered(found: { row: ListRow; rank: number }[], { query, sort, isDown }: Asked): ListRow[] {
  if (sort === 'name') {
    if (isDown) found.reverse();
    else if (query.trim()) found.sort((a, b) => b.rank - a.rank);
    return found.map(({ row }) => row);
  }
  const value = VALUES[sort];
  const sign = isDown ? -1 : 1;
  return found.map(({ row }) => ({ row, value: value(row) })).sort((a, b) => Number(a.value === '') - Number(b.value === '') || sign * compare(a.value, b.value)).map(({ row }) => row);
}
const collator = new Intl.Collator('uk', { numeric: true, sensitivity: 'base' });
const compare = (a: string, b: string) => (/^\d/.test(a) && /^\d/.test(b) ? (a < b ? -1 : Number(a > b)) : collator.compare(a, b));
/** Above any balance, so that debts compare as numbers that are not below zero. */
const MOST_MINOR = 10 ** 13;
const VALUES: Record<Column, (row: ListRow) => string> = {
  phone: (r) => r.entry.client.phone ?? '', note: (r) => r.entry.client.note ?? '', trainer: (r) => r.trainer, groups: (r) => r.groups,
  left: (r) => (r.leftHalves === undefined ? '' : String(r.leftHalves).padStart(6, '0')),
  balance: (r) => (r.entry.client.balanceMinor === undefined ? '' : String(r.entry.client.balanceMinor + MOST_MINOR).padStart(16, '0')),
  lastOn: (r) => r.lastOn ?? '', nextOn: (r) => r.nextOn ?? '', registeredOn: (r) => r.registeredOn ?? '',
  // Birthdays go round with the year.
  birthOn: (r) => r.birthOn?.slice(5) ?? '',
};

/** Phones to paste elsewhere, one a line, nobody's twice. */
export const phonesOf = (rows: readonly ListRow[]): string[] => [...new Set(rows.map((r) => r.entry.client.phone).filter((p) => p !== undefined))];
