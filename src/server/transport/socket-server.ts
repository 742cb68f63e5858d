// The one WebSocket: upgrade by cookie and Origin, hello, heartbeat, and handing requests to dispatch.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { Reader } from '../../contract/bytes.ts';
import { encodePong, encodeWelcome, hello as helloType, HELLO, MAX_FRAME_BYTES, OLDEST_WIRE_VERSION, PIECE_ARRIVED, PING, WIRE_VERSION, type Hello } from '../../contract/frames.ts';
import type { Actor } from '../context.ts';
import type { Feed } from '../feed/feed.ts';
import { readSnapshot } from '../feed/snapshot.ts';
import type { Presence } from '../presence/presence.ts';
import { endedSessions } from '../users/session.store.ts';
import { dispatch, type DispatchServices } from './dispatch.ts';
import type { Hub } from './hub.ts';
import { LiveSocket } from './live-socket.ts';

const HELLO_WITHIN_MS = 10_000;
const SILENCE_MS = 60_000;
const LAG_MS = 30_000;
const SWEEP_MS = 1000;
const SESSION_CHECK_MS = 10_000;

export interface SocketServices extends DispatchServices {
  hub: Hub;
  presence: Presence;
  feed(studioId: number): Feed;
  epoch(studioId: number): Promise<string>;
  /** The studio and person of an upgrade request; an HTTP status when it is refused. */
  admit(request: IncomingMessage): Promise<{ studioId: number; actor: Actor } | { status: 401 | 403 | 404 | 429 }>;
}

// One object and one set of listeners for all sockets: most of them only wait, and what each holds is memory for nothing.
class DeviceSocket extends WebSocket {
  live: LiveSocket | null = null;
}
function destroyStream(this: Duplex): void { this.destroy(); }

