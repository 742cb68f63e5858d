// rytm help: the commands and the settings there are.
import { settings } from '../config.ts';

const COMMANDS: readonly [string, string][] = [
  ['rytm serve', 'Runs the studio; the default. The first start prints a link that sets it up.'],
  ['rytm ops [--json]', 'Lists every operation: number, name, roles, fields, errors.'],
  ["rytm call OPERATION 'JSON'", 'Runs an operation over the socket of a running server and prints the answer as JSON.'],
  ['', '  --url http://127.0.0.1:7400 --login NAME [--password WORD, or RYTM_PASSWORD, or it is asked for]'],
  ['rytm user add', 'Makes a login on this machine, whether the server runs or not.'],
  ['', '  --login NAME --name "FULL NAME" --role owner|administrator|trainer|client [--trainer-id N] [--client-id N]'],
  ['rytm import clients FILE', 'Shows whom a file of clients would bring, asks, and takes them over. --yes --doubles fill|skip|add'],
  ['rytm export clients [FILE]', 'Writes all clients as a table that can be read back. --language uk|en'],
  ['rytm export all FOLDER', 'Writes everything as tables, one a file: clients, subscriptions, money, visits, lessons, trainers, groups. --language uk|en'],
  ['rytm import timetable FILE', 'Reads a timetable and makes its lessons. --from YYYY-MM-DD --weeks N'],
  ['', '  --series makes regular schedules instead, without --weeks with no end'],
  ['rytm audit [--json]', 'Recomputes every balance and every subscription from their rows and names any difference.'],
  ['rytm demo', 'Fills an empty installation with a believable half year.'],
  ['rytm help', 'This.'],
];

export async function run(): Promise<void> {
  const line = (left: string, right: string) => `  ${left.padEnd(28)} ${right}`;
  console.log(['Commands:', ...COMMANDS.map(([left, right]) => line(left, right)), '', 'Settings:', ...settings.map((s) => {
    const names = [s.flag, s.env].filter((n) => n !== null).join(', ');
    return line(names, `${s.meaning}${s.default === null ? '' : ` Default ${s.default}.`}`);
  })].join('\n'));
}
