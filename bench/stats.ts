// Numbers of several rounds put together.
export interface Spread { median: number; min: number; max: number }

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}
/** Of sorted values, linear between neighbours. `q` 0 … 1. */
export function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at % 1);
}
export const p99 = (values: readonly number[]): number => quantile([...values].sort((a, b) => a - b), 0.99);
/** Round by round: what A gave over what B gave next to it. */
export const ratios = (a: readonly number[], b: readonly number[]): number[] => a.map((v, i) => v / (b[i] ?? Number.NaN));

/** The same numbers from 0 to 1 for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