export function attachSockets(server: Server, services: SocketServices): { close(): Promise<void> } {
  const wss = new WebSocketServer({ noServer: true, WebSocket: DeviceSocket, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false, clientTracking: false, ...{ maxFragments: 16, maxBufferedChunks: 256 } });
  const listeners = listenersOf(services);
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', destroyStream);
    const refuse = (status: number): void => void stream.end(`HTTP/1.1 ${status} \r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    if (request.url?.split('?')[0] !== '/ws') return refuse(404);
    services.admit(request).then((admitted) => {
      if ('status' in admitted) return refuse(admitted.status);
      stream.off('error', destroyStream);
      wss.handleUpgrade(request, stream, head, (ws) => {
        ws.live = new LiveSocket(ws, admitted.studioId, admitted.actor);
        // From here on, so that a session that ends before its hello ends this socket too. Paused until greeted.
        services.hub.add(ws.live);
        ws.on('close', listeners.close).on('error', listeners.error).on('message', listeners.message);
      });
    }).catch((error: unknown) => {
      services.log.warn({ err: error }, 'upgrade failed');
      refuse(503);
    });
  };
  server.on('upgrade', onUpgrade);
  const sweeper = setInterval(() => sweep(services), SWEEP_MS);
  const checker = setInterval(() => void checkSessions(services).catch((error: unknown) => services.log.warn({ err: error }, 'session check failed')), SESSION_CHECK_MS);
  return {
    async close() {
      clearInterval(sweeper);
      clearInterval(checker);
      server.off('upgrade', onUpgrade);
      for (const socket of [...services.hub.all()]) socket.end('restart');
      wss.close();
    },
  };
}

function listenersOf(services: SocketServices) {
  return {
    close(this: WebSocket) {
      const { live } = this as DeviceSocket; // the server makes no others
      if (!live) return;
      services.hub.remove(live);
      services.presence.gone(live);
      live.closed();
    },
    error(this: WebSocket) { this.terminate(); },
    message(this: WebSocket, data: RawData, isBinary: boolean) {
      const { live } = this as DeviceSocket; // the server makes no others
      if (live) receive(services, live, data, isBinary);
    },
  };
}

function receive(services: SocketServices, socket: LiveSocket, data: RawData, isBinary: boolean): void {
  if (socket.isEnded) return;
  if (socket.isGreeted) socket.heardAt = performance.now();
  try {
    if (!isBinary) return socket.end('malformed');
    const reader = new Reader(bytesOf(data));
    const code = reader.uint();
    const request = reader.uint();
    if (code === PING) return socket.queue(encodePong(socket.isPaused ? socket.delivered : socket.cursor, services.now()));
    if (code === PIECE_ARRIVED) return socket.pieceArrived(request);
    // Operations after the hello, and only one hello.
    if ((code === HELLO) === socket.isGreeted) return socket.end('malformed');
    if (code !== HELLO) return void dispatch(services, socket, code, request, reader);
    socket.isGreeted = true;
    socket.heardAt = performance.now();
    void greet(services, socket, helloType.read(reader)).catch((error: unknown) => {
      services.log.warn({ err: error }, 'hello failed');
      socket.end('restart');
    });
  } catch {
    // Not even a code and a number: there is nobody to answer.
    socket.end('malformed');
  }
}
const bytesOf = (data: RawData): Uint8Array => (Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? new Uint8Array(data) : data);

async function greet(services: SocketServices, socket: LiveSocket, hello: Hello): Promise<void> {
  if (hello.wire > WIRE_VERSION || hello.wire < OLDEST_WIRE_VERSION) return socket.end('outdated');
  const { studioId } = socket;
  socket.actor = { ...socket.actor, instance: hello.instance };
  const view = [...socket.keys].join(' ').slice(0, 64);
  const [epoch, head] = await Promise.all([
    services.epoch(studioId),
    services.db.read<{ rev: number; prunedTo: number }>('select rev, pruned_to as "prunedTo" from studio_rev where studio_id = $1', [studioId]),
  ]);
  const { rev, prunedTo } = head[0] ?? { rev: 0, prunedTo: 0 };
  const canResume = hello.epoch === epoch && hello.view === view && hello.rev >= prunedTo && hello.rev <= rev;
  const snapshot = canResume ? null : await readSnapshot(services.db, studioId, socket.keys, hello.months);
  if (socket.isEnded) return;
  const { userId, name, login, roles, trainerId, clientId, sessionId } = socket.actor;
  socket.cursor = snapshot ? snapshot.rev : hello.rev;
  socket.delivered = snapshot ? 0 : hello.rev;
  socket.queue(encodeWelcome({
    epoch, rev: socket.cursor, view, now: services.now(), mode: snapshot ? 'snapshot' : 'resume',
    me: { userId, name, roles: [...roles], sessionId, ...(login && { login }), ...(trainerId && { trainerId }), ...(clientId && { clientId }) },
  }));
  // The second does not wait until the first has arrived: that would be a round trip for nothing.
  await socket.sendPieces(...(snapshot?.messages ?? []).filter((message) => !socket.sendWhole(message)));
  await services.feed(studioId).catchUp(socket);
}

/** Ends the silent and the drowned, lets the drained catch up. */
function sweep(services: SocketServices): void {
  const now = performance.now();
  for (const socket of [...services.hub.all()]) {
    if (now - socket.heardAt > (socket.isGreeted ? SILENCE_MS : HELLO_WITHIN_MS)) socket.end('idle');
    else if (socket.lagSince && socket.ws.bufferedAmount < 16_384) {
      socket.lagSince = 0;
      void services.feed(socket.studioId).catchUp(socket);
    } else if (socket.lagSince && now - socket.lagSince > LAG_MS) socket.end('slow');
  }
}
/** Sessions revoked or expired anywhere end their sockets here within seconds; those revoked in this process end at once. */
async function checkSessions(services: SocketServices): Promise<void> {
  const byStudio = new Map<number, Set<number>>();
  for (const s of services.hub.all()) byStudio.set(s.studioId, (byStudio.get(s.studioId) ?? new Set()).add(s.actor.sessionId));
  for (const [studioId, ids] of byStudio) {
    for (const ended of await endedSessions(services.db.read, studioId, [...ids], services.now())) endSession(services.hub, studioId, ended);
  }
}
export function endSession(hub: Hub, studioId: number, sessionId: number): void {
  for (const socket of hub.ofSession(studioId, sessionId)) socket.end('signedOut');
}
