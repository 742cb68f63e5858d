// Whom to tell about changes of their lessons, until a channel tells them by itself.
import { LESSON_STATUSES } from './entities.ts';
import { bool, date, durationMin, id, rev, startMin } from './limits.ts';
import { nothing, operation, STAFF } from './operation.ts';
import { instant, list, object, oneOf, optional } from './schema.ts';

/** A lesson as somebody knows it, or as it is. */
const known = object({ onDate: date, startMin, durationMin, trainerId: optional(id), roomId: optional(id), status: oneOf(...LESSON_STATUSES) });
export const tellingOps = {
  /**
   * Clients and trainers whose lessons ahead are no longer what they were last told; changes of the last minutes wait, so that an undo is silent.
   * A lesson they have just been given is not among it: that was agreed with them.
   */
  'telling.list': operation({
    code: 68, effect: 'read', roles: STAFF, errors: [], input: object({}),
    output: object({
      /** When the next of what waits is due. */
      nextAt: optional(instant),
      people: list(object({
        clientId: optional(id), trainerId: optional(id),
        /** `rev`: of the last change. `was` is absent for a lesson that a trainer has been given, `is` when the person is not in it any more or it is gone. */
        news: list(object({ lessonId: id, rev, was: optional(known), is: optional(known) }), 700),
      }), 2000),
    }),
  }),
  /** The person knows of these lessons up to these changes; or does not after all, as before the last tick. */
  'telling.mark': operation({
    code: 69, effect: 'write', roles: STAFF, errors: ['notFound'], output: nothing,
    input: object({ clientId: optional(id), trainerId: optional(id), lessons: list(object({ lessonId: id, rev }), 700), isTold: bool }),
  }),
};
