// Row numbers leased in blocks, so that a new row has its final number at once.
// Invariant: a number is given out once; the next block is asked for before this one runs out.
import { ID_BLOCK } from '../../contract/frames.ts';

const REFILL_AT = 64;

export class IdPool {
  #lease: () => Promise<number>;
  #blocks: { next: number; end: number }[] = [];
  #filling: Promise<void> | null = null;
  constructor(lease: () => Promise<number>) { this.#lease = lease; }

  get hasSpare() { return this.#blocks.length > 0; }
  async next(): Promise<number> {
    while (!this.#blocks.length) await this.#fetch();
    const block = this.#blocks[0] as { next: number; end: number }; // the loop has just seen one
    const id = block.next++;
    if (block.next === block.end) this.#blocks.shift();
    void this.fill();
    return id;
  }
  /** Fetches a block when few numbers are left; failures show only when a number is needed. */
  async fill(): Promise<void> {
    if (this.#left() > REFILL_AT) return;
    try {
      await this.#fetch();
    } catch {
      // Asked again with the next number.
    }
  }
  /** The numbers were leased to somebody else. */
  forget() { this.#blocks = []; }
  #left() { return this.#blocks.reduce((n, b) => n + b.end - b.next, 0); }
  #fetch(): Promise<void> {
    this.#filling ??= this.#lease().then((first) => { this.#blocks.push({ next: first, end: first + ID_BLOCK }); }).finally(() => { this.#filling = null; });
    return this.#filling;
  }
}
