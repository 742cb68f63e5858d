// Looking for free time.
import { bool, date, durationMin, id, persons, startMin } from './limits.ts';
import { operation, TEAM } from './operation.ts';
import { list, object, optional, uint } from './schema.ts';

/** A span of days is searched; three months at most. */
export const MOST_SEARCH_DAYS = 92;
export const MOST_FREE = 100;
/** Free from a minute of a day to another: a lesson may begin anywhere in it where it still ends in it. */
export const freeWindow = object({ trainerId: optional(id), onDate: date, startMin, endMin: uint(1440, 1) });

export const scheduleOps = {
  /** The first free intervals in which such a lesson fits, within working hours. Without a trainer: of the room, the people and the studio alone. */
  'schedule.findFree': operation({
    code: 70, effect: 'read', roles: TEAM, errors: ['notFound'],
    input: object({
      durationMin, fromOn: date, toOn: date, trainerId: optional(id),
      /** Every trainer who works there; a trainer searches the own time only. */
      isAnyTrainer: optional(bool), roomId: optional(id), capacity: optional(persons), takesWholeRoom: optional(bool), clientIds: optional(list(id, 200)),
      /** The lesson that looks for another time does not stand in its own way. */
      lessonId: optional(id), most: optional(uint(MOST_FREE, 1)),
    }),
    output: object({ free: list(freeWindow, MOST_FREE) }),
  }),
};
