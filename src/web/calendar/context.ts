// What the parts of one calendar share: its screen and the drag in its grid.
import { createContext } from 'svelte';
import type { Drag } from './drag.svelte.ts';
import type { CalendarScreen } from './screen.svelte.ts';

export const [useScreen, provideScreen] = createContext<CalendarScreen>();
export const [useDrag, provideDrag] = createContext<Drag>();

/** Narrowest lane that still shows a name. */
export const LANE_PX = { compact: 30, roomy: 36 } as const;
