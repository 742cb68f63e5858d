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
import { addVisitors, LAST_ONES, visitOf, VISITORS } from '../visitors.ts';

const FILL: Fill = { lessons: 3000, firstDay: '2027-01-04', bookings: 4, sessions: { staff: 1, client: 1 } };
const DESKS = 50;
const ROUNDS = 5, IN_ROUND = 60;

export const checkIn: Figure = async (bench) => {
  const [config, other] = [await bench.database('check_in', FILL, addVisitors), await bench.database('check_in_bare', FILL, addVisitors)];
  const app = await createApp({ db: openDatabase({ ...config, user: 'rytm_app' }) });
  bench.endWithFigure(() => app.close());
  const bare = await openBare(bench, other);
  const mark = (i: number) => app.call(STUDIO, 'attendance.mark', visitOf(i));
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
  const rest = VISITORS - next;
  await Promise.all(Array.from({ length: DESKS }, async () => { while (next < VISITORS) await mark(next++); }));
  const perSecond = (rest * 1000) / (performance.now() - startedAt);
  const owner = new pg.Client({ ...config });
  await owner.connect();
  const { rows: [count] } = await owner.query<{ used: number; none: number; marked: number; notices: number }>(`select (select sum(used_halves)::int from subscription_balance) as used, (select count(*)::int from subscription_balance where used_halves = count_halves) as none,
    (select count(*)::int from booking where state = 'attended') as marked, (select count(*)::int from notice where kind = 'noLessons') as notices`);
  await owner.end();
  const wrong = await app.db.snapshot((query) => auditMoney(query, STUDIO));
  if (count?.used !== VISITORS * 2 || count.none !== LAST_ONES || count.marked !== VISITORS || count.notices !== LAST_ONES || wrong.length) throw new Error(`the counts are not exact: ${JSON.stringify({ count, wrong })}`);
  return [{
    what: 'A person checked in, durable, beside the same statements by the bare driver', unit: '×', reach: { least: 0.7 }, figure: spread(ratios(ours, theirs)),
    ours: shown(ours, '/s'), baseline: `${shown(theirs, '/s')} bare driver, one connection`,
    notes: [`${DESKS} desks at once checked in ${rest} people, ${Math.round(perSecond)} a second; ${LAST_ONES} of them for their last lesson: every count exact, nothing to find for the audit.`],
  }];
};
