// Frames of the one WebSocket.
// Client frame: code (varint), request id (varint), body. A write has, before its input, how far back the lowest unanswered one lies.
// Server frame: messages, each with its length before it; a message is a kind (byte), then that kind's fields.
import { Reader, written, type Writer } from './bytes.ts';
import { TABLES, tables, type AnyRow, type Table } from './entities.ts';
import { HELLO, hello, PIECE, PIECE_ARRIVED, piece, WIRE_VERSION, type Hello } from './hello.ts';
import { month } from './limits.ts';
import { refusal, type Refusal } from './operation.ts';
import { bad, ShapeError } from './bytes.ts';
import { id, instant, list, object, oneOf, rev, text, type Of, type Type } from './schema.ts';
import { onlookers } from './presence.ops.ts';
import { me } from './session.ops.ts';

/** From the first release on the server speaks this one and the one before; rows have changed since version 1, which was never released. */
export const OLDEST_WIRE_VERSION = 2;
export const MAX_FRAME_BYTES = 65_536;
export const PIECE_BYTES = 4096;
export const ID_BLOCK = 256;

/** Code of a client frame that is no operation; of a hello and of what comes in pieces: hello.ts. */
export const PING = 101;

export const welcome = object({
  epoch: text(40), rev, view: text(64), now: instant, me,
  /** `resume`: what was missed follows as changes. `snapshot`: forget everything; the base set follows. */
  mode: oneOf('resume', 'snapshot'),
});
export type Welcome = Of<typeof welcome>;
export const snapshot = object({
  rev,
  /** Lessons are those of these months, all of them. */
  months: list(month, 36),
  ...(Object.fromEntries(TABLES.map((t) => [t, list(tables[t] as Type<unknown>, 200_000)])) as { [T in Table]: Type<Of<(typeof tables)[T]>[]> }),
});
export type Snapshot = Of<typeof snapshot>;
export const pong = object({ rev, now: instant });
export const goodbye = object({ reason: oneOf('restart', 'signedOut', 'outdated', 'rolesChanged', 'slow', 'idle') });
/** Who else has this lesson open now. Sent only to those who asked by presence.look. */
export const presence = object({ lessonId: id, others: onlookers });

export type Change = (AnyRow & { isGone?: false }) | { table: Table; id: number; isGone: true };
export type ServerMessage =
  | { kind: 'answer'; request: number; rev: number; body: Reader }
  | { kind: 'refusal'; request: number; refusal: Refusal }
  | { kind: 'changes'; rev: number; changes: Change[] }
  | { kind: 'welcome'; welcome: Welcome }
  | { kind: 'snapshot'; snapshot: Snapshot }
  | { kind: 'pong'; rev: number; now: number }
  | { kind: 'piece'; stream: number; isLast: boolean; isDeflated: boolean; bytes: Uint8Array }
  | { kind: 'goodbye'; reason: Of<typeof goodbye>['reason'] }
  | { kind: 'presence'; presence: Of<typeof presence> };
const KIND = { answer: 1, refusal: 2, changes: 3, welcome: 4, snapshot: 5, pong: 6, piece: PIECE, goodbye: 8, presence: 9 } as const;

const message = (kind: number, fill: (w: Writer) => void): Uint8Array<ArrayBuffer> => written((w) => {
  w.byte(kind);
  fill(w);
});
export const encodeAnswer = <O>(request: number, atRev: number, type: Type<O>, output: O) =>
  message(KIND.answer, (w) => { w.uint(request); w.uint(atRev); type.write(w, output); });
