// rytm import clients FILE: shows what a file of clients would bring, asks, and takes it over piece by piece beside a running server.
import fs from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { MOST_ASKED } from '../../contract/client-import.ops.ts';
import { CHOICES, planImport, usualChoice, doublesOf, type Choice, type Known } from '../../domain/client-file/plan.ts';
import { readClientFile, type ClientFile, type FileLine } from '../../domain/client-file/read.ts';
import { decodeText } from '../../domain/csv.ts';
import { localOf } from '../../domain/studio-time.ts';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { fileErrorReason, StartupError } from '../startup-error.ts';
import { chooseStudio, withApp } from './operator.ts';

const MOST_TOLD = 50;

export async function run(argv: string[], config: () => Config): Promise<void> {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: { yes: { type: 'boolean' }, doubles: { type: 'string' }, studio: { type: 'string' } } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new StartupError('Say which file: rytm import clients FILE [--doubles fill|skip|add] [--yes].');
  const doubles = CHOICES.find((c) => c === (values.doubles ?? 'fill'));
  if (!doubles) throw new StartupError('--doubles should be fill, skip or add.');
  const text = decodeText(readBytes(file));
  await withApp(config(), async (app) => {
    const studioId = await chooseStudio(app, values.studio);
    const read = await readFor(app, studioId, text);
    if (read.refusal) throw new StartupError({ empty: 'The file has no people in it.', columns: `No column with names was recognised in: ${read.headings.join(', ')}.`, tooLong: 'The file is too long: split it.' }[read.refusal]);
    tellProblems(read);
    const known = await findKnown(app, studioId, read.lines);
    const all = doublesOf(read.lines, known);
    const choices = new Map<number, Choice>(values.doubles ? all.map((d) => [d.at, doubles]) : all.map((d) => [d.at, usualChoice(d)]));
    const { pieces, count } = planImport(read.lines, known, choices);
    console.error(`${read.lines.length} people: ${count.added} to add, ${count.filled} doubles to fill in, ${count.skipped} doubles to leave out, ${count.present} taken over before.`);
    if (pieces.length && !values.yes && !(await confirms())) return console.error('Nothing was changed.');
    console.log(JSON.stringify(await takeOver(app, studioId, pieces), null, 2));
  });
}

async function readFor(app: App, studioId: number, text: string): Promise<ClientFile> {
  const [studio] = await app.db.read<{ zone: string }>('select zone from studio where id = $1', [studioId]);
  const zone = studio?.zone ?? 'Europe/Kyiv';
  const trainers = await app.db.read<{ id: number; name: string }>(`select id, coalesce(last_name || ' ', '') || first_name as name from trainer where studio_id = $1 and not is_archived`, [studioId]);
  return readClientFile(text, { zone, today: localOf(Date.now(), zone).onDate, trainers });
}
function tellProblems({ problems }: ClientFile): void {
  for (const p of problems.slice(0, MOST_TOLD)) console.error(`line ${p.line}: ${p.reason}${p.value && ` “${p.value}”`}${p.other ? ` as in line ${p.other}` : ''}${p.isFatal ? ', left out' : ''}`);
  if (problems.length > MOST_TOLD) console.error(`and ${problems.length - MOST_TOLD} more`);
}
async function findKnown(app: App, studioId: number, lines: readonly FileLine[]): Promise<Map<number, Known>> {
  const known = new Map<number, Known>();
  for (let from = 0; from < lines.length; from += MOST_ASKED) {
    const people = lines.slice(from, from + MOST_ASKED).map(({ key, person: { firstName, lastName, phone, email, birthOn } }) => ({ key, name: [lastName, firstName].filter(Boolean).join(' '), phone, email, birthOn }));
    for (const { at, ...found } of (await app.call(studioId, 'client.findKnown', { people })).known) known.set(from + at, found);
  }
  return known;
}
async function takeOver(app: App, studioId: number, pieces: ReturnType<typeof planImport>['pieces']) {
  const sum = { added: 0, filled: 0, present: 0, openings: 0 };
  for (const [i, lines] of pieces.entries()) {
    const done = await app.call(studioId, 'client.import', { lines });
    for (const key of ['added', 'filled', 'present', 'openings'] as const) sum[key] += done[key];
    if (process.stderr.isTTY) process.stderr.write(`\r${bar((i + 1) / pieces.length)} ${sum.added + sum.filled + sum.present}${i + 1 === pieces.length ? '\n' : ''}`);
  }
  return sum;
}
const bar = (share: number): string => `[${'='.repeat(Math.round(share * 30)).padEnd(30)}] ${String(Math.round(share * 100)).padStart(3)} %`;

/** Asks on the terminal; without one nothing is taken for granted. */
async function confirms(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new StartupError('Nothing was changed. Say --yes to take it over.');
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(y|т|так)/i.test((await reader.question('Take this over? [y/N] ')).trim());
  } finally {
    reader.close();
  }
}
function readBytes(file: string): Uint8Array {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    throw new StartupError(`The file ${file} cannot be read: ${(error as { code?: string }).code === 'ENOENT' ? 'it does not exist' : fileErrorReason(error)}.`); // errors of the file system carry a code
  }
}
