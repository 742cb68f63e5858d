// rytm export clients [FILE]: all clients as a table, to a file or to the standard output.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import type { Output } from '../../contract/ops.ts';
import { exportClients } from '../../domain/client-file/write.ts';
import type { Config } from '../config.ts';
import { fileErrorReason, StartupError } from '../startup-error.ts';
import { chooseStudio, withApp } from './operator.ts';

export async function run(argv: string[], config: () => Config): Promise<void> {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: { language: { type: 'string' }, studio: { type: 'string' } } });
  const [file] = positionals;
  if (positionals.length > 1 || (values.language !== undefined && values.language !== 'uk' && values.language !== 'en')) throw new StartupError('rytm export clients [FILE] [--language uk|en]');
  await withApp(config(), async (app) => {
    const studioId = await chooseStudio(app, values.studio);
    const [studio] = await app.db.read<{ language: 'uk' | 'en' }>('select language from studio where id = $1', [studioId]);
    const trainers = await app.db.read<{ id: number; name: string }>(`select id, coalesce(last_name || ' ', '') || first_name as name from trainer where studio_id = $1`, [studioId]);
    const rows: Output<'client.export'>['rows'] = [];
    for (let hasMore = true; hasMore; ) {
      const page = await app.call(studioId, 'client.export', { afterId: rows.at(-1)?.client.id });
      rows.push(...page.rows);
      hasMore = page.hasMore;
    }
    const text = exportClients(rows, (values.language as 'uk' | 'en' | undefined) ?? studio?.language ?? 'uk', new Map(trainers.map((t) => [t.id, t.name]))); // checked above
    if (file === undefined) process.stdout.write(text);
    else write(file, text);
  });
}
function write(file: string, text: string): void {
  try {
    fs.writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new StartupError(`The file ${file} cannot be written: ${fileErrorReason(error)}.`);
  }
}
