// What others change glows softly for a moment, without re-rendering anything. Still where motion is not wanted,
// and while a lesson is in the hand: what fades is painted anew in every frame, of which the drag needs each.
const GLOW_MS = 1400;
const ends = new WeakMap<HTMLElement, () => void>();

export function flashLesson(surface: HTMLElement, id: number, isBusy: boolean) {
  const isStill = isBusy || matchMedia('(prefers-reduced-motion: reduce)').matches;
  for (const tile of surface.querySelectorAll<HTMLElement>(`[data-lesson-id="${id}"]`)) {
    ends.get(tile)?.();
    tile.dataset['flashed'] = isStill ? 'still' : 'fading';
    const veil = isStill ? null : fadingVeil(tile);
    const end = () => {
      clearTimeout(timer);
      veil?.remove();
      delete tile.dataset['flashed'];
    };
    const timer = setTimeout(end, GLOW_MS);
    ends.set(tile, end);
  }
}
function fadingVeil(tile: HTMLElement): HTMLElement {
  const veil = document.createElement('span');
  veil.ariaHidden = 'true';
  veil.style.cssText = 'position:absolute;inset:0;border-radius:inherit;pointer-events:none;box-shadow:inset 0 0 0 3px var(--accent)';
  tile.append(veil);
  veil.animate([{ opacity: 1 }, { opacity: 1, offset: 0.25 }, { opacity: 0 }], { duration: GLOW_MS, easing: 'ease-out', fill: 'forwards' });
  return veil;
}
