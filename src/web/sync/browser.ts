// What synchronisation needs of a browser: clock and socket.
import type { SocketLike } from './connection.ts';
import { takeEarly } from './early.ts';
import type { Clock } from './outbox.ts';
import { newSocket } from './socket.ts';

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
