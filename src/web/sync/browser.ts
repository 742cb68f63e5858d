// What synchronisation needs of a browser: clock, socket, a random name of this page.
import type { SocketLike } from './connection.ts';
import { newSocket, takeEarly } from './early.ts';
import type { Clock } from './outbox.ts';

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
export async function isSignedOut(): Promise<boolean> {
  const answer = await fetch('/api/session', { cache: 'no-store' });
  return answer.status === 401;
}
export function openSocket(): SocketLike {
  const socket = takeEarly() ?? newSocket();
  return {
    send(bytes) { if (socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>); }, // frames are never on shared memory
    close: () => socket.close(),
    set onopen(run: (() => void) | null) {
      if (run && socket.readyState === WebSocket.OPEN) queueMicrotask(run);
      else socket.onopen = run;
    },
    set onmessage(run: ((event: { data: ArrayBuffer }) => void) | null) { socket.onmessage = run; },
    set onclose(run: ((event: { code: number }) => void) | null) { socket.onclose = run; },
  };
}
/** 48 random bits; with a request's number it names a write for ever. */
export function newInstance(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0xffff) * 2 ** 32 + low;
}
