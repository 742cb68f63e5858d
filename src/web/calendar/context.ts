// What the parts of one calendar share: its screen and the drag in its grid.
import { createContext } from 'svelte';
import type { Drag } from './drag.svelte.ts';
import type { CalendarScreen } from './screen.svelte.ts';

export const [useScreen, provideScreen] = createContext<CalendarScreen>();
export const [useDrag, provideDrag] = createContext<Drag>();

/** Height of an hour in the grid, and the fewest minutes a lesson is drawn with so that it can be read and hit. */
export const HOUR_PX = 56;
export const SHORTEST_SHOWN_MIN = 22;
/** Narrowest lane that still shows a name. */
export const LANE_PX = 34;
