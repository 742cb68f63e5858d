// Everything of a studio as files for other programs: read page by page, sorted, one table a file. The same for the browser and the terminal.
import type { ExportRow } from './client-file/write.ts';
import { exportClients } from './client-file/write.ts';
import { EXPORTED, type Exported } from '../contract/studio-export.ops.ts';
import { writeCsv } from './csv.ts';

type Language = 'uk' | 'en';
interface Row { id: number; other: number; by: string; cells: string[] }
/** How pages are asked for. */
export interface Source {
  clients(input: { afterId: number | undefined }): Promise<{ rows: ExportRow[]; hasMore: boolean }>;
  table(input: { what: Exported; language: Language; after: { id: number; other: number } | undefined }): Promise<{ heading: string[]; rows: Row[]; hasMore: boolean }>;
}
export interface ExportFile { name: string; text: string }
const NAMES = {
  uk: { clients: 'клієнти', subscriptions: 'абонементи', money: 'рух-коштів', visits: 'відвідування', lessons: 'заняття', trainers: 'тренери', groups: 'групи' },
  en: { clients: 'clients', subscriptions: 'subscriptions', money: 'money', visits: 'visits', lessons: 'lessons', trainers: 'trainers', groups: 'groups' },
} as const;
const BY_NAME: readonly Exported[] = ['trainers', 'groups'];

/** `tell`: how much of it is done, from 0 to 1. */
export async function exportStudio(source: Source, language: Language, trainers: ReadonlyMap<number, string>, tell: (share: number) => void = () => {}): Promise<ExportFile[]> {
  const name = (what: Exported | 'clients') => `${NAMES[language][what]}.csv`;
  const files = [{ name: name('clients'), text: exportClients(await readClients(source), language, trainers) }];
  for (const what of EXPORTED) {
    tell(files.length / (EXPORTED.length + 1));
    files.push({ name: name(what), text: await readTable(source, what, language) });
  }
  return files;
}
export async function readClients(source: Pick<Source, 'clients'>): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  for (let hasMore = true; hasMore; ) {
    const page = await source.clients({ afterId: rows.at(-1)?.client.id });
    rows.push(...page.rows);
    hasMore = page.hasMore;
  }
  return rows;
}
async function readTable(source: Source, what: Exported, language: Language): Promise<string> {
  const rows: Row[] = [];
  let heading: string[] = [];
  for (let hasMore = true; hasMore; ) {
    const last = rows.at(-1);
    const page = await source.table({ what, language, after: last && { id: last.id, other: last.other } });
    rows.push(...page.rows);
    ({ heading, hasMore } = page);
  }
  const names = new Intl.Collator(language);
  const compare = BY_NAME.includes(what) ? names.compare : (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  rows.sort((a, b) => compare(a.by, b.by) || a.id - b.id || a.other - b.other);
  return writeCsv([heading, ...rows.map((r) => r.cells)]);
}
