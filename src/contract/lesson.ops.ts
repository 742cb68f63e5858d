// The calendar: lessons, their history, and taking a change back.
import { ASKED_BY, lesson, SCOPES } from './entities.ts';
import { bool, date, durationMin, fold, id, longText, month, persons, priceMinor, rev, seenRev, shortText, startMin } from './limits.ts';
import { conflict, EVERYONE, nothing, operation, TEAM } from './operation.ts';
import { instant, list, nullable, object, oneOf, optional, text } from './schema.ts';

/** What a lesson write answers: things worth a warning that did not stop it. */
const done = object({ warnings: optional(list(conflict, 20)) });
const clash = ['notFound', 'conflict', 'noSuchTime', 'changedMeanwhile', 'wrongStatus', 'full'] as const;
/** An administrator may enter a closed day with a reason. */
const override = optional(shortText);
/** The same change, in the same write, for the other lessons of its regular schedule on that weekday and time: those after it, or all that are still ahead. Refused where it has none. */
const scope = optional(oneOf(...SCOPES));

export const lessonOps = {
  'lesson.move': operation({
    code: 1, effect: 'write', roles: TEAM, errors: clash, output: done,
    input: object({
      id, seenRev, onDate: date, startMin, fold, durationMin: optional(durationMin), trainerId: optional(nullable(id)), roomId: optional(nullable(id)),
      askedBy: optional(oneOf(...ASKED_BY)), override, scope,
    }),
  }),
  'lesson.resize': operation({ code: 2, effect: 'write', roles: TEAM, errors: clash, output: done, input: object({ id, seenRev, startMin: optional(startMin), durationMin, override, scope }) }),
  'lesson.create': operation({
    code: 3, effect: 'write', roles: TEAM, errors: clash, output: done,
    input: object({
      id, onDate: date, startMin, fold, durationMin: optional(durationMin), kindId: id, trainerId: optional(id), roomId: optional(id), groupId: optional(id),
      clientIds: optional(list(id, 200)), title: optional(shortText), priceMinor: optional(priceMinor), capacity: optional(persons), takesWholeRoom: optional(bool), note: optional(longText), override,
      /** A block of time, usually a hold, that it takes the place of: removed in the same write. */
      insteadOf: optional(object({ id, seenRev })),
    }),
  }),
  /** Everything but time, trainer and room, which lesson.move changes. With a scope, who comes and who no longer does goes along; places do not. */
  'lesson.update': operation({
    code: 4, effect: 'write', roles: TEAM, errors: clash, output: done,
    input: object({
      id, seenRev, kindId: optional(id), groupId: optional(nullable(id)), clientIds: optional(list(id, 200)), title: optional(nullable(shortText)), priceMinor: optional(priceMinor),
      capacity: optional(persons), takesWholeRoom: optional(bool), note: optional(nullable(longText)), pins: optional(list(object({ clientId: id, slot: optional(persons) }), 200)), scope,
    }),
  }),
  'lesson.hold': operation({ code: 5, effect: 'write', roles: TEAM, errors: ['notFound', 'wrongStatus', 'changedMeanwhile'], output: nothing, input: object({ id, seenRev }) }),
  /** With a scope, the regular schedule no longer has that weekday and time either, and ends where it has no other. */
  'lesson.cancel': operation({ code: 6, effect: 'write', roles: TEAM, errors: ['notFound', 'wrongStatus', 'changedMeanwhile'], output: nothing, input: object({ id, seenRev, reason: shortText, askedBy: oneOf(...ASKED_BY), scope }) }),
  /** Back to planned, from held or cancelled; refused when the time has been taken since. */
  'lesson.restore': operation({ code: 7, effect: 'write', roles: TEAM, errors: clash, output: done, input: object({ id, seenRev, override }) }),
  /** One person into one lesson, a guest of a group's too; who is in already stays in. Says `full` with how many may come. */
  'lesson.addParticipant': operation({ code: 85, effect: 'write', roles: TEAM, errors: ['notFound', 'wrongStatus', 'full', 'conflict'], output: nothing, input: object({ id, clientId: id }) }),
  /** Out of this one lesson only; a member of its group stays a member. */
  'lesson.removeParticipant': operation({ code: 86, effect: 'write', roles: TEAM, errors: ['notFound', 'wrongStatus'], output: nothing, input: object({ id, clientId: id }) }),
  /** Takes back everything the write with that rev did, unless something later contradicts. Gives the rev of the undo, which can be undone too. Where it changes marks of an earlier day, it needs a reason. */
  'change.undo': operation({ code: 8, effect: 'write', roles: TEAM, errors: ['notFound', 'cannotUndo', 'conflict'], output: done, input: object({ rev, reason: optional(shortText) }) }),
  'lesson.history': operation({
    code: 61, effect: 'read', roles: TEAM, errors: ['notFound'], input: object({ id }),
    output: object({
      entries: list(object({
        rev, at: instant, by: text(200), operation: text(60), canUndo: bool, reason: optional(shortText), askedBy: optional(oneOf(...ASKED_BY)),
        /** Field by field as text: dates and texts as they are, minutes and ids as digits, bookings and calledOff as client ids with their states («12 attended forgiven», «13 confirmed»), with commas. */
        changes: list(object({ field: text(60), before: optional(text(5000)), after: optional(text(5000)) }), 40),
      }), 500),
    }),
  }),
  /** Lessons of the named months that the caller may see; the socket then keeps them current. */
  'calendar.load': operation({ code: 9, effect: 'read', roles: EVERYONE, errors: [], input: object({ months: list(month, 12) }), output: object({ rev, months: list(month, 12), lessons: list(lesson, 100_000) }) }),
};
