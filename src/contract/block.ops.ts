// Blocks of time that are no lessons. They are rows of table lesson: moved, stretched and taken back like lessons, by lesson.move, lesson.resize and change.undo.
import { BLOCKS } from './entities.ts';
import { date, durationMin, fold, id, persons, seenRev, shortText, startMin } from './limits.ts';
import { nothing, operation, TEAM } from './operation.ts';
import { instant, nullable, object, oneOf, optional } from './schema.ts';

export const blockOps = {
  /** Keeps a trainer, a room or both busy: the whole room, or `places` of it. A hold says when it goes. */
  'block.create': operation({
    code: 92, effect: 'write', roles: TEAM, errors: ['notFound', 'conflict', 'noSuchTime'], output: nothing,
    input: object({ id, what: oneOf(...BLOCKS), onDate: date, startMin, fold, durationMin, trainerId: optional(id), roomId: optional(id), places: optional(persons), title: optional(shortText), expiresAt: optional(instant) }),
  }),
  /** A hold that becomes something else no longer goes by itself. */
  'block.update': operation({
    code: 93, effect: 'write', roles: TEAM, errors: ['notFound', 'changedMeanwhile', 'wrongStatus', 'conflict'], output: nothing,
    input: object({ id, seenRev, what: optional(oneOf(...BLOCKS)), title: optional(nullable(shortText)), expiresAt: optional(instant) }),
  }),
  'block.remove': operation({ code: 94, effect: 'write', roles: TEAM, errors: ['notFound', 'changedMeanwhile', 'wrongStatus'], output: nothing, input: object({ id, seenRev }) }),
};
