// Trainers, clients and groups.
import { client } from './entities.ts';
import { bool, date, email, hours, hue, id, longText, name, persons, phone, seenRev, shortText, spans } from './limits.ts';
import { conflict, nothing, operation, STAFF, TEAM } from './operation.ts';
import { list, nullable, object, oneOf, optional, uint, type Of, type Type } from './schema.ts';

/** In an update: absent leaves the field, null clears it. */
const clearable = <T>(type: Type<T>) => optional(nullable(type));
const archive = object({ id, seenRev, isArchived: bool });
const archiveErrors = ['notFound', 'changedMeanwhile', 'inUse'] as const;
const editErrors = ['notFound', 'changedMeanwhile'] as const;

export const trainerOps = {
  'trainer.create': operation({
    code: 140, effect: 'write', roles: STAFF, errors: [], output: nothing,
    input: object({ id, firstName: name, lastName: optional(name), position: optional(shortText), about: optional(longText), phone: optional(phone), email: optional(email), hue: optional(hue), hours: optional(hours) }),
  }),
  'trainer.update': operation({
    code: 141, effect: 'write', roles: STAFF, errors: editErrors, output: nothing,
    input: object({ id, seenRev, firstName: optional(name), lastName: clearable(name), position: clearable(shortText), about: clearable(longText), phone: clearable(phone), email: clearable(email), hue: optional(hue) }),
  }),
  /** Refused while future planned lessons stand on the trainer (`count`). */
  'trainer.archive': operation({ code: 142, effect: 'write', roles: STAFF, input: archive, output: nothing, errors: archiveErrors }),
  'trainer.setHours': operation({ code: 143, effect: 'write', roles: STAFF, input: object({ id, seenRev, hours }), output: nothing, errors: editErrors }),
  /** Other hours on one date; none at all is a day off, and without `spans` the week holds again. */
  'trainer.setDayHours': operation({ code: 95, effect: 'write', roles: STAFF, input: object({ id, seenRev, onDate: date, spans: optional(spans) }), output: nothing, errors: editErrors }),
};
export const clientOps = {
  'client.create': operation({
    code: 150, effect: 'write', roles: STAFF, errors: ['notFound'], output: nothing,
    input: object({
      id, firstName: name, lastName: optional(name), phone: optional(phone), email: optional(email), sex: optional(oneOf('female', 'male')), birthOn: optional(date),
      description: optional(longText), note: optional(shortText), trainerId: optional(id),
    }),
  }),
  /** `join`: the client also becomes a member of that group, in the same write; `waits`: stands in line for it instead. */
  'client.update': operation({
    code: 151, effect: 'write', roles: STAFF, errors: [...editErrors, 'full', 'conflict', 'taken', 'wrongStatus'], output: nothing,
    input: object({
      id, seenRev, firstName: optional(name), lastName: clearable(name), phone: clearable(phone), email: clearable(email), sex: clearable(oneOf('female', 'male')),
      birthOn: clearable(date), description: clearable(longText), note: clearable(shortText), trainerId: clearable(id), join: optional(object({ groupId: id, fromOn: date, waits: optional(bool) })),
    }),
  }),
  /** One's own contacts: all that a client changes without the desk. */
  'client.updateOwn': operation({ code: 159, effect: 'write', roles: ['client'], errors: editErrors, output: nothing, input: object({ seenRev, phone: optional(phone), email: clearable(email) }) }),
  'client.archive': operation({ code: 152, effect: 'write', roles: STAFF, input: archive, output: nothing, errors: archiveErrors }),
  /** The whole card; the snapshot holds only the slim index. */
  'client.get': operation({ code: 60, effect: 'read', roles: TEAM, input: object({ id }), output: client, errors: ['notFound'] }),
};
export const groupOps = {
  'group.create': operation({
    code: 160, effect: 'write', roles: STAFF, errors: ['notFound'], output: nothing,
    input: object({ id, name, trainerId: optional(id), kindId: optional(id), capacity: persons, hue: optional(hue) }),
  }),
  'group.update': operation({
    code: 161, effect: 'write', roles: STAFF, errors: editErrors, output: nothing,
    input: object({ id, seenRev, name: optional(name), trainerId: clearable(id), kindId: clearable(id), capacity: optional(persons), hue: optional(hue) }),
  }),
  /** Another trainer from that day on: for the group, its regular schedules and those of its planned lessons that the present trainer teaches. All or none. */
  'group.changeTrainer': operation({
    code: 91, effect: 'write', roles: STAFF, errors: [...editErrors, 'conflict'], input: object({ id, seenRev, trainerId: nullable(id), fromOn: date }),
    output: object({ count: uint(100_000), warnings: optional(list(conflict, 20)) }),
  }),
  'group.archive': operation({ code: 162, effect: 'write', roles: STAFF, input: archive, output: nothing, errors: archiveErrors }),
  /** Puts the client into the group and its planned lessons from that day on. */
  'group.addMember': operation({ code: 163, effect: 'write', roles: STAFF, input: object({ id, clientId: id, fromOn: date }), output: nothing, errors: ['notFound', 'full', 'conflict', 'taken'] }),
  /** The same for several; who is in already stays. All or none. */
  'group.addMembers': operation({ code: 203, effect: 'write', roles: STAFF, input: object({ id, clientIds: list(id, 200), fromOn: date }), output: object({ count: uint(200) }), errors: ['notFound', 'full', 'conflict'] }),
  /** `toOn` is the last day inside. Later planned lessons lose the client. */
  'group.removeMember': operation({ code: 164, effect: 'write', roles: STAFF, input: object({ id, clientId: id, toOn: date }), output: nothing, errors: ['notFound'] }),
};
export type ClientCreate = Of<(typeof clientOps)['client.create']['input']>;
