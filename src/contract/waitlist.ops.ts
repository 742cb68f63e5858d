// The waiting list of a lesson or a group: staff act for anybody, a trainer in the own lessons, a client for oneself.
import { date, id } from './limits.ts';
import { EVERYONE, nothing, operation, TEAM } from './operation.ts';
import { object, optional, uint } from './schema.ts';

export const waitlistOps = {
  /** To the end of the line of a lesson or of a group: one of the two. A free place is offered at once. */
  'waitlist.join': operation({
    code: 87, effect: 'write', roles: EVERYONE, errors: ['notFound', 'taken', 'wrongStatus', 'full'],
    input: object({ lessonId: optional(id), groupId: optional(id), clientId: id }), output: object({ id, position: uint(500, 1) }),
  }),
  'waitlist.leave': operation({ code: 88, effect: 'write', roles: EVERYONE, errors: ['notFound'], input: object({ id }), output: nothing }),
  /** Keeps a free place for this person, whoever is before; also for one who let an offer lapse. */
  'waitlist.offer': operation({ code: 89, effect: 'write', roles: TEAM, errors: ['notFound', 'full', 'wrongStatus'], input: object({ id }), output: nothing }),
  /** Takes the place: books the client, or makes a member from that day on. A client accepts only what is offered. */
  'waitlist.accept': operation({ code: 90, effect: 'write', roles: EVERYONE, errors: ['notFound', 'full', 'wrongStatus', 'conflict', 'taken'], input: object({ id, fromOn: optional(date) }), output: nothing }),
};
