// Which lessons a Shift+click means: all between the one picked before and this one, as they stand on the screen.
export function rangeBetween(inOrder: readonly number[], anchor: number | null, to: number): number[] {
  const from = anchor === null ? -1 : inOrder.indexOf(anchor);
  const at = inOrder.indexOf(to);
  if (at < 0 || from < 0) return [to];
  return inOrder.slice(Math.min(from, at), Math.max(from, at) + 1);
}
