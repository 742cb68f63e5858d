// What others change glows softly for a moment, without re-rendering anything. Still where motion is not wanted.
// A veil that only fades costs a tenth of an animated shadow, which is painted anew in every frame.
const GLOW_MS = 1400;

export function flashLesson(surface: HTMLElement, id: number) {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  for (const tile of surface.querySelectorAll<HTMLElement>(`[data-lesson-id="${id}"]`)) {
    tile.querySelector(':scope > [data-glow]')?.remove();
    tile.dataset['flashed'] = '';
    const veil = document.createElement('span');
    veil.dataset['glow'] = '';
    veil.ariaHidden = 'true';
    veil.style.cssText = 'position:absolute;inset:0;border-radius:inherit;pointer-events:none;box-shadow:inset 0 0 0 3px var(--accent)';
    tile.append(veil);
    const glow = veil.animate(isStill ? [{ opacity: 1 }, { opacity: 1 }] : [{ opacity: 1 }, { opacity: 1, offset: 0.25 }, { opacity: 0 }], { duration: GLOW_MS, easing: 'ease-out' });
    glow.onfinish = () => {
      veil.remove();
      if (!tile.querySelector(':scope > [data-glow]')) delete tile.dataset['flashed'];
    };
  }
}
