// rytm call OPERATION 'JSON': any operation over the real socket of a running server; the answer as JSON, a refusal too.
import { parseArgs } from 'node:util';
import type { Operation } from '../../contract/operation.ts';
import { OP_NAMES, ops, type Input, type OpName } from '../../contract/ops.ts';
import { ShapeError } from '../../contract/bytes.ts';
import { StartupError } from '../startup-error.ts';
import { askPassword } from './password.ts';
import { CallRefused, connect, signIn, signOut, type SocketClient } from './socket-client.ts';

export async function run(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv, allowPositionals: true,
    options: { url: { type: 'string', default: 'http://127.0.0.1:7400' }, login: { type: 'string' }, password: { type: 'string' } },
  });
  const [operation = '', json = '{}'] = positionals;
  const name = OP_NAMES.find((known) => known === operation);
  if (!name || positionals.length > 2) throw new StartupError(`Say which operation: rytm call OPERATION 'JSON'. ${operation ? `There is no "${operation}": see` : 'See'} rytm ops.`);
  const input = readInput(name, json);
  const url = readUrl(values.url);
  if (values.login === undefined) throw new StartupError('Say who asks with --login.');
  const password = values.password ?? process.env.RYTM_PASSWORD ?? (await askPassword(`Password of ${values.login}: `));
  if (password === null) throw new StartupError('There is no terminal to ask for the password: give it in RYTM_PASSWORD or with --password.');
  console.log(JSON.stringify(await callOnce(url, values.login, password, name, input), null, 2));
}

async function callOnce(url: string, login: string, password: string, name: OpName, input: Record<string, unknown>): Promise<object> {
  let cookie: string | null = null;
  let client: SocketClient | null = null;
  try {
    cookie = await signIn(url, login, password);
    client = await connect({ url, cookie });
    const isLeased = makesRow(name) && input.id === undefined;
    const id = isLeased ? await client.newId() : undefined;
    const { output, rev } = await client.call(name, { ...input, ...(isLeased && { id }) } as Input<OpName>); // checked by the codec as it is encoded
    return { ...(isLeased && { id }), rev, output };
  } catch (error) {
    if (error instanceof ShapeError) throw new CallRefused({ code: 'invalid', ...(error.field && { field: error.field }), reason: error.reason });
    if (/fetch failed|ECONNREFUSED|ENOTFOUND/.test(String(error))) throw new StartupError(`No Rytm answers at ${url}: is it running?`);
    throw error;
  } finally {
    await client?.close();
    if (cookie) await signOut(url, cookie).catch(() => {}); // the session ends by itself in time
  }
}

/** Operations whose id names a row that does not exist yet. */
const makesRow = (name: OpName): boolean => name.endsWith('.create') || name === 'user.invite';

function readInput(name: OpName, json: string): Record<string, unknown> {
  let input: unknown;
  try {
    input = JSON.parse(json);
  } catch (error) {
    throw new StartupError(`The input is not JSON: ${(error as Error).message}.`); // JSON.parse throws SyntaxError
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new StartupError('The input should be a JSON object.');
  const { fields = {} } = ops[name].input as Operation['input'] & { fields?: object }; // every input is an object type
  const stray = Object.keys(input).find((key) => !(key in fields));
  if (stray !== undefined) throw new CallRefused({ code: 'invalid', field: stray.slice(0, 100), reason: `unknown; ${name} takes ${Object.keys(fields).join(', ') || 'nothing'}` });
  return input as Record<string, unknown>; // an object by the test above
}
function readUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) throw new StartupError(`--url should be an address like http://127.0.0.1:7400, not "${text}".`);
  return url.origin;
}
