// What the palette offers for a text: days, people and their next lessons, actions; without a text the recent choices first.
// Pure: the words and rows are handed in.
import { bestFirst, isWholePhone, known, layoutsOf, ranker, type Rank, type Searchable } from '../ui/search.ts';
import type { IconName } from '../ui/icons.ts';
import { datesIn } from './date-words.ts';

export type Section = 'recent' | 'dates' | 'people' | 'actions';
export interface Choice {
  /** 'action:today', 'client:12', 'next:client:12', 'only:room:3', 'date:2026-11-24', 'all:text' for all clients found, 'new:text' for one who is not there. */
  readonly key: string;
  readonly section: Section;
  readonly icon: IconName;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly keys?: readonly string[] | undefined;
}
export interface Someone { readonly key: string; readonly icon: IconName; readonly title: string; readonly detail: string; readonly phone?: string | undefined; /** Name and phone, prepared for the search. */ readonly find?: Searchable }
export interface Offered { readonly key: string; readonly icon: IconName; readonly title: string; /** More it is found by, the likeliest first. */ readonly words: string; /** What it belongs to: told where two have one title. */ readonly group?: string; readonly keys?: readonly string[] | undefined }
export interface Sources {
  readonly today: string;
  readonly recent: readonly string[];
  readonly people: readonly Someone[];
  readonly actions: readonly Offered[];
  dateTitle(date: string): string;
  dateDetail: string;
  /** The next lesson of somebody, in words; null when none is known. */
  next(key: string): { title: string; detail: string } | null;
  /** Words for showing nothing but the lessons of a trainer, a group or a room; null for whom that does not fit. */
  only?(someone: Someone): string | null;
  /** Words for all the clients that answer, where more do than are shown; absent for who has no list of clients. */
  all?(count: number): string;
  /** Words for adding somebody who was not found; absent for who may not. */
  add?(text: string): string;
  /** Somebody booked for today who is not marked: «Прийшли: …». `isDue`: the lesson is near or on, and that is what is meant. */
  came?(key: string): { key: string; title: string; detail: string; isDue: boolean } | null;
  /** Whose lesson is near or on: they come before others whose names begin the same. */
  due?: ReadonlySet<string>;
}
const MOST_PEOPLE = 8;
const MOST_ACTIONS = 12;
/** «четвер 18:00»: the day is what can be gone to. */
const TIME = /\s+\d{1,2}:\d{2}$/;
/** So many people get their next lesson offered as well. */
const WITH_LESSON = 3;

