// Regular schedules: looked at before they are made, made at once, changed from one of their lessons on, ended.
import { lesson, SCOPES } from './entities.ts';
import { bool, date, durationMin, id, longText, MOST_MEMBERS, MOST_SHOWN, persons, priceMinor, seenRev, seriesSlots, shortText, startMin } from './limits.ts';
import { conflict, operation, TEAM } from './operation.ts';
import { list, nullable, object, oneOf, optional, uint } from './schema.ts';

const plan = {
  kindId: id, trainerId: optional(id), roomId: optional(id), groupId: optional(id), clientIds: optional(list(id, 200)), capacity: optional(persons), takesWholeRoom: optional(bool),
  slots: seriesSlots, fromOn: date,
  /** At most one of the two: the last day, inclusive, or how many lessons. Without both it has no end and is kept filled OPEN_DAYS ahead. */
  untilOn: optional(date), count: optional(uint(MOST_MEMBERS, 1)),
};
/** A date of the rule with what stands in its way. Outside the hours of the studio or the trainer it is free all the same. */
const seriesDate = object({ onDate: date, startMin, durationMin, problem: optional(oneOf('noSuchTime', 'closedDay')), conflicts: optional(list(conflict, 10)), isOutsideHours: optional(bool) });
const clash = ['notFound', 'conflict', 'noSuchTime', 'full'] as const;

export const seriesOps = {
  /** Every date with what stands in its way. */
  'series.preview': operation({
    code: 64, effect: 'read', roles: TEAM, errors: ['notFound'], input: object(plan),
    output: object({
      dates: list(seriesDate, MOST_MEMBERS),
    }),
  }),
  /** All lessons at once, or none. `exceptions` say what shall be otherwise on a date of the rule. */
  'series.create': operation({
    code: 65, effect: 'write', roles: TEAM, errors: clash,
    input: object({
      id, ...plan, title: optional(shortText), priceMinor: optional(priceMinor), note: optional(longText), override: optional(shortText),
      exceptions: optional(list(object({ onDate: date, startMin, isSkipped: optional(bool), toOn: optional(date), toMin: optional(startMin), trainerId: optional(nullable(id)) }), MOST_MEMBERS)),
    }),
    output: object({ count: uint(MOST_MEMBERS) }),
  }),
  /** Makes other lessons of the series as this one is now: those after it, or all that are still ahead. Lessons changed by hand keep their change unless told otherwise. */
  'series.update': operation({
    code: 66, effect: 'write', roles: TEAM, errors: [...clash, 'changedMeanwhile', 'wrongStatus'],
    input: object({ id, seenRev, lessonId: id, scope: oneOf(...SCOPES), includesChanged: optional(bool), override: optional(shortText) }), output: object({ count: uint(MOST_MEMBERS) }),
  }),
  /** Where a lesson that was cancelled in time could be made up for: the dates that follow the end of its schedule by its rule. `warnings`: whose subscription ends before the first free one. */
  'series.afterEnd': operation({ code: 212, effect: 'read', roles: TEAM, errors: ['notFound', 'wrongStatus'], input: object({ lessonId: id }), output: object({ dates: list(seriesDate, 20), warnings: list(conflict, 20) }) }),
  /** One lesson more on one of those dates; the schedule then ends with it. */
  'series.addAtEnd': operation({ code: 213, effect: 'write', roles: TEAM, errors: [...clash, 'wrongStatus'], input: object({ lessonId: id, onDate: date, startMin, override: optional(shortText) }), output: object({ warnings: optional(list(conflict, 20)) }) }),
  /** Its lessons, whatever the months, the latest when there are more than that. */
  'series.lessons': operation({ code: 63, effect: 'read', roles: TEAM, errors: ['notFound'], input: object({ id }), output: object({ lessons: list(lesson, MOST_SHOWN) }) }),
  /** No lessons from that day on: those that are planned and still ahead are taken out. Lessons changed by hand stay as single lessons unless told otherwise. */
  'series.end': operation({
    code: 67, effect: 'write', roles: TEAM, errors: ['notFound', 'changedMeanwhile'], input: object({ id, seenRev, fromOn: date, includesChanged: optional(bool) }), output: object({ count: uint(MOST_MEMBERS) }),
  }),
};
