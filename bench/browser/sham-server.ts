// A server within the page: a WebSocket that answers the client's own requests from rows made here, and pushes when told to.
// So the real client and the real store hold the rows, and a push takes the way it always takes.
import type { AnyRow, Lesson } from '../../src/contract/entities.ts';
import { Reader } from '../../src/contract/bytes.ts';
import { encodeAnswer, encodeChange, encodeChanges, encodeFrame, encodePong, encodeSnapshot, encodeWelcome, hello, HELLO, PING, type Snapshot } from '../../src/contract/frames.ts';
import { ops } from '../../src/contract/ops.ts';
import { monthOf } from '../../src/domain/calendar-day.ts';

export type Base = Omit<Snapshot, 'rev' | 'months' | 'lesson'>;
const FIRST_FREE_ID = 1_000_000;

/** Takes the place of WebSocket in this page. */
export class ShamServer {
  #rev = 1;
  #base: Base;
  #lessons: readonly Lesson[];
  #deliver: ((frame: Uint8Array<ArrayBuffer>) => void) | null = null;
  constructor(base: Base, lessons: readonly Lesson[]) {
    this.#base = base;
    this.#lessons = lessons;
    const connected = (deliver: (frame: Uint8Array<ArrayBuffer>) => void) => { this.#deliver = deliver; };
    const heard = (bytes: Uint8Array) => this.#heard(bytes);
    class ShamSocket {
      static readonly OPEN = 1;
      readonly readyState = 1;
      binaryType = '';
      onopen: (() => void) | null = null;
      onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
      onclose: (() => void) | null = null;
      constructor() {
        connected((frame) => this.onmessage?.({ data: frame.buffer }));
        queueMicrotask(() => this.onopen?.());
      }
      send(bytes: Uint8Array) { heard(bytes); }
      close() {}
    }
    globalThis.WebSocket = ShamSocket as unknown as typeof WebSocket; // as much of one as the client uses
  }
  /** The frame of a row that somebody has changed; to call the result is its arrival. */
  news(row: AnyRow): () => void {
    const rev = ++this.#rev;
    const changed = { ...row, row: { ...row.row, rev } } as AnyRow; // the same row of the same table
    const frame = encodeFrame([encodeChanges(rev, [encodeChange(changed)])]);
    return () => this.#deliver?.(frame);
  }

  #heard(bytes: Uint8Array) {
    const r = new Reader(bytes);
    const [code, request] = [r.uint(), r.uint()];
    const answers = this.#answers(code, request, r);
    // Later, as from afar; in one frame, as nothing is between them.
    if (answers.length) queueMicrotask(() => this.#deliver?.(encodeFrame(answers)));
  }
  #answers(code: number, request: number, r: Reader): Uint8Array[] {
    const rev = this.#rev;
    switch (code) {
      case HELLO: {
        const { months } = hello.read(r);
        return [
          encodeWelcome({ epoch: 'bench', rev, view: 's', now: Date.now(), mode: 'snapshot', me: { userId: 1, name: 'Олена', roles: ['owner'], sessionId: 1 } }),
          encodeSnapshot({ rev, ...this.#base, months, lesson: this.#of(months) }),
        ];
      }
      case PING: return [encodePong(rev, Date.now())];
      case ops['session.leaseIds'].code: return [encodeAnswer(request, rev, ops['session.leaseIds'].output, { first: FIRST_FREE_ID })];
      case ops['calendar.load'].code: {
        const { months } = ops['calendar.load'].input.read(r);
        return [encodeAnswer(request, rev, ops['calendar.load'].output, { rev, months, lessons: this.#of(months) })];
      }
      default: return [];
    }
  }
  #of(months: readonly number[]): Lesson[] { return this.#lessons.filter((l) => months.includes(monthOf(l.onDate))); }
}
