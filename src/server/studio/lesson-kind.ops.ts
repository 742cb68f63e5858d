// Kinds of lesson: format, usual length, price and how many people.
import type { LessonKind } from '../../contract/entities.ts';
import { PUBLIC } from '../../domain/visibility.ts';
import { setArchived } from '../archive.ts';
import type { Handlers } from '../context.ts';
import { insertRow } from '../db/rows.ts';
import { applyEdit, getVisible } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import { requireFreeName } from './names.ts';

export const lessonKindHandlers: Handlers<'lessonKind'> = {
  async 'lessonKind.create'(ctx, input) {
    await requireOwnId(ctx, input.id, 'lessonKind');
    await requireFreeName(ctx, 'lessonKind', input.name, input.id);
    const row: LessonKind = { ...input, rev: ctx.rev, isArchived: false };
    await insertRow(ctx.query, 'lessonKind', ctx.studioId, row, PUBLIC);
    ctx.record('lessonKind', row.id, null, { row, aud: [...PUBLIC] });
    return {};
  },
  /** For lessons to come: each lesson has its own copy of length, price and number of people. */
  async 'lessonKind.update'(ctx, { id, seenRev, ...edits }) {
    const before = await getVisible(ctx, 'lessonKind', id);
    if (!before.row.isArchived) await requireFreeName(ctx, 'lessonKind', edits.name, id);
    await applyEdit(ctx, 'lessonKind', before, seenRev, edits);
    return {};
  },
  /** It only goes from the list to choose from; lessons of the kind stay. */
  async 'lessonKind.archive'(ctx, input) {
    await setArchived(ctx, 'lessonKind', input, { beforeRestore: (_, { row }) => requireFreeName(ctx, 'lessonKind', row.name, row.id) });
    return {};
  },
};
