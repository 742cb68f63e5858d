// Keeps a sheet at the foot of a phone's window above the on-screen keyboard, and the field that is typed in in sight.
const LEAST_PX = 80;

/** Sets `--keyboard` (height that is covered) and `--seen` (height that is left) on the sheet. Returns a function that ends it. */
export function aboveKeyboard(sheet: HTMLElement): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const fit = () => {
    const covered = document.documentElement.clientHeight - view.height - view.offsetTop;
    // Zoomed in with two fingers, less is seen as well.
    const isUp = view.scale < 1.05 && covered > LEAST_PX;
    sheet.style.setProperty('--keyboard', isUp ? `${Math.round(covered)}px` : '0px');
    sheet.style.setProperty('--seen', isUp ? `${Math.round(view.height)}px` : '100dvh');
    const field = document.activeElement;
    if (isUp && field && sheet.contains(field)) requestAnimationFrame(() => field.scrollIntoView({ block: 'nearest' }));
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
  fit();
  return () => {
    view.removeEventListener('resize', fit);
    view.removeEventListener('scroll', fit);
  };
}
