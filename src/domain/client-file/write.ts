// All clients as a table for other programs: headed so that the same file can be read back.
import type { Client } from '../../contract/entities.ts';
import { writeCsv } from '../csv.ts';

export interface ExportRow { client: Client; groups: string; lessonsLeft?: number | undefined; lessonsUntil?: string | undefined; subscription?: string | undefined }
type Language = 'uk' | 'en';
interface Column { uk: string; en: string; cell: (row: ExportRow, language: Language, trainer: (id: number) => string) => string | undefined }

const SEXES = { uk: { female: 'жіноча', male: 'чоловіча' }, en: { female: 'female', male: 'male' } } as const;
const COLUMNS: readonly Column[] = [
  { uk: 'Прізвище', en: 'Last name', cell: (r) => r.client.lastName },
  { uk: 'Імʼя', en: 'First name', cell: (r) => r.client.firstName },
  { uk: 'Телефон', en: 'Phone', cell: (r) => r.client.phone },
  { uk: 'Ел. пошта', en: 'Email', cell: (r) => r.client.email },
  { uk: 'Стать', en: 'Sex', cell: (r, language) => r.client.sex && SEXES[language][r.client.sex] },
  { uk: 'Дата народження', en: 'Date of birth', cell: (r) => r.client.birthOn },
  { uk: 'Тренер', en: 'Trainer', cell: (r, _l, trainer) => (r.client.trainerId === undefined ? '' : trainer(r.client.trainerId)) },
  { uk: 'Групи', en: 'Groups', cell: (r) => r.groups },
  { uk: 'Нотатка', en: 'Note', cell: (r) => r.client.note },
  { uk: 'Здоровʼя та побажання', en: 'Health and wishes', cell: (r) => r.client.description },
  { uk: 'У студії з', en: 'Here since', cell: (r) => r.client.registeredOn },
  { uk: 'Баланс', en: 'Balance', cell: (r, language) => (r.client.balanceMinor === undefined ? '' : sumText(r.client.balanceMinor, language)) },
  { uk: 'Залишок занять', en: 'Lessons left', cell: (r) => r.lessonsLeft?.toString() },
  { uk: 'Абонемент до', en: 'Valid until', cell: (r) => r.lessonsUntil },
  { uk: 'Абонемент', en: 'Subscription', cell: (r) => r.subscription },
  { uk: 'Архів', en: 'Archived', cell: (r, language) => (r.client.isArchived ? { uk: 'так', en: 'yes' }[language] : '') },
];
/** A sum as a cell that spreadsheets of that language count with. */
export const sumText = (minor: number, language: Language): string => `${minor < 0 ? '-' : ''}${Math.floor(Math.abs(minor) / 100)}${language === 'uk' ? ',' : '.'}${String(Math.abs(minor) % 100).padStart(2, '0')}`;

const nameOf = ({ client }: ExportRow): string => [client.lastName, client.firstName].filter(Boolean).join(' ');

/** In the order of names. */
export const exportClients = (rows: readonly ExportRow[], language: Language, trainers: ReadonlyMap<number, string>): string =>
  writeCsv([COLUMNS.map((c) => c[language]), ...sorted(rows, language).map((row) => COLUMNS.map((c) => c.cell(row, language, (id) => trainers.get(id) ?? '') ?? ''))]);
function sorted(rows: readonly ExportRow[], language: Language): ExportRow[] {
  const { compare } = new Intl.Collator(language);
  return rows.toSorted((a, b) => compare(nameOf(a), nameOf(b)) || a.client.id - b.client.id);
}
