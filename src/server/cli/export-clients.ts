// rytm export clients [FILE]: all clients as a table, to a file or to the standard output.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { exportClients } from '../../domain/client-file/write.ts';
import { readClients, type Source } from '../../domain/studio-export.ts';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { fileErrorReason, StartupError } from '../startup-error.ts';
import { chooseStudio, withApp } from './operator.ts';

export async function run(argv: string[], config: () => Config): Promise<void> {
  const { to, ...asked } = readAsked(argv, 'rytm export clients [FILE] [--language uk|en]');
  await withApp(config(), async (app) => {
    const { source, language, trainers } = await prepare(app, asked);
    const text = exportClients(await readClients(source), language, trainers);
    if (to === undefined) process.stdout.write(text);
    else write(to, text);
  });
}

interface Asked { language?: 'uk' | 'en'; studio?: string }
export function readAsked(argv: string[], usage: string): Asked & { to?: string } {
  const { values: { language, studio }, positionals } = parseArgs({ args: argv, allowPositionals: true, options: { language: { type: 'string' }, studio: { type: 'string' } } });
  const [to] = positionals;
  if (positionals.length > 1 || (language !== undefined && language !== 'uk' && language !== 'en')) throw new StartupError(usage);
  return { ...(to !== undefined && { to }), ...(language && { language }), ...(studio !== undefined && { studio }) };
}
/** Where the lines come from, in whose language, and who the trainers are. */
export async function prepare(app: App, asked: Asked): Promise<{ source: Source; language: 'uk' | 'en'; trainers: Map<number, string> }> {
  const studioId = await chooseStudio(app, asked.studio);
  const [studio] = await app.db.read<{ language: 'uk' | 'en' }>('select language from studio where id = $1', [studioId]);
  const trainers = await app.db.read<{ id: number; name: string }>(`select id, coalesce(last_name || ' ', '') || first_name as name from trainer where studio_id = $1`, [studioId]);
  const source: Source = { clients: (input) => app.call(studioId, 'client.export', input), table: (input) => app.call(studioId, 'studio.export', input) };
  return { source, language: asked.language ?? studio?.language ?? 'uk', trainers: new Map(trainers.map((t) => [t.id, t.name])) };
}
/** Readable by nobody but the one who asked: it is full of people. */
export function write(file: string, text: string): void {
  try {
    fs.writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new StartupError(`The file ${file} cannot be written: ${fileErrorReason(error)}.`);
  }
}
