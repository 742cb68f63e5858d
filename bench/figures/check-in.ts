// A person checked in: lesson, place, subscription, ledger and what is sent on, durable. Beside it the same statements by the bare driver, in turn with ours,
// on a database of its own in the same state. Then fifty desks at once check in everybody else, and the counts must be exact.
import pg from 'pg';
import { createApp } from '../../src/server/app.ts';
import { openDatabase } from '../../src/server/db/database.ts';
import { auditMoney } from '../../src/server/ledger/audit.ts';
import { STUDIO, type Fill } from '../data.ts';
import { shown, type Figure } from '../figure.ts';
import { openBare, startRecording, stopRecording } from '../replay.ts';
import { ratios, spread } from '../stats.ts';

const FILL: Fill = { lessons: 3000, firstDay: '2027-01-04', bookings: 4, sessions: { staff: 1, client: 1 } };
const PEOPLE = 5000, IN_ONE = 8, LAST_ONES = 200, DESKS = 50;
const FIRST_CLIENT = 500_000, FIRST_SUBSCRIPTION = 600_000, FIRST_LESSON = 700_000;
const ROUNDS = 5, IN_ROUND = 60;

export const checkIn: Figure = async (bench) => {
  const [config, other] = [await bench.database('check_in', FILL, addPeople), await bench.database('check_in_bare', FILL, addPeople)];
  const app = await createApp({ db: openDatabase({ ...config, user: 'rytm_app' }) });
  bench.endWithFigure(() => app.close());
  const bare = await openBare(bench, other);
  const mark = (i: number) => app.call(STUDIO, 'attendance.mark', { lessonId: FIRST_LESSON + Math.floor(i / IN_ONE), clientId: FIRST_CLIENT + i, outcome: 'attended' });
  const ours: number[] = [], theirs: number[] = [];
  let next = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    let [mine, bares] = [0, 0];
    for (let i = 0; i < IN_ROUND; i++) {
      startRecording();
      const startedAt = performance.now();
      await mark(next++);
      mine += performance.now() - startedAt;
      bares += await bare.replay(stopRecording());
    }
    // The first round warms both up.
    if (!round) continue;
    ours.push((IN_ROUND * 1000) / mine);
    theirs.push((IN_ROUND * 1000) / bares);
  }
  const startedAt = performance.now();
  const rest = PEOPLE - next;
  await Promise.all(Array.from({ length: DESKS }, async () => { while (next < PEOPLE) await mark(next++); }));
  const perSecond = (rest * 1000) / (performance.now() - startedAt);
  const owner = new pg.Client({ ...config });
  await owner.connect();
  const { rows: [count] } = await owner.query<{ used: number; none: number; marked: number; notices: number }>(`select (select sum(used_halves)::int from subscription_balance) as used, (select count(*)::int from subscription_balance where used_halves = count_halves) as none,
    (select count(*)::int from booking where state = 'attended') as marked, (select count(*)::int from notice where kind = 'noLessons') as notices`);
  await owner.end();
  const wrong = await app.db.snapshot((query) => auditMoney(query, STUDIO));
  if (count?.used !== PEOPLE * 2 || count.none !== LAST_ONES || count.marked !== PEOPLE || count.notices !== LAST_ONES || wrong.length) throw new Error(`the counts are not exact: ${JSON.stringify({ count, wrong })}`);
  return [{
    what: 'A person checked in, durable, beside the same statements by the bare driver', unit: '×', reach: { least: 0.7 }, figure: spread(ratios(ours, theirs)),
    ours: shown(ours, '/s'), baseline: `${shown(theirs, '/s')} bare driver, one connection`,
    notes: [`${DESKS} desks at once checked in ${rest} people, ${Math.round(perSecond)} a second; ${LAST_ONES} of them for their last lesson: every count exact, nothing to find for the audit.`],
  }];
};

async function addPeople(owner: pg.Client): Promise<void> {
  const q = (text: string) => owner.query(text);
  await q(`insert into client(studio_id, id, rev, aud, first_name) select ${STUDIO}, ${FIRST_CLIENT} + i, 1, array['s', 'c' || (${FIRST_CLIENT} + i)], 'Людина ' || i from generate_series(0, ${PEOPLE - 1}) i`);
  await q(`insert into subscription_type(studio_id, id, rev, aud, name, price_minor, lesson_count, term_days, starts, persons, freeze_days) values (${STUDIO}, 599999, 1, '{s,a}', 'Вісім', 320000, 8, 30, 'sale', 1, 0)`);
  await q(`insert into subscription(studio_id, id, rev, aud, client_id, type_id, name, price_minor, lesson_count, term_days, starts, persons, freeze_days, sold_on, start_on, end_on)
    select ${STUDIO}, ${FIRST_SUBSCRIPTION} + i, 1, array['s', 'c' || (${FIRST_CLIENT} + i)], ${FIRST_CLIENT} + i, 599999, 'Вісім', 320000, case when i >= ${PEOPLE - LAST_ONES} then 1 else 8 end, 30, 'sale', 1, 0, current_date - 10, current_date - 10, current_date + 20 from generate_series(0, ${PEOPLE - 1}) i`);
  await q(`insert into subscription_entry(studio_id, rev, at, subscription_id, what, count_halves, user_id, operation) select ${STUDIO}, 1, now(), id, 'sold', lesson_count * 2, 1, 'bench' from subscription where studio_id = ${STUDIO}`);
  await q(`insert into ledger(studio_id, rev, at, on_date, from_account, to_account, to_id, amount_minor, what, client_id, subscription_id, user_id, operation) select ${STUDIO}, 1, now(), sold_on, 'prepaid', 'client', client_id, price_minor, 'sale', client_id, id, 1, 'bench' from subscription where studio_id = ${STUDIO}`);
  await q(`insert into lesson(studio_id, id, rev, aud, on_date, start_min, duration_min, during, kind_id, price_minor, capacity, head_count)
    select ${STUDIO}, ${FIRST_LESSON} + i, 1, '{s,b}', current_date - 1, 600, 60, tstzrange(current_date - 1 + time '08:00', current_date - 1 + time '09:00'), 301, 50000, ${IN_ONE}, ${IN_ONE} from generate_series(0, ${PEOPLE / IN_ONE - 1}) i`);
  await q(`insert into booking(studio_id, lesson_id, client_id, subscription_id, is_paid) select ${STUDIO}, ${FIRST_LESSON} + i / ${IN_ONE}, ${FIRST_CLIENT} + i, ${FIRST_SUBSCRIPTION} + i, true from generate_series(0, ${PEOPLE - 1}) i`);
  await q('analyze');
}
