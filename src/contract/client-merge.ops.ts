// Two cards of one person, and what has become of a card over time.
import { id, rev, seenRev, shortText } from './limits.ts';
import { nothing, operation, STAFF } from './operation.ts';
import { instant, list, object, optional, text } from './schema.ts';

export const clientMergeOps = {
  /** Everything of the second goes to the first, which keeps its own data; the second is archived. Lessons of both at the same time are refused as conflicts: which of them it was, a person has to say. */
  'client.merge': operation({
    code: 207, effect: 'write', roles: STAFF, errors: ['notFound', 'changedMeanwhile', 'wrongStatus', 'conflict'], output: nothing, input: object({ keepId: id, goneId: id, seenRev, goneSeenRev: rev }),
  }),
  /** Newest first; of cards that were merged into it as well. */
  'client.history': operation({
    code: 208, effect: 'read', roles: STAFF, errors: ['notFound'], input: object({ id }),
    output: object({ entries: list(object({ rev, at: instant, by: text(80), operation: text(60), clientId: id, reason: optional(shortText), changes: list(object({ field: text(40), before: optional(text(5000, { lines: true })), after: optional(text(5000, { lines: true })) }), 40) }), 500) }),
  }),
};
