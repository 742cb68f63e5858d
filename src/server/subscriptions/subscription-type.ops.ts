// What the studio sells. A later change changes none that was sold.
import type { SubscriptionType } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import { PUBLIC } from '../../domain/visibility.ts';
import { setArchived } from '../archive.ts';
import { refuse, refuseField, type Handlers, type WriteContext } from '../context.ts';
import { insertRow } from '../db/rows.ts';
import { applyEdit, filled, getVisible } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import { requireFreeName } from '../studio/names.ts';

export const subscriptionTypeHandlers: Handlers<'subscriptionType'> = {
  async 'subscriptionType.create'(ctx, input) {
    await requireOwnId(ctx, input.id, 'subscriptionType');
    await requireFreeName(ctx, 'subscriptionType', input.name, input.id);
    await requireTerms(ctx, input);
    const row = filled<SubscriptionType>({ ...input, rev: ctx.rev, isArchived: false, isTrial: input.isTrial || undefined } as SubscriptionType);
    await insertRow(ctx.query, 'subscriptionType', ctx.studioId, row, PUBLIC);
    ctx.record('subscriptionType', row.id, null, { row, aud: [...PUBLIC] });
    return {};
  },
  async 'subscriptionType.update'(ctx, { id, seenRev, ...terms }) {
    const before = await getVisible(ctx, 'subscriptionType', id);
    if (!before.row.isArchived) await requireFreeName(ctx, 'subscriptionType', terms.name, id);
    await requireTerms(ctx, terms);
    const { termDays = null, termMonths = null, startsAfterDays = null, isTrial, ...rest } = terms;
    await applyEdit(ctx, 'subscriptionType', before, seenRev, { ...rest, termDays, termMonths, startsAfterDays, isTrial: isTrial || null });
    return {};
  },
  async 'subscriptionType.archive'(ctx, input) {
    await setArchived(ctx, 'subscriptionType', input, { beforeRestore: (_, { row }) => requireFreeName(ctx, 'subscriptionType', row.name, row.id) });
    return {};
  },
};
type Terms = Omit<Input<'subscriptionType.create'>, 'id' | 'lessonCount' | 'slots'>;
/** A term is of days or of months; what it covers is there. */
async function requireTerms(ctx: WriteContext, { termDays, termMonths, starts, startsAfterDays, kindIds, groupIds }: Terms): Promise<void> {
  if ((termDays === undefined) === (termMonths === undefined)) refuseField('termDays', termDays === undefined ? 'required' : 'range');
  if ((starts === 'afterDays') !== (startsAfterDays !== undefined)) refuseField('startsAfterDays', startsAfterDays === undefined ? 'required' : 'range');
  const [found] = await ctx.query<{ kinds: number; groups: number }>(`select (select count(*)::int from lesson_kind where studio_id = $1 and id = any($2::bigint[])) as kinds, (select count(*)::int from client_group where studio_id = $1 and id = any($3::bigint[])) as groups`, [ctx.studioId, kindIds, groupIds]);
  if (found?.kinds !== new Set(kindIds).size) refuse('notFound', { field: 'kindIds' });
  if (found.groups !== new Set(groupIds).size) refuse('notFound', { field: 'groupIds' });
}
