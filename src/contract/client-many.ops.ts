// Many clients at once: what their list shows beside the slim index, and what is done with those that are picked.
import { client } from './entities.ts';
import { date, id, name } from './limits.ts';
import { operation, STAFF, TEAM } from './operation.ts';
import { bool, list, nullable, object, optional, text, uint } from './schema.ts';

/** As many as one answer of the list carries. */
export const LIST_PAGE = 5000;
/** As many as are changed in one write. */
export const MOST_PICKED = 500;
const clientIds = list(id, MOST_PICKED);
const count = uint(MOST_PICKED);

/** As many cards as one answer of an export carries. */
export const EXPORT_PAGE = 500;

export const clientManyOps = {
  /** Whole cards in order of ids, after `afterId`, with what is left of their subscriptions; duplicates that were merged are left out. */
  'client.export': operation({
    code: 206, effect: 'read', roles: STAFF, errors: [], input: object({ afterId: optional(id) }),
    output: object({ rows: list(object({ client, groups: text(2000), lessonsLeft: optional(uint(50_000)), lessonsUntil: optional(date), subscription: optional(name) }), EXPORT_PAGE), hasMore: bool }),
  }),
  /** In order of ids, after `afterId`. The last lesson that was held with them, the next that is planned; a trainer's own lessons only. Birthdays and the first day for the desk. */
  'client.list': operation({
    code: 200, effect: 'read', roles: TEAM, errors: [], input: object({ afterId: optional(id) }),
    output: object({ rows: list(object({ id, lastOn: optional(date), nextOn: optional(date), birthOn: optional(date), registeredOn: optional(date) }), LIST_PAGE), hasMore: bool }),
  }),
  'client.assignTrainer': operation({ code: 201, effect: 'write', roles: STAFF, errors: ['notFound'], input: object({ clientIds, trainerId: nullable(id) }), output: object({ count }) }),
  /** Those with planned lessons ahead stay: `inUse`. */
  'client.archiveMany': operation({ code: 202, effect: 'write', roles: STAFF, errors: ['notFound'], input: object({ clientIds, isArchived: bool }), output: object({ count, inUse: clientIds }) }),
};
