// Joins the pieces of a long message and inflates it.
import { decodeMessage, type ServerMessage } from '../../contract/frames.ts';

type Piece = Extract<ServerMessage, { kind: 'piece' }>;

export class Pieces {
  #streams = new Map<number, Uint8Array[]>();
  /** The message when its last piece has come, otherwise null. */
  async add(piece: Piece): Promise<Exclude<ServerMessage, Piece> | null> {
    const parts = this.#streams.get(piece.stream) ?? [];
    parts.push(piece.bytes);
    if (!piece.isLast) {
      this.#streams.set(piece.stream, parts);
      return null;
    }
    this.#streams.delete(piece.stream);
    const whole = joined(parts);
    const message = decodeMessage(piece.isDeflated ? await inflated(whole) : whole);
    return message.kind === 'piece' ? null : message;
  }
  has(stream: number) { return this.#streams.has(stream); }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    whole.set(p, at);
    at += p.length;
  }
  return whole;
}
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer());
}
