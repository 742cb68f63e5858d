// Every balance and subscription computed anew from a million lines of the ledger.
import pg from 'pg';
import { createApp } from '../../src/server/app.ts';
import { openDatabase } from '../../src/server/db/database.ts';
import { auditMoney } from '../../src/server/ledger/audit.ts';
import { STUDIO, type Fill } from '../data.ts';
import { shown, type Figure } from '../figure.ts';
import { spread } from '../stats.ts';

const FILL: Fill = { lessons: 3000, firstDay: '2027-01-04', bookings: 4, sessions: { staff: 1, client: 1 } };
const CLIENTS = 5000, VISITS = 80, FIRST_CLIENT = 500_000, FIRST_SUBSCRIPTION = 600_000, FIRST_LESSON = 2_000_000;

export const auditTime: Figure = async (bench) => {
  const config = await bench.database('audit', FILL, addYears);
  const app = await createApp({ db: openDatabase({ ...config, user: 'rytm_app' }) });
  bench.endWithFigure(() => app.close());
  const [lines] = await app.db.read<{ count: number }>('select count(*)::int as count from ledger');
  const seconds: number[] = [];
  for (let round = 0; round < (bench.isQuick ? 3 : 5); round++) {
    const startedAt = performance.now();
    const found = await app.db.snapshot((query) => auditMoney(query, STUDIO));
    seconds.push((performance.now() - startedAt) / 1000);
    if (found.length) throw new Error(`it does not add up: ${JSON.stringify(found.slice(0, 3))}`);
  }
  return [{ what: `rytm audit of ${lines?.count.toLocaleString('en')} lines`, unit: 's', reach: { most: 10 }, figure: spread(seconds), ours: shown(seconds, 's'), baseline: '–', notes: [] }];
};

/** Each client has bought ten subscriptions of eight lessons, paid each in two parts, and used all of them, with some charged visits besides. */
async function addYears(owner: pg.Client): Promise<void> {
  const q = (text: string) => owner.query(text);
  await q(`insert into client(studio_id, id, rev, aud, first_name) select ${STUDIO}, ${FIRST_CLIENT} + i, 1, '{s}', 'Людина ' || i from generate_series(0, ${CLIENTS - 1}) i`);
  await q(`insert into subscription(studio_id, id, rev, aud, client_id, name, price_minor, lesson_count, term_days, starts, persons, freeze_days, sold_on, start_on, end_on)
    select ${STUDIO}, ${FIRST_SUBSCRIPTION} + i * 10 + n, 1, '{s}', ${FIRST_CLIENT} + i, 'Вісім', 320000, 8, 30, 'sale', 1, 0, '2026-01-01', '2026-01-01', '2026-01-30' from generate_series(0, ${CLIENTS - 1}) i, generate_series(0, 9) n`);
  await q(`insert into lesson(studio_id, id, rev, aud, on_date, start_min, duration_min, during, kind_id, price_minor, capacity, head_count, status)
    select ${STUDIO}, ${FIRST_LESSON} + n, 1, '{s}', '2026-01-01', 600, 60, '[2026-01-01 08:00+00, 2026-01-01 09:00+00)', 301, 50000, 200, 0, 'held' from generate_series(0, 99) n`);
  await q(`insert into subscription_entry(studio_id, rev, at, subscription_id, what, count_halves, user_id, operation) select ${STUDIO}, 1, now(), id, 'sold', 16, 1, 'bench' from subscription where studio_id = ${STUDIO}`);
  await q(`insert into subscription_entry(studio_id, rev, at, subscription_id, what, count_halves, used_halves, lesson_id, client_id, user_id, operation)
    select ${STUDIO}, 1, now(), ${FIRST_SUBSCRIPTION} + i * 10 + v / 8, 'taken', 0, 2, ${FIRST_LESSON} + v, ${FIRST_CLIENT} + i, 1, 'bench' from generate_series(0, ${CLIENTS - 1}) i, generate_series(0, ${VISITS - 1}) v`);
  await q(`insert into booking(studio_id, lesson_id, client_id, state, subscription_id, taken_halves, is_paid, charged_minor, marked_at)
    select ${STUDIO}, ${FIRST_LESSON} + v, ${FIRST_CLIENT} + i, 'attended', case when v < ${VISITS} then ${FIRST_SUBSCRIPTION} + i * 10 + v / 8 end, case when v < ${VISITS} then 2 else 0 end, true, case when v < ${VISITS} then 0 else 50000 end, now() from generate_series(0, ${CLIENTS - 1}) i, generate_series(0, 99) v`);
  const line = 'insert into ledger(studio_id, rev, at, on_date, from_account, from_id, to_account, to_id, amount_minor, what, client_id, subscription_id, lesson_id, user_id, operation)';
  await q(`${line} select ${STUDIO}, 1, now(), '2026-01-01', 'prepaid', 0, 'client', client_id, price_minor, 'sale', client_id, id, null, 1, 'bench' from subscription where studio_id = ${STUDIO}`);
  await q(`${line} select ${STUDIO}, 1, now(), '2026-01-01', 'client', client_id, case n when 0 then 'till' else 'card' end, 0, price_minor / 2, 'payment', client_id, id, null, 1, 'bench' from subscription, generate_series(0, 1) n where studio_id = ${STUDIO}`);
  await q(`${line} select ${STUDIO}, 1, now(), '2026-01-01', 'income', 0, 'prepaid', 0, 40000, 'visit', ${FIRST_CLIENT} + i, ${FIRST_SUBSCRIPTION} + i * 10 + v / 8, ${FIRST_LESSON} + v, 1, 'bench' from generate_series(0, ${CLIENTS - 1}) i, generate_series(0, ${VISITS - 1}) v`);
  await q(`${line} select ${STUDIO}, 1, now(), '2026-01-01', 'income', 0, 'client', ${FIRST_CLIENT} + i, 50000, 'visit', ${FIRST_CLIENT} + i, null, ${FIRST_LESSON} + v, 1, 'bench' from generate_series(0, ${CLIENTS - 1}) i, generate_series(${VISITS}, 99) v`);
  await q(`${line} select ${STUDIO}, 1, now(), '2026-01-01', 'client', ${FIRST_CLIENT} + i, 'card', 0, 12500, 'payment', ${FIRST_CLIENT} + i, null, null, 1, 'bench' from generate_series(0, ${CLIENTS - 1}) i, generate_series(1, 70) v`);
  await q('analyze');
}
