// rytm export all FOLDER: everything of the studio as tables, one a file.
import fs from 'node:fs';
import path from 'node:path';
import { exportStudio } from '../../domain/studio-export.ts';
import type { Config } from '../config.ts';
import { fileErrorReason, StartupError } from '../startup-error.ts';
import { prepare, readAsked, write } from './export-clients.ts';
import { withApp } from './operator.ts';

const USAGE = 'rytm export all FOLDER [--language uk|en]';
export async function run(argv: string[], config: () => Config): Promise<void> {
  const { to, ...asked } = readAsked(argv, USAGE);
  if (to === undefined) throw new StartupError(USAGE);
  await withApp(config(), async (app) => {
    const { source, language, trainers } = await prepare(app, asked);
    const files = await exportStudio(source, language, trainers);
    makeFolder(to);
    for (const { name, text } of files) write(path.join(to, name), text);
    console.log(files.map(({ name }) => path.join(to, name)).join('\n'));
  });
}
function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartupError(`The folder ${folder} cannot be made: ${fileErrorReason(error)}.`);
  }
}
