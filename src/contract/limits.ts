// Shared field types: one meaning, one limit, wherever the field appears.
import { bool, date, id, int, list, object, oneOf, optional, rev, secret, text, uint } from './schema.ts';

export const name = text(80, { min: 1 });
export const shortText = text(200);
export const longText = text(4000, { lines: true });
export const phone = text(32);
export const email = text(200);
export const login = text(64, { min: 2 });
export const password = secret(200, 8);
/** Minute of the studio day, 0 … 1439. */
export const startMin = uint(1439);
/** Length in minutes of elapsed time, 5 minutes … 12 hours. */
export const durationMin = uint(720, 5);
/** Second of the two hours that share a name when clocks go back. */
export const fold = optional(uint(1));
/** Money in hundredths of the studio's currency, never a fraction. */
export const priceMinor = uint(1_000_000_000);
/** Something is paid: never nothing. */
export const amountMinor = uint(1_000_000_000, 1);
/** A sum of many payments, which may be below zero. */
export const balanceMinor = int(-1_000_000_000_000, 1_000_000_000_000);
/** Lessons of a subscription in halves. */
export const halves = uint(100_000);
export const termDays = uint(3660, 1);
/** Hue of the colour wheel in degrees. */
export const hue = uint(359);
export const persons = uint(200, 1);
/** ISO weekday, Monday 1 … Sunday 7. */
export const weekday = uint(7, 1);
export const hours = list(object({ weekday, startMin, endMin: uint(1440, 1) }), 42);
/** From a local date and minute to another; 1440 is the end of the day. */
export const span = { fromOn: date, fromMin: uint(1440), toOn: date, toMin: uint(1440) };
/** Intervals of one day, none of which overlap. */
export const spans = list(object({ startMin, endMin: uint(1440, 1) }), 8);
/** Of a regular schedule: two lessons a week for more than five years. */
export const MOST_MEMBERS = 600;
/** How far ahead of the present day a regular schedule without an end is kept filled. */
export const OPEN_DAYS = 56;
/** How many lessons of one regular schedule are shown. */
export const MOST_SHOWN = 2000;
/** When in the week a regular schedule has lessons. */
export const seriesSlots = list(object({ weekday, startMin, durationMin }), 21);
export const month = int(23_640, 26_399); // year * 12 + month-1, 1970 … 2199

export const ROLES = ['owner', 'administrator', 'trainer', 'client'] as const;
export type Role = (typeof ROLES)[number];
export const role = oneOf(...ROLES);
export const roles = list(role, 4);

/** What an edit says it has seen: the row's rev on the screen where it was made. */
export const seenRev = rev;
export { bool, date, id, rev };
