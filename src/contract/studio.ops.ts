// The studio itself, its rooms and the kinds of lesson it gives.
import { FORMATS, policy, studio } from './entities.ts';
import { bool, date, durationMin, hours, id, name, persons, priceMinor, seenRev, shortText, startMin } from './limits.ts';
import { EVERYONE, nothing, operation, OWNER, STAFF } from './operation.ts';
import { list, nullable, object, oneOf, optional, uint } from './schema.ts';

const archive = object({ id, seenRev, isArchived: bool });
const edit = ['notFound', 'changedMeanwhile'] as const;
const place = object({ slot: optional(uint(200, 1)), name });

export const studioOps = {
  'studio.get': operation({ code: 120, effect: 'read', roles: EVERYONE, input: nothing, output: studio, errors: [] }),
  /** A new zone derives the instant of every lesson again; local times stay. */
  'studio.update': operation({
    code: 121, effect: 'write', roles: OWNER, errors: ['changedMeanwhile', 'conflict', 'noSuchTime'], output: nothing,
    input: object({
      seenRev, name: optional(name), zone: optional(shortText), currency: optional(shortText), language: optional(oneOf('uk', 'en')), hours: optional(hours),
      closedDays: optional(list(object({ onDate: date, reason: shortText }), 400)), policy: optional(policy),
    }),
  }),
  'room.create': operation({ code: 122, effect: 'write', roles: STAFF, input: object({ id, name, places: list(place, 200) }), output: nothing, errors: ['taken'] }),
  /** Places with a slot are renamed, those without are added, those left out are archived. */
  'room.update': operation({ code: 123, effect: 'write', roles: STAFF, input: object({ id, seenRev, name: optional(name), places: optional(list(place, 200)) }), output: nothing, errors: [...edit, 'inUse', 'taken'] }),
  'room.archive': operation({ code: 124, effect: 'write', roles: STAFF, input: archive, output: nothing, errors: [...edit, 'inUse', 'taken'] }),
  /** Lowers or raises the room's places; future lessons that sit there are moved to free places. `count` says how many could not, `hits` which, with those who have no working place. */
  'place.setOutOfOrder': operation({
    code: 125, effect: 'write', roles: STAFF, errors: ['notFound'],
    input: object({ roomId: id, slot: uint(200, 1), isOutOfOrder: bool }), output: object({ count: uint(100_000), hits: list(object({ lessonId: id, onDate: date, startMin, clientIds: list(id, 200) }), 100) }),
  }),
  'lessonKind.create': operation({
    code: 126, effect: 'write', roles: STAFF, errors: ['taken'], output: nothing,
    input: object({ id, name, format: oneOf(...FORMATS), durationMin, priceMinor, capacity: persons, takesWholeRoom: bool, payMinor: optional(priceMinor) }),
  }),
  'lessonKind.update': operation({
    code: 127, effect: 'write', roles: STAFF, errors: [...edit, 'taken'], output: nothing,
    input: object({ id, seenRev, name: optional(name), format: optional(oneOf(...FORMATS)), durationMin: optional(durationMin), priceMinor: optional(priceMinor), capacity: optional(persons), takesWholeRoom: optional(bool), payMinor: optional(nullable(priceMinor)) }),
  }),
  'lessonKind.archive': operation({ code: 128, effect: 'write', roles: STAFF, input: archive, output: nothing, errors: [...edit, 'taken'] }),
};
