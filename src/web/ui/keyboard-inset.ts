// Keeps a sheet above the on-screen keyboard, and what is typed in in sight, with the button that sends it where there is room.
const LEAST_PX = 80;

/** Height of the window above the keyboard, in CSS pixels. */
export function seenPx(): number {
  const view = window.visualViewport;
  return view && view.scale < 1.05 ? Math.min(view.height, innerHeight) : innerHeight;
}
/** Sets `--keyboard` (height that is covered) and `--seen` (height that is left) on the sheet while the keyboard is up, and tells `fitted` of each change. Returns a function that ends it. */
export function aboveKeyboard(sheet: HTMLElement, fitted?: () => void): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const fit = () => {
    const covered = document.documentElement.clientHeight - view.height - view.offsetTop;
    // Zoomed in with two fingers, less is seen as well.
    const isUp = view.scale < 1.05 && covered > LEAST_PX;
    for (const [name, px] of [['--keyboard', covered], ['--seen', view.height]] as const) {
      if (isUp) sheet.style.setProperty(name, `${Math.round(px)}px`);
      else sheet.style.removeProperty(name);
    }
    const field = document.activeElement;
    if (!isUp || !field || !sheet.contains(field)) return;
    requestAnimationFrame(() => {
      field.closest('form')?.querySelector('[type=submit]')?.scrollIntoView({ block: 'nearest' });
      field.scrollIntoView({ block: 'nearest' });
    });
  };
  const changed = () => {
    fit();
    fitted?.();
  };
  view.addEventListener('resize', changed);
  view.addEventListener('scroll', changed);
  fit();
  return () => {
    view.removeEventListener('resize', changed);
    view.removeEventListener('scroll', changed);
  };
}
