// Work that is due by the clock, in any of the processes on one database. Claiming moves the due time on, so each runs once.
import type { Logger } from 'pino';
import { localOf } from '../../domain/studio-time.ts';
import { holdLessons } from '../attendance/attendance.jobs.ts';
import { endHolds } from '../blocks/block.jobs.ts';
import { refreshAllClientAudiences } from '../clients/client.store.ts';
import type { App } from '../app.ts';
import type { Query } from '../db/database.ts';
import { noteEnds, retireNotices } from '../notices/notice.jobs.ts';
import { fillSeries } from '../series/series.jobs.ts';
import { expireSubscriptions, retireSubscriptions } from '../subscriptions/subscription.jobs.ts';
import { settleGroupLines, settleLines } from '../waiting/waiting.jobs.ts';

const TICK_MS = 30_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How long a device may be away and still be told only what it missed. */
const LOG_DAYS = 14;
/** How long the answer to a write is kept; a repeat after that is told `expired`. */
const ANSWER_DAYS = 60;

interface Job { name: string; run(app: App, studioId: number, nowMs: number): Promise<void>; nextMs(nowMs: number, zone: string): number }
const JOBS: readonly Job[] = [
  // Edges of visibility that pass by date: memberships that end, lessons that fall behind the window.
  { name: 'turnAudiences', run: (app, studioId) => app.write(studioId, 'job.turnAudiences', refreshAllClientAudiences), nextMs: afterMidnight },
  { name: 'expireSubscriptions', run: expireSubscriptions, nextMs: afterMidnight },
  { name: 'retireSubscriptions', run: retireSubscriptions, nextMs: afterMidnight },
  { name: 'retireNotices', run: retireNotices, nextMs: afterMidnight },
  // A member's last day has passed: the place is free.
  { name: 'settleGroupLines', run: settleGroupLines, nextMs: afterMidnight },
  { name: 'noteEnds', run: noteEnds, nextMs: afterMidnight },
  { name: 'fillSeries', run: fillSeries, nextMs: (now) => now + 60 * MINUTE_MS },
  { name: 'settleLines', run: settleLines, nextMs: (now) => now + MINUTE_MS },
  { name: 'holdLessons', run: holdLessons, nextMs: (now) => now + MINUTE_MS },
  { name: 'endHolds', run: endHolds, nextMs: (now) => now + MINUTE_MS },
  { name: 'prune', run: (app, studioId, now) => prune(app.db.read, studioId, now), nextMs: (now) => now + DAY_MS / 4 },
];
/** A minute after the studio's next midnight. */
function afterMidnight(nowMs: number, zone: string): number {
  const { startMin } = localOf(nowMs, zone);
  return nowMs - (nowMs % 60_000) + (1441 - startMin) * 60_000;
}

/** Runs what is due now and then every half minute. Gives the way to stop. */
export function startJobs(app: App, log: Logger, now: () => number = Date.now): { stop(): void } {
  let isRunning = false;
  let isStopped = false;
  const tick = async () => {
    if (isRunning) return;
    isRunning = true;
    await runDueJobs(app, now()).catch((error: unknown) => isStopped || log.warn({ err: error }, 'jobs failed; they will be tried again'));
    isRunning = false;
  };
  const timer = setInterval(() => void tick(), TICK_MS);
  void tick();
  return { stop: () => { isStopped = true; clearInterval(timer); } };
}

/** Claims and runs everything due. Gives the names of what ran. */
export async function runDueJobs(app: App, nowMs: number): Promise<string[]> {
  const ran: string[] = [];
  for (const studio of await app.db.read<{ id: number; zone: string }>('select id, zone from studio')) {
    for (const job of JOBS) {
      const claimed = await app.db.read(`insert into job(studio_id, name, due_at) values ($1, $2, to_timestamp($3::float8 / 1000))
        on conflict (studio_id, name) do update set due_at = excluded.due_at where job.due_at <= to_timestamp($4::float8 / 1000) returning 1`, [studio.id, job.name, job.nextMs(nowMs, studio.zone), nowMs]);
      if (!claimed.length) continue;
      await job.run(app, studio.id, nowMs);
      ran.push(job.name);
    }
  }
  return ran;
}

async function prune(query: Query, studioId: number, nowMs: number): Promise<void> {
  const before = (days: number) => nowMs - days * DAY_MS;
  // The log has no times of its own; the history has.
  await query(`with upto as (select coalesce(max(rev), 0) as rev from audit where studio_id = $1 and at < to_timestamp($2::float8 / 1000)),
    gone as (delete from change c using upto where c.studio_id = $1 and c.rev <= upto.rev)
    update studio_rev r set pruned_to = greatest(r.pruned_to, upto.rev) from upto where r.studio_id = $1`, [studioId, before(LOG_DAYS)]);
  await query(`with gone as (delete from write_answer where studio_id = $1 and at < to_timestamp($2::float8 / 1000) returning user_id, instance, request)
    insert into client_instance(studio_id, user_id, instance, forgotten_to) select $1, user_id, instance, max(request) from gone group by user_id, instance
    on conflict (studio_id, user_id, instance) do update set forgotten_to = greatest(client_instance.forgotten_to, excluded.forgotten_to)`, [studioId, before(ANSWER_DAYS)]);
  await query('delete from session where studio_id = $1 and (expires_at < to_timestamp($2::float8 / 1000) or revoked_at < to_timestamp($2::float8 / 1000))', [studioId, before(ANSWER_DAYS)]);
  await query('delete from id_lease where studio_id = $1 and at < to_timestamp($2::float8 / 1000)', [studioId, before(ANSWER_DAYS)]);
  await query('delete from sign_in_failure where studio_id = $1 and retry_at < to_timestamp($2::float8 / 1000)', [studioId, before(1)]);
}
