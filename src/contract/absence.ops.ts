// A trainer is away: what it hits and what could be done, declaring it, deciding lesson by lesson, back early.
import { ABSENCE_KINDS, lesson } from './entities.ts';
import { bool, date, id, seenRev, shortText, span, startMin } from './limits.ts';
import { operation, TEAM } from './operation.ts';
import { list, object, oneOf, optional, uint } from './schema.ts';

/** Lessons of one declaration. */
export const MOST_HIT = 1000;
export const DECISIONS = ['substitute', 'move', 'cancel', 'leave'] as const;
/** Subscriptions that were to pay for the lessons cancelled here end so many days later. */
export const extendDays = optional(uint(60, 1));
/** A lesson on the list, with what could be done: the substitutes who are free then, those of the same position first; times of the same trainer, the nearest first. */
const hit = object({ lesson, isUnderWay: optional(bool), substitutes: list(id, 8), times: list(object({ onDate: date, startMin }), 3) });
const count = object({ count: uint(MOST_HIT) });

export const absenceOps = {
  /** The work-list: of a span that is being thought about, or of a declared absence what is still undecided and what an early return could restore. */
  'absence.preview': operation({
    code: 71, effect: 'read', roles: TEAM, errors: ['notFound'], input: object({ id: optional(id), trainerId: optional(id), span: optional(object(span)) }),
    output: object({ lessons: list(hit, MOST_HIT), restorable: list(object({ lesson, isFree: bool }), MOST_HIT) }),
  }),
  /** Planned lessons that stand there stay, marked as undecided: `count` of them. Without a trainer: one's own. */
  'absence.create': operation({
    code: 72, effect: 'write', roles: TEAM, errors: ['notFound', 'conflict'], output: count,
    input: object({ id, trainerId: optional(id), kind: oneOf(...ABSENCE_KINDS), ...span, note: optional(shortText) }),
  }),
  /** Several decisions at once, or none of them. A substitute is named, and terms are extended, by staff. */
  'absence.resolve': operation({
    code: 73, effect: 'write', roles: TEAM, errors: ['notFound', 'conflict', 'noSuchTime', 'changedMeanwhile', 'wrongStatus', 'full'], output: count,
    input: object({
      id, reason: optional(shortText), extendDays,
      decisions: list(object({ lessonId: id, seenRev, how: oneOf(...DECISIONS), trainerId: optional(id), onDate: optional(date), startMin: optional(startMin) }), MOST_HIT),
    }),
  }),
  /** A later end. Planned lessons that it meets besides go on the list: `count` of them. */
  'absence.extend': operation({
    code: 96, effect: 'write', roles: TEAM, errors: ['notFound', 'conflict', 'changedMeanwhile'], output: count,
    input: object({ id, seenRev, toOn: date, toMin: span.toMin }),
  }),
  /** Back early, now or at a named time; before it has begun it is taken out. Lessons named in `restore` go back to the trainer, or into the timetable. */
  'absence.end': operation({
    code: 74, effect: 'write', roles: TEAM, errors: ['notFound', 'conflict', 'changedMeanwhile', 'wrongStatus', 'full'], output: count,
    input: object({ id, seenRev, toOn: optional(date), toMin: optional(span.toMin), restore: optional(list(object({ lessonId: id, seenRev }), MOST_HIT)) }),
  }),
};
