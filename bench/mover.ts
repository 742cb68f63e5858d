// One device of a member of staff that moves its own lessons to and fro: the write that every figure with a write uses.
import { encodeRequest } from '../src/contract/frames.ts';
import { ops } from '../src/contract/ops.ts';
import { lessonAt, type Fill } from './data.ts';
import type { LeanSocket } from './socket.ts';

const { code, input } = ops['lesson.move'];

export class Mover {
  #socket: LeanSocket;
  #lessons: { id: number; onDate: string; startMin: number; rev: number; shift: number }[];
  #turn = 0;
  #request = 0;
  constructor(socket: LeanSocket, lessons: readonly { id: number; onDate: string; startMin: number; rev?: number }[]) {
    this.#socket = socket;
    this.#lessons = lessons.map((l) => ({ rev: 1, shift: 0, ...l }));
  }
  /** Moves the next of its lessons by a quarter of an hour. Throws when it is refused. */
  async move(): Promise<void> {
    const lesson = this.#lessons[this.#turn++ % this.#lessons.length];
    if (!lesson) throw new Error('a mover needs lessons');
    lesson.shift = (lesson.shift + 15) % 120;
    const request = ++this.#request;
    const wanted = { id: lesson.id, seenRev: lesson.rev, onDate: lesson.onDate, startMin: lesson.startMin + lesson.shift };
    const answer = await this.#socket.request(encodeRequest(code, request, input, wanted, 0), request);
    if (answer.isRefused) throw new Error(`the move of lesson ${lesson.id} was refused`);
    lesson.rev = answer.rev;
  }
}
/** The n-th of the movers gets every so-manieth of `count` lessons, beginning with the lesson `first`. */
export const moversOf = (sockets: readonly LeanSocket[], fill: Fill, count = fill.lessons, first = 0): Mover[] =>
  sockets.map((s, k) => new Mover(s, Array.from({ length: Math.ceil((count - k) / sockets.length) }, (_, i) => lessonAt(fill, first + k + i * sockets.length))));
