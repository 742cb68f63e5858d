// Which rows of a long list are drawn: those in sight, some beside them, and the one that has the focus, wherever it is.
export interface Sight { readonly scrollTop: number; readonly height: number; readonly rowHeight: number }
const SPARE = 8;

export function drawnRows({ scrollTop, height, rowHeight }: Sight, count: number, focused: number): number[] {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE);
  const last = Math.min(count - 1, Math.ceil((scrollTop + height) / rowHeight) + SPARE);
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  if (focused >= 0 && focused < count && (focused < first || focused > last)) rows.push(focused);
  return rows.sort((a, b) => a - b);
}
/** Where to scroll so that a row can be seen whole; null when it is. `head`: what lies over the top of the rows. */
export function scrollFor({ scrollTop, height, rowHeight }: Sight, row: number, head = 0): number | null {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height - head ? top + rowHeight - height + head : null;
}
/** The row that a key leads to; null when the key is another. */
export function rowByKey(key: string, at: number, count: number, perPage: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + perPage, PageUp: at - perPage, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}