export const encodeRefusal = (request: number, value: Refusal) => message(KIND.refusal, (w) => { w.uint(request); refusal.write(w, value); });
export const encodeWelcome = (value: Welcome) => message(KIND.welcome, (w) => welcome.write(w, value));
export const encodeSnapshot = (value: Snapshot) => message(KIND.snapshot, (w) => snapshot.write(w, value));
export const encodePong = (atRev: number, now: number) => message(KIND.pong, (w) => pong.write(w, { rev: atRev, now }));
export const encodeGoodbye = (reason: Of<typeof goodbye>['reason']) => message(KIND.goodbye, (w) => goodbye.write(w, { reason }));
export const encodePresence = (value: Of<typeof presence>) => message(KIND.presence, (w) => presence.write(w, value));
export const encodePiece = (stream: number, isLast: boolean, isDeflated: boolean, bytes: Uint8Array) =>
  message(KIND.piece, (w) => { piece.write(w, { stream, isLast, isDeflated }); w.append(bytes); });

/** One row or one leave, encoded once and shared by every socket that may see it. */
export const encodeChange = (change: Change): Uint8Array<ArrayBuffer> => written((w) => {
  const index = TABLES.indexOf(change.table) * 2;
  w.uint(change.isGone ? index + 1 : index);
  if (change.isGone) id.write(w, change.id);
  else (tables[change.table] as Type<unknown>).write(w, change.row); // row belongs to table by its type
});
/** `toRev`: everything up to it that this socket may see is in here or was before. */
export const encodeChanges = (toRev: number, changes: readonly Uint8Array[]) =>
  message(KIND.changes, (w) => { w.uint(toRev); for (const c of changes) w.append(c); });
/** Joins messages to one frame. */
export const encodeFrame = (messages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => written((w) => { for (const m of messages) w.raw(m); });

/** Messages of a server frame. Throws ShapeError on anything malformed. */
export function decodeFrame(bytes: Uint8Array): ServerMessage[] {
  const r = new Reader(bytes);
  const out: ServerMessage[] = [];
  while (r.left) out.push(decodeMessage(r.raw()));
  return out;
}
export function decodeMessage(bytes: Uint8Array): ServerMessage {
  const r = new Reader(bytes);
  const done = <M extends ServerMessage>(m: M): M => (r.left ? bad('trailing') : m);
  switch (r.byte()) {
    case KIND.answer: return { kind: 'answer', request: r.uint(), rev: r.uint(), body: r };
    case KIND.refusal: return done({ kind: 'refusal', request: r.uint(), refusal: refusal.read(r) });
    case KIND.changes: {
      const toRev = r.uint();
      const changes: Change[] = [];
      while (r.left) changes.push(decodeChange(r));
      return { kind: 'changes', rev: toRev, changes };
    }
    case KIND.welcome: return done({ kind: 'welcome', welcome: welcome.read(r) });
    case KIND.snapshot: return done({ kind: 'snapshot', snapshot: snapshot.read(r) });
    case KIND.pong: return done({ kind: 'pong', ...pong.read(r) });
    case KIND.piece: return { kind: 'piece', ...piece.read(r), bytes: r.bytes.subarray(r.at, r.end) };
    case KIND.goodbye: return done({ kind: 'goodbye', ...goodbye.read(r) });
    case KIND.presence: return done({ kind: 'presence', presence: presence.read(r) });
    default: return bad('malformed');
  }
}
function decodeChange(r: Reader): Change {
  const tag = r.uint();
  const table = TABLES[tag >> 1] ?? bad('malformed');
  if (tag % 2) return { table, id: id.read(r), isGone: true };
  return { table, row: (tables[table] as Type<unknown>).read(r) } as Change; // read by the type of its table
}

/** A client frame. `sinceLowest`: request id minus the lowest unanswered write, for writes only. */
export const encodeRequest = <I>(code: number, request: number, input: Type<I>, value: I, sinceLowest?: number): Uint8Array<ArrayBuffer> => written((w) => {
  w.uint(code);
  w.uint(request);
  if (sinceLowest !== undefined) w.uint(sinceLowest);
  input.write(w, value);
});
export { HELLO, hello, PIECE_ARRIVED, Reader, ShapeError, WIRE_VERSION, type Hello };
