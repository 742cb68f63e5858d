// Actions of how the calendar looks: the height of an hour, density, the filter.
import { choices, type Density } from '../calendar/choices.svelte.ts';
import { countChosen, NO_FILTER } from '../calendar/filter.ts';
import { zoomed } from '../calendar/zoom.ts';
import { t } from '../i18n/index.svelte.ts';
import type { Action, ActionContext } from './action.ts';

const hasHours = (c: ActionContext): boolean => c.calendar !== null && c.calendar.view !== 'month';
const canZoom = (direction: 1 | -1) => (c: ActionContext): boolean => hasHours(c) && zoomed(choices.hourPx, direction) !== choices.hourPx;
const zoom = (direction: 1 | -1) => (c: ActionContext) => c.calendar?.zoom(direction);
const isOther = (density: Density) => (c: ActionContext): boolean => c.calendar !== null && choices.density !== density;
const choose = (density: Density) => (c: ActionContext) => {
  choices.density = density;
  c.calendar?.say(`${t('calendar.looks.density')}: ${t(`calendar.looks.${density}`)}`);
};

export const lookActions = {
  zoomIn: { id: 'zoom.in', name: 'calendar.looks.zoomIn', icon: 'plus', group: 'look', shortcut: [{ code: 'Equal' }], words: 'zoom in bigger taller hours масштаб більше висота години', isAllowed: canZoom(1), run: zoom(1) },
  zoomOut: { id: 'zoom.out', name: 'calendar.looks.zoomOut', icon: 'minus', group: 'look', shortcut: [{ code: 'Minus' }], words: 'zoom out smaller hours масштаб менше висота години', isAllowed: canZoom(-1), run: zoom(-1) },
  compact: { id: 'density.compact', name: 'action.density.compact', icon: 'columns', group: 'look', words: 'compact dense щільно щільність', isAllowed: isOther('compact'), run: choose('compact') },
  roomy: { id: 'density.roomy', name: 'action.density.roomy', icon: 'columns', group: 'look', words: 'roomy density просторо щільність', isAllowed: isOther('roomy'), run: choose('roomy') },
  filter: { id: 'filter', name: 'action.filter', icon: 'filter', group: 'look', shortcut: [{ code: 'KeyF' }], words: 'filter show only trainers rooms groups status фільтр лише тренери зали', isAllowed: (c) => c.calendar?.hasFilter ?? false, run: (c) => c.calendar?.openFilter() },
  clearFilter: { id: 'filter.clear', name: 'calendar.filter.clear', icon: 'close', group: 'look', words: 'clear filter show all фільтр прибрати', isAllowed: (c) => c.calendar !== null && countChosen(choices.filter) > 0, run: () => { choices.filter = NO_FILTER; } },
} as const satisfies Record<string, Action>;
