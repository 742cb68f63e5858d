// A socket client that remembers what the server said, for tests of the protocol itself.
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeMessage, type ServerMessage } from '../src/contract/frames.ts';
import { Writer } from '../src/contract/bytes.ts';
import { SocketClient } from '../src/server/cli/socket-client.ts';

export interface Heard { bytes: Uint8Array; message: ServerMessage }
export interface Tap { client: SocketClient; heard: Heard[] }

/** A client of that address and session that is not patient: it shows `tooMany` and `unavailable` too. Not opened yet. */
export function tap(url: string, cookie: string, more: { instance?: number; headers?: Record<string, string> } = {}): Tap {
  const heard: Heard[] = [];
  return { heard, client: new SocketClient({ url, cookie, isPatient: false, onMessage: (bytes) => heard.push({ bytes: bytes.slice(), message: decodeMessage(bytes) }), ...more }) };
}
/** Every answer and refusal to that request, as hex. */
export const answersTo = ({ heard }: Tap, request: number): string[] =>
  heard.filter(({ message }) => (message.kind === 'answer' || message.kind === 'refusal') && message.request === request).map(({ bytes }) => Buffer.from(bytes).toString('hex'));
export const refusalTo = ({ heard }: Tap, request: number) => heard.map(({ message }) => (message.kind === 'refusal' && message.request === request ? message.refusal : null)).find((refusal) => refusal !== null);

/** Waits until it is true. Throws after `withinMs`. */
export async function until(isTrue: () => boolean, what: string, withinMs = 3000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await sleep(2);
  }
}
/** A client frame of these numbers and bytes, however wrong. */
export function frameOf(code: number, request: number, ...rest: number[]): Uint8Array<ArrayBuffer> {
  const w = new Writer();
  w.uint(code);
  w.uint(request);
  for (const byte of rest) w.byte(byte);
  return w.copy();
}
