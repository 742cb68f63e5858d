// The studio or a room is closed for a time: what it hits, the usual answer in one write, and that it is over.
import { lesson, UNDER_WAY } from './entities.ts';
import { bool, id, seenRev, shortText, span } from './limits.ts';
import { extendDays, MOST_HIT } from './absence.ops.ts';
import { operation, STAFF } from './operation.ts';
import { list, object, oneOf, optional, uint } from './schema.ts';

const when = { roomId: optional(id), fromOn: span.fromOn, fromMin: span.fromMin, toOn: optional(span.toOn), toMin: optional(span.toMin) };
const seen = { lessonId: id, seenRev };
const count = object({ count: uint(MOST_HIT) });

export const closureOps = {
  /** What a span would hit; of a declared one (by its id) what is undecided and what could be restored now. */
  'closure.preview': operation({
    code: 75, effect: 'read', roles: STAFF, errors: ['notFound'], input: object({ id: optional(id), when: optional(object(when)) }),
    output: object({ lessons: list(object({ lesson, isUnderWay: optional(bool) }), MOST_HIT), restorable: list(object({ lesson, isFree: bool }), MOST_HIT) }),
  }),
  /** Without an end it lasts until closure.resolve, and hits the lessons of that day. `cancels`: the studio cancels them all; otherwise they wait for decisions. Lessons that had begun are as `underWay` says. */
  'closure.create': operation({
    code: 76, effect: 'write', roles: STAFF, errors: ['notFound', 'conflict', 'full'], output: count,
    input: object({ id, ...when, reason: shortText, cancels: bool, underWay: optional(oneOf(...UNDER_WAY)), extendDays }),
  }),
  /** Decisions about lessons that wait, and that it is over, with the lessons that go back into the timetable. */
  'closure.resolve': operation({
    code: 77, effect: 'write', roles: STAFF, errors: ['notFound', 'conflict', 'changedMeanwhile', 'wrongStatus', 'full'], output: count,
    input: object({
      id, seenRev, isOver: optional(bool), extendDays, restore: optional(list(object(seen), MOST_HIT)),
      decisions: optional(list(object({ ...seen, how: oneOf('cancel', 'leave') }), MOST_HIT)),
    }),
  }),
};
