// rytm import timetable FILE --from DATE --weeks N, or --series for regular schedules, which without --weeks have no end
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';
import { fileErrorReason, StartupError } from '../startup-error.ts';
import { chooseStudio, withApp } from './operator.ts';

export async function run(argv: string[], config: () => Config): Promise<void> {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: { from: { type: 'string' }, weeks: { type: 'string' }, series: { type: 'boolean' }, studio: { type: 'string' } } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new StartupError('Say which file: rytm import timetable FILE --from YYYY-MM-DD --weeks N [--series].');
  if (!/^\d{4}-\d\d-\d\d$/.test(values.from ?? '') || Number.isNaN(Date.parse(values.from ?? ''))) throw new StartupError('--from should be a date like 2026-09-01.');
  const { importTimetable, MOST_WEEKS } = await import('../import/timetable.ts');
  const isSeries = values.series ?? false;
  const weeks = isSeries && values.weeks === undefined ? undefined : Number(values.weeks);
  if (weeks !== undefined && (!Number.isInteger(weeks) || weeks < 1 || weeks > MOST_WEEKS)) throw new StartupError(`--weeks should be a number from 1 to ${MOST_WEEKS}.`);
  const text = readFile(file);
  const summary = await withApp(config(), async (app) => importTimetable(app, await chooseStudio(app, values.studio), { text, fromOn: values.from ?? '', weeks, isSeries }));
  console.log(JSON.stringify(summary, null, 2));
}

function readFile(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartupError(`The file ${file} cannot be read: ${(error as { code?: string }).code === 'ENOENT' ? 'it does not exist' : fileErrorReason(error)}.`); // errors of the file system carry a code
  }
}
