// Whole decisions about the schedule: a year of regular lessons looked at and made at once, all the future ones moved, the work-list of an absence.
// Beside each the same statements by the bare driver, one after the other on a database of its own that is in the same state.
import pg from 'pg';
import type { Input, OpName, Output } from '../../src/contract/ops.ts';
import { createApp } from '../../src/server/app.ts';
import { openDatabase } from '../../src/server/db/database.ts';
import { STUDIO, type Fill } from '../data.ts';
import { shown, type Figure, type Row } from '../figure.ts';
import { openBare, startRecording, stopRecording } from '../replay.ts';
import { ratios, spread } from '../stats.ts';

const FILL: Fill = { lessons: 3000, firstDay: '2027-01-04', bookings: 4, sessions: { staff: 1, client: 1 } };
const GROUP = 901;
const MEMBERS = 8;
const TRAINER = 101;
const ROOM = 201;
const FIRST_SERIES = 9_000_001;
const LESSONS = 104;
interface Times { ours: number[]; bare: number[] }

export const scheduleTimes: Figure = async (bench) => {
  const [config, other] = [await bench.database('schedule', FILL, addGroup), await bench.database('schedule_bare', FILL, addGroup)];
  const app = await createApp({ db: openDatabase({ ...config, user: 'rytm_app' }) });
  bench.endWithFigure(() => app.close());
  const bare = await openBare(bench, other);
  const call = async <N extends OpName>(name: N, input: Input<N>, times?: Times): Promise<Output<N>> => {
    startRecording();
    const startedAt = performance.now();
    const output = await app.call(STUDIO, name, input);
    const ours = performance.now() - startedAt;
    const theirs = await bare.replay(stopRecording());
    times?.ours.push(ours);
    times?.bare.push(theirs);
    return output;
  };
  const [preview, create, update, workList] = [noTimes(), noTimes(), noTimes(), noTimes()];
  const rounds = bench.isQuick ? 3 : 7;
  for (let round = 0; round <= rounds; round++) {
    // The first round warms both up.
    const kept = (times: Times) => (round ? times : undefined);
    const slots = [1, 3].map((weekday) => ({ weekday, startMin: 360 + round * 15, durationMin: 15 }));
    const plan = { kindId: 301, trainerId: TRAINER, roomId: ROOM, groupId: GROUP, slots, fromOn: FILL.firstDay, count: LESSONS };
    await call('series.preview', plan, kept(preview));
    const id = FIRST_SERIES + round;
    const { count } = await call('series.create', { id, ...plan }, kept(create));
    if (count !== LESSONS) throw new Error(`${count} lessons were made`);
    const [member] = await bare.query<{ id: number; rev: number }>('select id::int, rev::int from lesson where studio_id = $1 and series_id = $2 order by on_date limit 1', [STUDIO, id]);
    if (!member) throw new Error('the series has no lessons');
    await call('lesson.move', { id: member.id, seenRev: member.rev, onDate: FILL.firstDay, startMin: 1240 + round * 15 });
    const [series] = await bare.query<{ rev: number }>('select rev::int from series where studio_id = $1 and id = $2', [STUDIO, id]);
    await call('series.update', { id, seenRev: series?.rev ?? 0, lessonId: member.id, scope: 'all' }, kept(update));
    await call('absence.preview', { trainerId: TRAINER + 1, span: { fromOn: '2027-02-01', fromMin: 0, toOn: '2027-02-07', toMin: 1440 } }, kept(workList));
  }
  return [
    row('Preview of a year of two lessons a week for a group, 3,000 lessons stored', 50, preview),
    row(`Creating those ${LESSONS} lessons with ${MEMBERS} people each, one transaction`, 300, create),
    row('Moving all the future ones of them', 300, update),
    row('Work-list of a trainer’s absence of a week', 50, workList),
  ];
};
const noTimes = (): Times => ({ ours: [], bare: [] });
function row(what: string, most: number, { ours, bare }: Times): Row {
  return { what, unit: 'ms', reach: { most }, figure: spread(ours), ours: shown(ours, 'ms'), baseline: `${shown(bare, 'ms')} the same statements by the bare driver`, notes: [`${shown(ratios(ours, bare), '×')} of the bare driver.`] };
}

async function addGroup(owner: pg.Client): Promise<void> {
  await owner.query(`insert into client_group(studio_id, id, rev, aud, name, trainer_id, kind_id, capacity, hue) values (${STUDIO}, ${GROUP}, 1, '{s,a,t${TRAINER}}', 'Ранкова', ${TRAINER}, 301, ${MEMBERS}, 120)`);
  await owner.query(`insert into group_member(studio_id, group_id, client_id, from_on) select ${STUDIO}, ${GROUP}, 1000 + i, '2026-01-01' from generate_series(1, ${MEMBERS}) i`);
}
