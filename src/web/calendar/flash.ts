// What others change glows softly for a moment, without re-rendering anything. The glow goes in a few steps: an animation would lift the tile
// into a layer of its own, and with it all that lie near, of which a full week has hundreds. All that glow take a step together, so that
// the screen is drawn once for all of them. One step where motion is not wanted, and while a lesson is in the hand.
import { sync } from '../sync/client.svelte.ts';

const STEPS = ['still', 'still', 'fading', 'faint'] as const;
const STEP_MS = 400;
const glowing = new Map<HTMLElement, { step: number; isStill: boolean }>();
let timer = 0;

export function flashLesson(surface: HTMLElement, id: number, isBusy: boolean) {
  const isStill = isBusy || matchMedia('(prefers-reduced-motion: reduce)').matches;
  for (const tile of surface.querySelectorAll<HTMLElement>(`[data-lesson-id="${id}"]`)) {
    tile.dataset['flashed'] = STEPS[0];
    glowing.set(tile, { step: 0, isStill });
  }
  timer ||= window.setTimeout(next, STEP_MS);
}
const next = () => sync.whenQuiet(goOn);
function goOn() {
  for (const [tile, glow] of glowing) {
    const step = STEPS[++glow.step];
    if (!step) {
      delete tile.dataset['flashed'];
      glowing.delete(tile);
    } else if (!glow.isStill) tile.dataset['flashed'] = step;
  }
  timer = glowing.size ? window.setTimeout(next, STEP_MS) : 0;
}
