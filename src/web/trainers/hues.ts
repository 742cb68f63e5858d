// Hues that stay apart from one another for most eyes, in the order they are offered.
export const HUES = [195, 25, 265, 85, 330, 145, 230, 55, 295, 170, 5, 115] as const;
/** The least used hue. */
export function freeHue(used: readonly number[]): number {
  const near = (hue: number) => used.filter((u) => Math.abs(((u - hue + 540) % 360) - 180) < 18).length;
  return [...HUES].sort((a, b) => near(a) - near(b))[0] ?? HUES[0];
}
