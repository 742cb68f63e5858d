// Who looks at what right now: never stored.
import { id } from './limits.ts';
import { operation, TEAM } from './operation.ts';
import { list, object, optional, text } from './schema.ts';

/** Colleagues who have the same lesson open. */
export const onlookers = list(object({ userId: id, name: text(200) }), 20);

export const presenceOps = {
  /** Says which lesson this device has open, without a number that it has none; gives the others who look at the same one. What changes about them then comes as `presence`. */
  'presence.look': operation({ code: 62, effect: 'read', roles: TEAM, errors: ['notFound'], input: object({ lessonId: optional(id) }), output: object({ others: onlookers }) }),
};
