// Work that may wait until what was just changed is on the screen.

/** Runs when the next frame has been painted; at once where nothing is painted. */
export function afterPaint(run: () => void) {
  if (document.hidden) run();
  else requestAnimationFrame(() => setTimeout(run));
}