export function choicesFor(query: string, from: Sources): Choice[] {
  const text = query.trim();
  if (!text) return atRest(from);
  const rank = ranker(text);
  const recent = new Set(from.recent);
  const first = <T extends { key: string }>(list: readonly T[]): T[] => [...list.filter((x) => recent.has(x.key)), ...list.filter((x) => !recent.has(x.key))];
  const dates = datesIn(text.replace(TIME, ''), from.today).map((date) => dateChoice(date, from));
  const rankOf = (p: Someone): Rank => rank(p.find ?? known(p.title, p.phone));
  const best = first(bestFirst(from.people, rankOf));
  const isHere = (p: Someone) => (from.due?.has(p.key) ?? false) && rankOf(p) > 1;
  const found = [...best.filter(isHere), ...best.filter((p) => !isHere(p))];
  const people = [...found.slice(0, MOST_PEOPLE).flatMap((p, i) => personChoices(p, from, i < WITH_LESSON)), ...allFound(text, found, from), ...onlyNamed(text, rank, found, from)];
  const fitOf = actionFit(text, rank);
  const fitting = first(from.actions).map((a) => ({ a, fit: fitOf(a) })).filter(({ fit }) => fit > 0).sort((x, y) => y.fit - x.fit);
  const actions = fitting.slice(0, MOST_ACTIONS).map(({ a }) => actionChoice(a, 'actions', from));
  const fit = fitting[0]?.fit ?? 0;
  if (!dates.length && !people.length && !actions.length) return newcomer(text, from);
  if (fit === EXACT) return [...dates, ...actions, ...people];
  if (found[0] && isHere(found[0])) return [...people, ...dates, ...actions];
  // One or two letters name an action less often than a person.
  return [...dates, ...(text.length > 3 && fit === BEGINS ? [...actions, ...people] : [...people, ...actions])];
}
const EXACT = 7;
const BEGINS = 6;
/** How well an action answers: its very name, a name that begins so, a word of it, its other words, and last letters inside a word. */
function actionFit(text: string, rank: (asked: Searchable) => Rank): (a: Offered) => number {
  const names = layoutsOf(text);
  return (a) => {
    if (names.includes(a.title.toLowerCase())) return EXACT;
    const [byName, byWords] = [rank(known(a.title)), rank(known(`${a.words} ${a.title}`))];
    if (byName > 1) return byName === 3 ? BEGINS : 5;
    if (byWords > 1) return byWords + 1;
    // Of a long list of words, two letters inside one of them mean nothing.
    return text.length > 2 ? byName * 2 || byWords : 0;
  };
}
/** All of them, where more clients answer than people are shown. */
function allFound(text: string, found: readonly Someone[], { all }: Sources): Choice[] {
  const count = found.length > MOST_PEOPLE ? found.filter((p) => p.key.startsWith('client:')).length : 0;
  return all && count > 1 ? [{ key: `all:${text}`, section: 'people', icon: 'people', title: all(count) }] : [];
}
/** What looks like a name or a number, and is nobody's and nothing else. */
function newcomer(text: string, { add }: Sources): Choice[] {
  const isPerson = isWholePhone(text) || (/^\p{L}[\p{L}'’ʼ-]+( |$)/u.test(text) && !/\d:\d/.test(text));
  return add && isPerson ? [{ key: `new:${text}`, section: 'people', icon: 'plus', title: add(text) }] : [];
}
/** The one client whose number was pasted; null when it is nobody's, or several people's. */
export function clientOfPhone(text: string, people: readonly Someone[]): Someone | null {
  if (!isWholePhone(text)) return null;
  const rank = ranker(text);
  const found = people.filter((p) => p.key.startsWith('client:') && rank(p.find ?? known(p.title, p.phone)));
  return found.length === 1 ? (found[0] ?? null) : null;
}
function atRest(from: Sources): Choice[] {
  const recent = from.recent.flatMap((key): Choice[] => {
    const [kind, rest = ''] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
    if (kind === 'date') return rest >= from.today ? [{ ...dateChoice(rest, from), section: 'recent' }] : [];
    const person = from.people.find((p) => p.key === key);
    if (person) return [{ ...personChoice(person), section: 'recent' }];
    const action = from.actions.find((a) => a.key === key);
    return action ? [actionChoice(action, 'recent', from)] : [];
  });
  const shown = new Set(recent.map((c) => c.key));
  return [...recent, ...from.actions.filter((a) => !shown.has(a.key)).map((a) => actionChoice(a, 'actions', from))];
}
const dateChoice = (date: string, from: Sources): Choice => ({ key: `date:${date}`, section: 'dates', icon: 'calendar', title: from.dateTitle(date), detail: from.dateDetail });
const actionChoice = (a: Offered, section: Section, { actions }: Sources): Choice => ({ key: a.key, section, icon: a.icon, title: a.title, keys: a.keys, detail: actions.some((b) => b.title === a.title && b !== a) ? a.group : undefined });
const personChoice = (p: Someone): Choice => ({ key: p.key, section: 'people', icon: p.icon, title: p.title, detail: p.detail });
const onlyChoice = (p: Someone, title: string): Choice => ({ key: `only:${p.key}`, section: 'people', icon: 'filter', title });
/** Whose lessons alone can be shown, where that is asked for by its own words. */
function onlyNamed(text: string, rank: (asked: Searchable) => Rank, found: readonly Someone[], from: Sources): Choice[] {
  if (text.length < 4) return [];
  return from.people.flatMap((p) => {
    const title = found.includes(p) ? null : from.only?.(p);
    return title && rank(known(title)) > 1 ? [onlyChoice(p, title)] : [];
  }).slice(0, MOST_ACTIONS);
}
function personChoices(p: Someone, from: Sources, hasNext: boolean): Choice[] {
  const next = hasNext ? from.next(p.key) : null;
  const { isDue = false, ...came } = (hasNext && from.came?.(p.key)) || {};
  const arrival: Choice[] = 'key' in came ? [{ section: 'people', icon: 'check', ...came }] : [];
  const only = hasNext ? from.only?.(p) : null;
  return [
    ...(isDue ? arrival : []), personChoice(p), ...(isDue ? [] : arrival),
    ...(next ? [{ key: `next:${p.key}`, section: 'people', icon: 'clock', ...next } as const] : []),
    ...(only ? [onlyChoice(p, only)] : []),
  ];
}
