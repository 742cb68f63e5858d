// What others change glows softly for a moment, without re-rendering anything. Still where motion is not wanted.
const GLOW: Keyframe[] = [{ boxShadow: '0 0 0 3px var(--accent)', offset: 0 }, { boxShadow: '0 0 0 3px var(--accent)', offset: 0.25 }, { boxShadow: '0 0 0 6px transparent', offset: 1 }];

export function flashLesson(surface: HTMLElement, id: number) {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  for (const tile of surface.querySelectorAll<HTMLElement>(`[data-lesson-id="${id}"]`)) {
    tile.dataset['flashed'] = '';
    const glow = tile.animate(isStill ? [{ outline: '2px solid var(--accent)' }, { outline: '2px solid var(--accent)' }] : GLOW, { duration: 1400, easing: 'ease-out' });
    glow.onfinish = () => delete tile.dataset['flashed'];
  }
}
