// What the system tells people by itself. Each notice of a subscription is told once, whatever is taken and given back afterwards.
import type { Notice, Subscription } from '../../contract/entities.ts';
import { policyOf } from '../../domain/policy.ts';
import { ownAudiences } from '../../domain/visibility.ts';
import type { WriteContext } from '../context.ts';
import { insertRow } from '../db/rows.ts';
import { takeIds } from '../transport/outside.ts';

/** After something was taken: the last lessons, the last, none. */
export async function noteSubscription(ctx: WriteContext, s: Subscription): Promise<void> {
  if (s.leftHalves === undefined || s.closedAs) return;
  const left = s.leftHalves / 2;
  if (left <= 0) await tell(ctx, { kind: 'noLessons', clientId: s.clientId, subscriptionId: s.id });
  else if (left <= 1) await tell(ctx, { kind: 'lastLesson', clientId: s.clientId, subscriptionId: s.id });
  else if (left <= policyOf(ctx.studio).noticeAtLessons) await tell(ctx, { kind: 'lessonsLeft', clientId: s.clientId, subscriptionId: s.id });
}
/** Says it once. */
export async function tell(ctx: WriteContext, given: Pick<Notice, 'kind' | 'clientId' | 'subscriptionId' | 'lessonId' | 'groupId'>): Promise<void> {
  if (given.subscriptionId && (await ctx.query('select 1 from notice where studio_id = $1 and subscription_id = $2 and kind = $3', [ctx.studioId, given.subscriptionId, given.kind])).length) return;
  const row: Notice = { id: await takeIds(ctx.query, ctx.studioId, 1), rev: ctx.rev, at: ctx.now, ...given };
  const aud = ownAudiences(row);
  await insertRow(ctx.query, 'notice', ctx.studioId, row, aud);
  ctx.record('notice', row.id, null, { row, aud });
}
