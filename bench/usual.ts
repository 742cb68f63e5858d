// The studio most figures use: a thousand lessons of four clients each.
import type { Fill } from './data.ts';

export const USUAL: Fill = { lessons: 1000, firstDay: '2026-11-01', bookings: 4, sessions: { staff: 200, client: 3000 } };
