// What an operation is, and how it can be refused.
import { anyRow } from './entities.ts';
import { date, durationMin, id, rev, startMin, type Role } from './limits.ts';
import { instant, list, object, oneOf, optional, text, type Of, type Type } from './schema.ts';

/** Append only: the position is the number on the wire. */
export const ERROR_CODES = [
  'invalid', // a field is wrong: `field` and `reason` say which and how
  'notFound', // there is no such row, or it is not yours to see
  'forbidden', // your role may not do this
  'conflict', // trainer, client or room is taken: `conflicts`
  'changedMeanwhile', // somebody changed the same fields: `fields`, `current`, `by`
  'wrongStatus', // not possible in the row's present status: `reason`
  'noSuchTime', // the clock jumps over this local time
  'tooMany', // slow down: `retryAt`
  'expired', // this write is older than the server remembers; it was not repeated
  'unknownOperation',
  'unavailable', // the server cannot answer now; ask again
  'failed', // a fault of ours, logged
  'taken', // a unique name or login is in use: `field`
  'wrongPassword',
  'inUse', // others still depend on it: `count`
  'cannotUndo', // something later contradicts: `reason`
  'full', // no free place in the group or lesson
  'monthClosed', // money and visits of that month are settled for good: `count` is the month (year * 12 + month-1)
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What stands in the way. `subscription`: of client `id` all end before, the last on `onDate`; only ever a warning. `lessonId` only where the asking person may see that lesson. */
export const conflict = object({
  what: oneOf('trainer', 'client', 'room', 'place', 'closedDay', 'outsideHours', 'absence', 'closure', 'subscription'),
  id: optional(id), lessonId: optional(id), onDate: optional(date), startMin: optional(startMin), durationMin: optional(durationMin), reason: optional(text(200)),
});
export type Conflict = Of<typeof conflict>;

export const refusal = object({
  code: oneOf(...ERROR_CODES),
  field: optional(text(100)), reason: optional(text(200)), fields: optional(list(text(60), 40)), conflicts: optional(list(conflict, 50)),
  current: optional(anyRow), by: optional(text(200)), retryAt: optional(instant), count: optional(rev),
});
export type Refusal = Of<typeof refusal>;

export interface Operation<I = unknown, O = unknown> {
  /** Number on the wire, 1 … 16383; the commonest below 128. Never reused. */
  readonly code: number;
  /** `read` changes nothing; `write` takes a rev and is applied once; `session` writes outside the feed. */
  readonly effect: 'read' | 'write' | 'session';
  readonly roles: readonly Role[];
  readonly input: Type<I>;
  readonly output: Type<O>;
  /** Besides those any operation may give: invalid, forbidden, monthClosed, tooMany, expired, unavailable, failed. */
  readonly errors: readonly ErrorCode[];
}
export const operation = <I, O, const E extends Operation['effect']>(o: Operation<I, O> & { effect: E }): Operation<I, O> & { effect: E } => o;

export const EVERYONE = ['owner', 'administrator', 'trainer', 'client'] as const satisfies readonly Role[];
export const STAFF = ['owner', 'administrator'] as const satisfies readonly Role[];
export const TEAM = ['owner', 'administrator', 'trainer'] as const satisfies readonly Role[];
export const OWNER = ['owner'] as const satisfies readonly Role[];
export const nothing = object({});
