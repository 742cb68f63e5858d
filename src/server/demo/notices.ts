// What the system would have told about the demo's subscriptions of late: the desk has read it, but for the last of today.
import type { Notice, Subscription } from '../../contract/entities.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { policyOf } from '../../domain/policy.ts';
import { instantAt } from '../../domain/studio-time.ts';
import { ownAudiences } from '../../domain/visibility.ts';
import type { WriteContext } from '../context.ts';
import { insertRows } from '../import/insert-rows.ts';
import { takeIds } from '../transport/outside.ts';
import type { Studio } from './half-year.ts';

/** After a visit: so much is left. */
export interface Told { subscription: Subscription; leftHalves: number; at: number }
const KEPT_DAYS = 14;
const UNREAD = 5;
const READ_MS = 2 * 3_600_000;

export async function addNotices(ctx: WriteContext, studio: Studio, sold: readonly Subscription[], told: readonly Told[]): Promise<void> {
  const { noticeAtLessons, noticeDays } = policyOf(ctx.studio);
  const midnight = instantAt(studio.today, 0, studio.zone), since = instantAt(addDays(studio.today, -KEPT_DAYS), 0, studio.zone);
  const kindOf = (leftHalves: number): Notice['kind'] | null => (leftHalves <= 0 ? 'noLessons' : leftHalves <= 2 ? 'lastLesson' : leftHalves <= noticeAtLessons * 2 ? 'lessonsLeft' : null);
  const ofVisits = told.flatMap(({ subscription: s, leftHalves, at }) => { const kind = kindOf(leftHalves); return kind ? [{ kind, s, at }] : []; });
  const firsts = [...new Map([...ofVisits].reverse().map((n) => [`${n.s.id} ${n.kind}`, n])).values()];
  // As the daily job says it, a minute after midnight; where there is a next one it says nothing.
  const renewed = new Set(sold.map((s) => s.renewsId));
  const isEnding = (s: Subscription) => s.endOn && s.endOn >= studio.today && s.endOn <= addDays(studio.today, noticeDays) && s.leftHalves !== 0 && !s.freezes && !renewed.has(s.id);
  const ends = sold.filter(isEnding).map((s) => ({ kind: 'endsSoon' as const, s, at: instantAt(addDays(s.endOn ?? studio.today, -noticeDays), 1, studio.zone) }));
  const all = [...firsts, ...ends].filter((n) => n.at >= since && n.at <= ctx.now).sort((a, b) => a.at - b.at || a.s.id - b.s.id);
  const firstUnread = Math.max(all.length - UNREAD, all.findIndex((n) => n.at >= midnight));
  const first = await takeIds(ctx.query, ctx.studioId, all.length);
  const rows = all.map(({ kind, s, at }, i): Notice => ({ id: first + i, rev: ctx.rev, kind, clientId: s.clientId, subscriptionId: s.id, at, ...((i < firstUnread || at < midnight) && { readAt: Math.min(at + READ_MS, ctx.now) }) }));
  await insertRows(ctx, 'notice', rows.map((row) => ({ row, aud: ownAudiences(row) })));
}
