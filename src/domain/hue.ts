// Colours for trainers and groups: the hue that is easiest to tell from those in use.
const FIRST_HUE = 210;

/** Middle of the widest gap on the colour wheel, in degrees 0 … 359; the first of equals. */
export function farthestHue(used: readonly number[]): number {
  const sorted = [...new Set(used)].sort((a, b) => a - b);
  const first = sorted[0];
  if (first === undefined) return FIRST_HUE;
  let best = { from: first, width: 0 };
  sorted.forEach((from, i) => {
    const width = (sorted[i + 1] ?? first + 360) - from;
    if (width > best.width) best = { from, width };
  });
  return Math.round(best.from + best.width / 2) % 360;
}
