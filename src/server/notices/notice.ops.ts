// Notices are read by the desk for all who stand there, and by a client for oneself.
import { isStaff, refuse, type Handlers } from '../context.ts';
import { readRows, updateRow } from '../db/rows.ts';

export const noticeHandlers: Handlers<'notice'> = {
  async 'notice.read'(ctx, { ids }) {
    const found = await readRows(ctx.query, 'notice', ctx.studioId, ids);
    const own = found.filter(({ row }) => isStaff(ctx.actor) || row.clientId === ctx.actor.clientId);
    if (own.length !== new Set(ids).size) refuse('notFound');
    for (const before of own) {
      const field = isStaff(ctx.actor) ? 'readAt' : 'clientReadAt';
      if (before.row[field] !== undefined) continue;
      await updateRow(ctx.query, 'notice', ctx.studioId, before.row.id, { [field]: ctx.now }, ctx.rev, before.aud);
      ctx.record('notice', before.row.id, before, { row: { ...before.row, [field]: ctx.now, rev: ctx.rev }, aud: before.aud });
    }
    return {};
  },
};
