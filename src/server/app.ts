// The application: everything a process needs to answer, built from a database and a clock. Two apps may share one database.
import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Role } from '../contract/limits.ts';
import { ops, type Input, type OpName, type Output } from '../contract/ops.ts';
import { nothing, type Operation } from '../contract/operation.ts';
import { keysOf } from '../domain/visibility.ts';
import { Refused, type Actor, type ReadHandler, type WriteContext, type WriteHandler } from './context.ts';
import type { Database } from './db/database.ts';
import { Feed } from './feed/feed.ts';
import { Notifier } from './feed/notifier.ts';
import { handlers as allHandlers, inParts } from './handlers.ts';
import { addressOf, isOwnOrigin, Knocks, tokenFrom } from './transport/admission.ts';
import { refusalOf, type AllHandlers } from './transport/dispatch.ts';
import { createHttp } from './transport/http.ts';
import { Presence } from './presence/presence.ts';
import { Hub } from './transport/hub.ts';
import { attachSockets, endSession, type SocketServices } from './transport/socket-server.ts';
import { Writers } from './transport/writers.ts';
import { findSession } from './users/session.store.ts';

export interface AppOptions {
  db: Database;
  /** Milliseconds since 1970 UTC. */
  now?: () => number;
  log?: Logger;
  publicUrl?: string | null;
  webFolder?: string;
  /** Upgrades allowed at once from one address, and per second after that. */
  upgrades?: { burst: number; perSecond: number };
}
export interface App {
  readonly db: Database;
  readonly hub: Hub;
  readonly log: Logger;
  feed(studioId: number): Feed;
  /** Runs an operation inside this process as the system or as a person, by the same rules as over the socket. Throws Refused. */
  call<N extends OpName>(studioId: number, name: N, input: Input<N>, actor?: Actor): Promise<Output<N>>;
  /** A write of the system's own that is no operation of the contract (imports, jobs): same queue, lock, log and feed. Throws Refused. */
  write<T>(studioId: number, name: string, run: (ctx: WriteContext) => Promise<T>): Promise<T>;
  listen(port: number, host: string): Promise<{ port: number; host: string }>;
  close(): Promise<void>;
}
/** Jobs and the operator at the terminal act as this. */
export const SYSTEM: Actor = { userId: 0, name: 'Ритм', roles: ['owner'] satisfies Role[], sessionId: 0, instance: 0, source: 'system', isSystem: true };

const INTERNAL: Operation = { code: 0, effect: 'write', roles: ['owner'], input: nothing, output: nothing as Operation['output'], errors: [] }; // an object without fields

export async function createApp(options: AppOptions): Promise<App> {
  const { db, now = Date.now, log = pino({ level: 'silent' }), publicUrl = null, webFolder = path.resolve(import.meta.dirname, '../../dist/web') } = options;
  const hub = new Hub();
  const writers = new Writers(db, inParts);
  const feeds = new Map<number, Feed>();
  const feed = (studioId: number): Feed => {
    let found = feeds.get(studioId);
    if (!found) feeds.set(studioId, (found = new Feed(studioId, db, hub, log)));
    return found;
  };
  const notifier = new Notifier(db, log, { onWake: () => { for (const f of feeds.values()) f.wake(); }, onSessionEnded: (studioId, sessionId) => endSession(hub, studioId, sessionId), onPresence: (note) => presence.heard(note) });
  const presence = new Presence(randomUUID(), (note) => notifier.tellPresence(note), now);
  const onCommit = (studioId: number) => {
    feed(studioId).wake();
    notifier.tell();
  };
  const sessionEnded = (studioId: number, sessionId: number) => {
    endSession(hub, studioId, sessionId);
    notifier.tellSessionEnded(studioId, sessionId);
  };
  const handlers: AllHandlers = allHandlers({ onSessionEnded: sessionEnded, presence });
  const studioOf = studioByHost(db);
  const services: SocketServices = {
    db, writers, handlers, log, now, onCommit, hub, presence, feed, admit: admission(db, studioOf, publicUrl, now, options.upgrades),
    epoch: async (studioId) => (await db.read<{ epoch: string }>('select epoch from studio where id = $1', [studioId]))[0]?.epoch ?? '',
  };
  const http: FastifyInstance = await createHttp({
    db, log, now, publicUrl, webFolder, studioOf, onSessionEnded: sessionEnded, onStudioCreated: () => notifier.tell(),
    health: async () => ({ rev: (await db.read<{ rev: number }>('select coalesce(sum(rev), 0)::bigint as rev from studio_rev'))[0]?.rev ?? 0 }),
  });
  const sockets = attachSockets(http.server, services);
  notifier.start();

  return {
    db, hub, log, feed,
    call: caller(services),
    write: internalWriter(services),
    async listen(port, host) {
      await http.listen({ port, host });
      return { port: (http.server.address() as AddressInfo).port, host }; // listening on TCP
    },
    async close() {
      presence.stop();
      await sockets.close();
      await http.close();
      await writers.settle();
      await notifier.stop();
      await db.close();
    },
  };
}

