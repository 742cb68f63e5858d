// Everything the studio has, as tables for other programs.
import { operation, OWNER } from './operation.ts';
import { bool, list, object, oneOf, optional, text, uint } from './schema.ts';

/** Besides the clients, whom `client.export` gives. */
export const EXPORTED = ['subscriptions', 'money', 'visits', 'lessons', 'trainers', 'groups'] as const;
export type Exported = (typeof EXPORTED)[number];
/** As many lines as one answer carries. */
export const EXPORT_LINES = 1000;
const number = uint(2 ** 48);
/** Where a line stands in its table: of what, and which of several of it. */
const place = { id: number, other: number };

export const studioExportOps = {
  /** Lines in the order of their places, after the one that is named. `by`: what the whole table is sorted by. */
  'studio.export': operation({
    code: 225, effect: 'read', roles: OWNER, errors: [], input: object({ what: oneOf(...EXPORTED), language: oneOf('uk', 'en'), after: optional(object(place)) }),
    output: object({ heading: list(text(100), 30), rows: list(object({ ...place, by: text(500), cells: list(text(5000, { lines: true }), 30) }), EXPORT_LINES), hasMore: bool }),
  }),
};
