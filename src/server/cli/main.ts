// The command line: finds the command, runs it, and says what went wrong in one sentence.
import { readConfig, takeSettings, type Config } from '../config.ts';
import { StartupError } from '../startup-error.ts';
import { CallRefused, UpgradeRefused } from './socket-client.ts';

/** Each command has a file of its own, loaded only when it is called. */
export interface Command {
  /** `argv` is what follows the command's name, the settings already taken out of it. */
  run(argv: string[], config: () => Config): Promise<void>;
}
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: () => import('./serve.ts'),
  ops: () => import('./ops.ts'),
  call: () => import('./call.ts'),
  'user add': () => import('./user-add.ts'),
  'export all': () => import('./export-all.ts'),
  'export clients': () => import('./export-clients.ts'),
  'import clients': () => import('./import-clients.ts'),
  'import timetable': () => import('./import-timetable.ts'),
  audit: () => import('./audit.ts'),
  demo: () => import('./demo.ts'),
  help: () => import('./help.ts'),
};

export async function main(argv: readonly string[]): Promise<void> {
  const { flags, rest } = takeSettings(argv);
  const config = () => readConfig(process.env, [...flags].map(([flag, value]) => (flag === '--demo' ? flag : `${flag}=${value}`)));
  const [first = 'serve', second = ''] = rest;
  if (rest.includes('--help') || rest.includes('-h') || argv.includes('--help')) return (await import('./help.ts')).run();
  const isServe = first.startsWith('-');
  const name = isServe ? 'serve' : [`${first} ${second}`, first].find((candidate) => candidate in commands);
  const load = name === undefined ? undefined : commands[name];
  if (load === undefined || name === undefined) throw new StartupError(`There is no command "${first}": see rytm help.`);
  const command = await load();
  await command.run(isServe ? rest : rest.slice(name.split(' ').length), config);
}

/** What a person at a terminal is told; the rest is a fault of ours and keeps its stack. */
function explain(error: unknown): string {
  if (error instanceof CallRefused) return JSON.stringify(error.refusal);
  // Both are written for the person who reads them; the second names every bad line of a file.
  if (error instanceof StartupError || (error instanceof Error && error.name === 'ImportRefused')) return error.message;
  if (error instanceof UpgradeRefused) return `The server did not open the connection: it answered ${error.status}.`;
  const { code, message } = error as { code?: string; message?: string }; // any thrown value; both are optional
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${message} See rytm help.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
