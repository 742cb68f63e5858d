// Five thousand people with a subscription each and a place in a lesson of yesterday, waiting to be checked in; two hundred of them for their last lesson.
import type pg from 'pg';
import { STUDIO } from './data.ts';

export const VISITORS = 5000, LAST_ONES = 200;
/** What each of them has. */
export const SUBSCRIPTION = 'Вісім';
const IN_ONE = 8;
const FIRST_CLIENT = 500_000, FIRST_SUBSCRIPTION = 600_000, FIRST_LESSON = 700_000;

/** What the desk says when the n-th of them comes, from 0. */
export const visitOf = (n: number) => ({ lessonId: FIRST_LESSON + Math.floor(n / IN_ONE), clientId: FIRST_CLIENT + n, outcome: 'attended' as const });

/** Inserts them beside what a studio of the figures has. */
export async function addVisitors(owner: pg.Client): Promise<void> {
  const q = (text: string) => owner.query(text);
  await q(`insert into client(studio_id, id, rev, aud, first_name) select ${STUDIO}, ${FIRST_CLIENT} + i, 1, array['s', 'c' || (${FIRST_CLIENT} + i)], 'Людина ' || i from generate_series(0, ${VISITORS - 1}) i`);
  await q(`insert into subscription_type(studio_id, id, rev, aud, name, price_minor, lesson_count, term_days, starts, persons, freeze_days) values (${STUDIO}, 599999, 1, '{s,a}', '${SUBSCRIPTION}', 320000, 8, 30, 'sale', 1, 0)`);
  await q(`insert into subscription(studio_id, id, rev, aud, client_id, type_id, name, price_minor, lesson_count, term_days, starts, persons, freeze_days, sold_on, start_on, end_on)
    select ${STUDIO}, ${FIRST_SUBSCRIPTION} + i, 1, array['s', 'c' || (${FIRST_CLIENT} + i)], ${FIRST_CLIENT} + i, 599999, '${SUBSCRIPTION}', 320000, case when i >= ${VISITORS - LAST_ONES} then 1 else 8 end, 30, 'sale', 1, 0, current_date - 10, current_date - 10, current_date + 20 from generate_series(0, ${VISITORS - 1}) i`);
  await q(`insert into subscription_entry(studio_id, rev, at, subscription_id, what, count_halves, user_id, operation) select ${STUDIO}, 1, now(), id, 'sold', lesson_count * 2, 1, 'bench' from subscription where studio_id = ${STUDIO}`);
  await q(`insert into ledger(studio_id, rev, at, on_date, from_account, to_account, to_id, amount_minor, what, client_id, subscription_id, user_id, operation) select ${STUDIO}, 1, now(), sold_on, 'prepaid', 'client', client_id, price_minor, 'sale', client_id, id, 1, 'bench' from subscription where studio_id = ${STUDIO}`);
  await q(`insert into lesson(studio_id, id, rev, aud, on_date, start_min, duration_min, during, kind_id, price_minor, capacity, head_count)
    select ${STUDIO}, ${FIRST_LESSON} + i, 1, '{s,b}', current_date - 1, 600, 60, tstzrange(current_date - 1 + time '08:00', current_date - 1 + time '09:00'), 301, 50000, ${IN_ONE}, ${IN_ONE} from generate_series(0, ${VISITORS / IN_ONE - 1}) i`);
  await q(`insert into booking(studio_id, lesson_id, client_id, subscription_id, is_paid) select ${STUDIO}, ${FIRST_LESSON} + i / ${IN_ONE}, ${FIRST_CLIENT} + i, ${FIRST_SUBSCRIPTION} + i, true from generate_series(0, ${VISITORS - 1}) i`);
  await q('analyze');
}
