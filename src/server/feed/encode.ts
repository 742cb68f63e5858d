// A turn of changes as bytes: every projection of a row is encoded once and shared by all sockets that see it so.
import { encodeChange, encodeChanges, type Change } from '../../contract/frames.ts';
import { share } from '../transport/live-socket.ts';
import { matching, project } from '../../domain/visibility.ts';
import type { RowChange, Turn } from './log.ts';

export class TurnEncoder {
  readonly turn: Turn;
  #parts = new Map<string, Uint8Array>();
  #messages = new Map<string, Uint8Array>();
  constructor(turn: Turn) { this.turn = turn; }

  /** The `changes` message for a session with these keys that stands at `cursor`; null when nothing in the turn concerns it. */
  messageFor(keys: ReadonlySet<string>, cursor: number): Uint8Array | null {
    const parts: string[] = [];
    this.turn.changes.forEach((change, i) => {
      if (change.rev <= cursor) return;
      const view = viewOf(change, keys);
      if (view !== null) parts.push(`${i}:${view}`);
    });
    if (!parts.length) return null;
    const signature = parts.join('|');
    let message = this.#messages.get(signature);
    if (!message) this.#messages.set(signature, (message = share(encodeChanges(this.turn.toRev, parts.map((p) => this.#part(p))))));
    return message;
  }
  #part(signature: string): Uint8Array {
    let bytes = this.#parts.get(signature);
    if (!bytes) {
      const [index, view] = signature.split(':') as [string, string]; // made above with one colon
      this.#parts.set(signature, (bytes = encodeChange(changeOf(this.turn.changes[Number(index)] as RowChange, view)))); // the index was made above
    }
    return bytes;
  }
}
const GONE = '-';
/** How a session sees a change: its matched keys, `-` for a row gone from its view, null for nothing. Client keys count only where they add something of their own. */
function viewOf(change: RowChange, keys: ReadonlySet<string>): string | null {
  if (change.row) {
    const matched = matching(change.after, keys);
    if (matched.length) return matched.join(',');
  }
  return matching(change.before, keys).length ? GONE : null;
}
function changeOf(change: RowChange, view: string): Change {
  if (view === GONE || !change.row) return { table: change.table, id: change.id, isGone: true };
  return { table: change.table, row: project(change.table, change.row, view.split(',')) } as Change; // project keeps the table's row type
}
