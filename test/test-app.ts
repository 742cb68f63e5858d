// A whole application for tests: a fresh database, a small studio with a login of every role, a clock to turn, real sockets.
// Every call through `do` and `refused` also checks that all connected devices agree with the database.
import path from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import type { Role } from '../src/contract/limits.ts';
import type { Input, OpName, Output } from '../src/contract/ops.ts';
import { createApp, type App, type AppOptions } from '../src/server/app.ts';
import { monthOf } from '../src/server/cli/held-rows.ts';
import { connect, SocketClient, type ClientOptions } from '../src/server/cli/socket-client.ts';
import { openDatabase } from '../src/server/db/database.ts';
import { createStudio } from '../src/server/studio/setup.ts';
import { createSession } from '../src/server/users/session.store.ts';
import { hashPassword } from '../src/server/users/sign-in.ts';
import { assertConverged, doAndConverge, refuseAndConverge, type Done } from './convergence.ts';
import { createTestDatabase } from './database.ts';
import { furnish, PASSWORD, type Cast } from './furnish.ts';

export { PASSWORD };
export type Who = 'owner' | 'administrator' | 'trainer' | 'trainer2' | 'client' | 'client2';
export const EVERYBODY: readonly Who[] = ['owner', 'administrator', 'trainer', 'trainer2', 'client', 'client2'];
/** Months (year * 12 + month - 1) that clients of a test app hold from the start: November 2026 … January 2027. */
export const MONTHS: readonly number[] = [monthOf('2026-11-01'), monthOf('2026-12-01'), monthOf('2027-01-01')];
const webFolder = path.join(import.meta.dirname, '../dist/web');
const MONDAY = Date.parse('2026-11-23T08:00+02:00');

export interface Connected { who: Who; client: SocketClient }
export interface TestApp extends Cast {
  readonly app: App;
  readonly url: string;
  readonly studioId: number;
  readonly clock: Clock;
  /** Every device connected now, of both apps. */
  readonly connected: Connected[];
  /** A statement as the owner of the tables: to look, and to arrange what no operation can. */
  sql<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>;
  rev(): Promise<number>;
  newId(): number;
  /** Cookie of a new session of that person. */
  session(who: Who): Promise<string>;
  /** The person's device, connected at the first call; `MONTHS` are loaded. */
  client(who: Who): Promise<SocketClient>;
  /** One more device of that person. */
  connect(who: Who, options?: Partial<ClientOptions>): Promise<SocketClient>;
  /** An operation by the system: no socket, no session, no check of convergence. */
  call<N extends OpName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** An operation over that person's socket, then a check that every connected device agrees. */
  do<N extends OpName>(who: Who, name: N, input: Input<N>): Promise<Done<N>>;
  /** Expects that refusal, that nothing at all has changed, and that every device still agrees. */
  refused<N extends OpName>(who: Who, name: N, input: Input<N>, code: string): ReturnType<typeof refuseAndConverge>;
  /** Connects everybody who is not yet: from then on each `do` is checked for all roles. */
  connectAll(): Promise<void>;
  converge(): Promise<void>;
  /** Another process, as it were, on the same database. */
  second(): Promise<{ app: App; url: string; connect(who: Who, options?: Partial<ClientOptions>): Promise<SocketClient> }>;
  close(): Promise<void>;
}
export interface Clock {
  now(): number;
  /** Instant as text with its offset: '2026-11-24T09:00+02:00'. Connected devices stay. */
  set(at: string): Promise<void>;
  advance(ms: number): Promise<void>;
}

let passwordHash: Promise<string> | null = null;

