// What others change glows softly for a moment, without re-rendering anything. The glow goes in a few steps: an animation would lift the tile
// into a layer of its own, and with it all that lie near, of which a full week has hundreds. One step where motion is not wanted, and while
// a lesson is in the hand.
const STEPS = ['still', 'fading', 'faint'] as const;
const GLOW_MS = 1400;
const ends = new WeakMap<HTMLElement, () => void>();

export function flashLesson(surface: HTMLElement, id: number, isBusy: boolean) {
  const steps = isBusy || matchMedia('(prefers-reduced-motion: reduce)').matches ? STEPS.slice(0, 1) : STEPS;
  for (const tile of surface.querySelectorAll<HTMLElement>(`[data-lesson-id="${id}"]`)) {
    ends.get(tile)?.();
    const timers = steps.map((step, i) => setTimeout(() => { tile.dataset['flashed'] = step; }, (i * GLOW_MS) / steps.length));
    const end = () => {
      for (const timer of timers) clearTimeout(timer);
      delete tile.dataset['flashed'];
    };
    timers.push(setTimeout(end, GLOW_MS));
    tile.dataset['flashed'] = STEPS[0];
    ends.set(tile, end);
  }
}
