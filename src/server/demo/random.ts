// Repeatable chance for the demo: the same seed gives the same studio.
export class Random {
  #state: number;
  constructor(seed: number) { this.#state = seed >>> 0; }
  /** 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let x = this.#state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  }
  /** A whole number, both ends included. */
  between(min: number, max: number): number { return min + Math.floor(this.next() * (max - min + 1)); }
  chance(part: number): boolean { return this.next() < part; }
  pick<T>(list: readonly T[]): T {
    if (!list.length) throw new Error('nothing to pick from');
    return list[this.between(0, list.length - 1)] as T; // within bounds
  }
  shuffled<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const k = this.between(0, i);
      [out[i], out[k]] = [out[k] as T, out[i] as T]; // both within bounds
    }
    return out;
  }
}