/** Who is let in to the socket: own Origin, not too often, a live session. */
function admission(db: Database, studioOf: StudioOf, publicUrl: string | null, now: () => number, upgrades = { burst: 60, perSecond: 5 }): SocketServices['admit'] {
  const knocks = new Knocks(upgrades.burst, upgrades.perSecond);
  return async (request) => {
    const address = request.socket.remoteAddress ?? '';
    if (!isOwnOrigin(request, publicUrl)) return { status: 403 };
    if (!knocks.take(address, now())) return { status: 429 };
    const studio = await studioOf(addressOf(request, publicUrl).host);
    const token = tokenFrom(request);
    const found = studio && token ? await findSession(db.read, studio.id, token, now()) : null;
    if (!studio || !found) return { status: 401 };
    return { studioId: studio.id, actor: { ...found, source: `${address} ${request.headers['user-agent'] ?? ''}`.slice(0, 200) } };
  };
}

/** Runs operations inside this process; a write in a person's name gets a number of its own. */
function caller({ db, writers, handlers, log, now, onCommit }: SocketServices): App['call'] {
  let lastRequest = 0;
  return async (studioId, name, input, actor = SYSTEM) => {
    const operation = { name, ...(ops[name] as Operation) };
    try {
      if (!actor.roles.some((r) => operation.roles.includes(r))) throw new Refused({ code: 'forbidden' });
      if (operation.effect !== 'write') {
        const handler = handlers[name] as unknown as ReadHandler<OpName>; // not a write
        return (await handler({ studioId, actor, keys: new Set(keysOf(actor)), query: db.read, now: now() }, input as never)) as never; // types follow from the name
      }
      const hash = createHash('sha256').update(`${name} ${JSON.stringify(input)}`).digest().subarray(0, 16);
      const handler = handlers[name] as unknown as WriteHandler<OpName>; // effect is write
      const result = await writers.run({ studioId, actor, name, operation, handler, input, request: ++lastRequest, hash, now: now() });
      if (result.rev !== undefined) onCommit(studioId, result.rev);
      if (result.refusal) throw new Refused(result.refusal);
      return result.output as never; // typed by the operation's output
    } catch (error) {
      throw error instanceof Refused ? error : new Refused(refusalOf(error, log, name));
    }
  };
}

function internalWriter({ writers, now, onCommit }: SocketServices): App['write'] {
  return async (studioId, name, run) => {
    const result: { value?: Awaited<ReturnType<typeof run>> } = {};
    const handler = (async (ctx: WriteContext) => { result.value = await run(ctx); return {}; }) as WriteHandler<OpName>; // its output is `nothing`
    const written = await writers.run({ studioId, actor: SYSTEM, name, operation: INTERNAL, handler, input: {}, request: 0, hash: new Uint8Array(16), now: now() });
    if (written.refusal) throw new Refused(written.refusal);
    onCommit(studioId, written.rev ?? 0);
    return result.value as Awaited<ReturnType<typeof run>>; // set by the handler, which ran: there was no refusal
  };
}

type StudioOf = ReturnType<typeof studioByHost>;
/** The studio a host name stands for: its own, or the only one there is. Remembered for a few seconds. */
function studioByHost(db: Database) {
  type Studio = { id: number; name: string; language: string; host: string | null };
  let known: Studio[] = [];
  let at = 0;
  return async (host: string) => {
    if (!known.length || Date.now() - at > 5000) {
      known = await db.read<Studio>('select id, name, language, host from studio order by id');
      at = Date.now();
    }
    return known.find((s) => s.host === host) ?? known.find((s) => s.host === null) ?? null;
  };
}
