// Heights of an hour in the grid, in px, from many hours in sight to minutes that can be told apart.
export const ZOOM_STEPS = [32, 40, 48, 56, 68, 84, 104, 132, 168] as const;
export const USUAL_HOUR_PX = 56;

/** The next step up or down; the same at either end. */
export function zoomed(hourPx: number, direction: 1 | -1): number {
  const next = direction > 0 ? ZOOM_STEPS.find((step) => step > hourPx) : ZOOM_STEPS.findLast((step) => step < hourPx);
  return next ?? hourPx;
}
/** In hundredths of the usual height. */
export const zoomText = (hourPx: number): string => `${Math.round((hourPx / USUAL_HOUR_PX) * 100)} %`;
/** The step nearest to anything that was kept. */
export function nearestZoom(hourPx: unknown): number {
  const wanted = typeof hourPx === 'number' && hourPx > 0 ? hourPx : USUAL_HOUR_PX;
  return ZOOM_STEPS.reduce<number>((best, step) => (Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best), USUAL_HOUR_PX);
}
/** The fewest minutes a lesson is drawn with, so that a line of it can be read and hit. */
export const shortestShown = (hourPx: number): number => Math.ceil((20.5 / hourPx) * 60);
/** The minutes that the first line of a narrow lesson takes. */
export const headShown = (hourPx: number): number => (14 / hourPx) * 60;
/** Where to scroll so that the minute under `atPx` from the top of the window stays there. */
export const keptScroll = (minute: number, atPx: number, hourPx: number): number => (minute / 60) * hourPx - atPx;
