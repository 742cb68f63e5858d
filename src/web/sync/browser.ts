// What synchronisation needs of a browser: clock, socket, and whether a hand is at work.
import { afterPaint } from '../ui/after-paint.ts';
import type { SocketLike } from './connection.ts';
import { takeEarly } from './early.ts';
import type { Clock } from './outbox.ts';
import type { Pauses } from './pauses.ts';
import { newSocket } from './socket.ts';

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
/** Tells of each key and click, and when it has been painted; until the returned function is called. */
export function watchHands(pauses: Pauses): () => void {
  const stop = new AbortController();
  for (const name of ['keydown', 'keyup', 'pointerdown', 'pointerup']) {
    addEventListener(name, ({ isTrusted }) => {
      if (!isTrusted) return;
      pauses.acted();
      afterPaint(() => pauses.answered());
    }, { capture: true, passive: true, signal: stop.signal });
  }
  return () => stop.abort();
}
export async function isSignedOut(): Promise<boolean> {
  const answer = await fetch('/api/session', { cache: 'no-store' });
  return answer.status === 401;
}
export function openSocket(): SocketLike & { asked: readonly number[] | null } {
  const { socket, asked, heard } = takeEarly() ?? { socket: newSocket(), asked: null, heard: [] };
  return {
    asked,
    isGreeted: asked !== null,
    send(bytes) { if (socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>); }, // frames are never on shared memory
    close: () => socket.close(),
    set onopen(run: (() => void) | null) {
      if (run && socket.readyState === WebSocket.OPEN) queueMicrotask(run);
      else socket.onopen = run;
    },
    set onmessage(run: ((event: { data: ArrayBuffer }) => void) | null) {
      socket.onmessage = run;
      // What was answered before the program came, after its onopen.
      if (run) queueMicrotask(() => { for (const event of heard.splice(0)) run(event); });
    },
    set onclose(run: ((event: { code: number }) => void) | null) { socket.onclose = run; },
  };
}