/** Call it at the top of a file, in a `describe`, or in a test: it closes itself with that. */
export async function createTestApp(options: Partial<AppOptions> = {}): Promise<TestApp> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => { for (const run of closers.splice(0).reverse()) await run(); };
  after(close);
  const database = await createTestDatabase();
  closers.push(() => database.drop().catch(() => {})); // a server that has ended before us took it along
  const owner = new pg.Pool({ ...database.ownerConfig, max: 2 });
  owner.on('error', () => {});
  closers.push(() => owner.end());
  const connected: Connected[] = [];
  const clock = createClock();
  const open = async () => {
    const app = await createApp({ db: openDatabase(database.appConfig), now: clock.now, upgrades: { burst: 1e9, perSecond: 1e9 }, webFolder, ...options });
    const { port } = await app.listen(0, '127.0.0.1');
    closers.push(() => app.close());
    return { app, url: `http://127.0.0.1:${port}` };
  };
  const { app, url } = await open();
  closers.push(async () => { await Promise.all(connected.map(({ client }) => client.close())); });

  const made = await createStudio(app.db, {
    studioName: 'Тестова студія', zone: 'Europe/Kyiv', currency: 'UAH', language: 'uk', name: 'Олена Власенко', login: 'owner', passwordHash: await (passwordHash ??= hashPassword(PASSWORD)),
  }, clock.now());
  if (!made) throw new Error('there is a studio already');
  const { studioId } = made;
  const sql: TestApp['sql'] = async <R extends object>(text: string, values: readonly unknown[] = []) => (await owner.query<R & pg.QueryResultRow>(text, [...values])).rows;
  const call: TestApp['call'] = (name, input) => app.call(studioId, name, input);
  const first = (await call('session.leaseIds', {})).first;
  let nextId = first;
  const newId = () => {
    if (nextId >= first + 256) throw new Error('the test app has given out all its 256 ids');
    return nextId++;
  };
  const cast = await furnish({ call, sql, newId, studioId, ownerUserId: made.userId, passwordHash: await passwordHash });

  const session = async (who: Who) => `rytm=${await createSession(app.db.read, studioId, cast.users[who], { device: who, address: '127.0.0.1' }, clock.now())}`;
  const connectTo = async (origin: string, who: Who, more: Partial<ClientOptions> = {}) => {
    const client = await connect({ url: origin, cookie: await session(who), ...more });
    connected.push({ who, client });
    await client.load(MONTHS);
    return client;
  };
  const devices = new Map<Who, Promise<SocketClient>>();
  const client = (who: Who) => {
    const known = devices.get(who) ?? connectTo(url, who);
    devices.set(who, known);
    return known;
  };
  const rev = async () => (await sql<{ rev: string }>('select rev from studio_rev where studio_id = $1', [studioId])).map((r) => Number(r.rev))[0] ?? 0;
  const world = { connected, studioId, sql, rev, fresh: async (who: Who, of: SocketClient) => connect({ url: of.options.url, cookie: await session(who) }) };
  return {
    ...cast, app, url, studioId, clock, connected, sql, rev, newId, session, client, call, close,
    connect: (who, more) => connectTo(url, who, more),
    do: async (who, name, input) => doAndConverge(world, await client(who), name, input),
    refused: async (who, name, input, code) => refuseAndConverge(world, await client(who), name, input, code),
    connectAll: async () => { await Promise.all(EVERYBODY.map(client)); },
    converge: () => assertConverged(world),
    second: async () => {
      const other = await open();
      return { ...other, connect: (who, more) => connectTo(other.url, who, more) };
    },
  };
}

/** Runs on from a fixed Monday at eight in Kyiv. */
function createClock(): Clock {
  let offset = MONDAY - performance.now();
  const now = () => Math.floor(offset + performance.now());
  return { now, set: async (at) => { offset += Date.parse(at) - now(); }, advance: async (ms) => { offset += ms; } };
}

/** Whether a person with these roles may do what the operation asks for. */
export const ROLE_OF: Readonly<Record<Who, Role>> = { owner: 'owner', administrator: 'administrator', trainer: 'trainer', trainer2: 'trainer', client: 'client', client2: 'client' };
