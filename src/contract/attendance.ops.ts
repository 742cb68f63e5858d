// Who came, who did not, and what it took. A place is one person's in one lesson; marking it twice takes once.
import { ANSWERS, OUTCOMES, TAKES } from './entities.ts';
import { halves, id, name, priceMinor, shortText } from './limits.ts';
import { EVERYONE, nothing, operation, STAFF, TEAM } from './operation.ts';
import { list, object, oneOf, optional, type Of } from './schema.ts';

/** What a mark has taken: of a subscription so many halves, or of the account an amount (not told to trainers). Of a pair's second person nothing. */
const taking = object({ clientId: id, halves, subscriptionId: optional(id), name: optional(name), leftHalves: optional(halves), chargedMinor: optional(priceMinor) });
export type Taking = Of<typeof taking>;
const taken = object({ taken: list(taking, 200) });
const place = { lessonId: id, clientId: id };
/** How the place was marked where the caller decided. When somebody else has marked it otherwise since, it is refused as changedMeanwhile. */
const seen = optional(oneOf('booked', ...OUTCOMES));

export const attendanceOps = {
  /** `cancelled`: in time or late, as the clock says. Somebody who came without a place is given one. `takes` and `reason` where a person decides otherwise than the policy. */
  'attendance.mark': operation({
    code: 11, effect: 'write', roles: TEAM, errors: ['notFound', 'wrongStatus', 'full', 'conflict', 'changedMeanwhile'], output: taken,
    input: object({ ...place, seen, outcome: oneOf(...OUTCOMES, 'cancelled'), takes: optional(oneOf(...TAKES)), reason: optional(shortText) }),
  }),
  /** Everybody who has not been marked yet. */
  'attendance.markAll': operation({ code: 12, effect: 'write', roles: TEAM, errors: ['notFound', 'wrongStatus'], output: taken, input: object({ lessonId: id, outcome: oneOf('attended', 'noShow') }) }),
  /** Back to booked, with exactly what was taken. On a later day than the lesson's it needs a reason. */
  'attendance.undo': operation({ code: 13, effect: 'write', roles: TEAM, errors: ['notFound', 'wrongStatus', 'full', 'conflict', 'changedMeanwhile'], output: object({}), input: object({ ...place, seen, reason: optional(shortText) }) }),
  /** Whether somebody comes to a lesson that is still ahead; without `answer` as if not asked. A client says so of the own place: that they come, or nothing. */
  'attendance.answer': operation({ code: 216, effect: 'write', roles: EVERYONE, errors: ['notFound', 'wrongStatus', 'forbidden'], output: nothing, input: object({ ...place, answer: optional(oneOf(...ANSWERS)) }) }),
  /** The mark stays, and takes nothing. */
  'attendance.forgive': operation({ code: 14, effect: 'write', roles: STAFF, errors: ['notFound', 'wrongStatus', 'changedMeanwhile'], output: object({}), input: object({ ...place, seen, reason: optional(shortText) }) }),
};
