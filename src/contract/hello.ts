// The first words of a connection, apart from all else that travels, so that they can be said before the rest of the program has come.
import { Reader, written } from './bytes.ts';
import { month } from './limits.ts';
import { bool, list, object, rev, text, uint, type Of } from './schema.ts';

/** Raise when the wire schema changes (wire.test.ts insists). */
export const WIRE_VERSION = 2;
/** Code of the frame. */
export const HELLO = 100;
export const hello = object({
  wire: uint(10_000),
  /** Random number of this page or program; with the request id it names a write for ever. */
  instance: uint(2 ** 48),
  /** Where this device stands; empty epoch asks for a snapshot. */
  epoch: text(40), rev, view: text(64),
  /** Months of lessons that a snapshot shall hold. */
  months: list(month, 36),
});
export type Hello = Of<typeof hello>;

/** The frame: code, request id 0, body. */
export const encodeHello = (value: Hello): Uint8Array<ArrayBuffer> => written((w) => {
  w.uint(HELLO);
  w.uint(0);
  hello.write(w, value);
});

/** Kind of a server's message that is a piece of a longer one, and what stands before the bytes of it. */
export const PIECE = 7;
export const piece = object({ stream: uint(2 ** 48), isLast: bool, isDeflated: bool });
/** Says that a piece has arrived; request id is the stream. Two are in flight. */
export const PIECE_ARRIVED = 102;
export const encodePieceArrived = (stream: number): Uint8Array<ArrayBuffer> => written((w) => {
  w.uint(PIECE_ARRIVED);
  w.uint(stream);
});
/** The pieces in a server's frame, without their bytes. */
export function piecesIn(frame: Uint8Array): Of<typeof piece>[] {
  const found: Of<typeof piece>[] = [];
  for (const r = new Reader(frame); r.left;) {
    const message = new Reader(r.raw());
    if (message.byte() === PIECE) found.push(piece.read(message));
  }
  return found;
}
