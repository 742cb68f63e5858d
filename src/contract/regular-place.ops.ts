// Places in regular schedules and groups of people for whom nothing pays any more: held for a while, then released by a person.
import { date, id } from './limits.ts';
import { nothing, operation, STAFF } from './operation.ts';
import { list, object, optional, uint, type Of } from './schema.ts';

/** Of a client in a regular schedule or in a group: one of the two. */
const place = { clientId: id, seriesId: optional(id), groupId: optional(id) };
const regularPlace = object({ ...place, /** The last lesson that is paid for. */ paidOn: date, /** The last day on which the place is held. */ heldTo: date, /** Lessons ahead for which nobody pays. */ firstOn: date, count: uint(100_000) });
export type RegularPlace = Of<typeof regularPlace>;

export const regularPlaceOps = {
  /** Those whose last paid lesson has passed, first held first. Who is frozen is not among them: that question was answered when freezing. */
  'regularPlace.list': operation({ code: 217, effect: 'read', roles: STAFF, errors: [], input: nothing, output: object({ places: list(regularPlace, 2000) }) }),
  /** Out of the lessons ahead, and out of the schedule or the group; a schedule of nobody else ends. Refused while the place is still held or paid for. */
  'regularPlace.release': operation({ code: 218, effect: 'write', roles: STAFF, errors: ['notFound', 'wrongStatus'], input: object(place), output: object({ count: uint(100_000) }) }),
};
