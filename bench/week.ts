// A week of sixty lessons as a studio has it: single ones with a place, pairs, groups, held, planned and cancelled, some with a note.
// The same week at every run, in a studio that is some thousand writes old.
import type pg from 'pg';
import { STUDIO, type Fill } from './data.ts';
import { random } from './stats.ts';

export const WEEK: Fill = { lessons: 0, firstDay: '2026-11-02', bookings: 0, sessions: { staff: 10, client: 480 } };
export const WEEK_LESSONS = 60;
const AT_REV = 5000;
const TRAINERS = 5;
/** Beginnings of two trainers' days; ten lessons a day over six days. */
const STARTS = [480, 545, 610, 675, 990, 1055, 1120, 600, 660, 1080];

interface WeekLesson { id: number; rev: number; onDate: string; startMin: number; durationMin: number; trainerId: number; roomId: number; status: string; kindId: number; priceMinor: number; note: string | null; capacity: number; clients: number[]; slots: number[]; cancelReason: string | null }

export function weekLessons(): WeekLesson[] {
  const next = random(7);
  const pick = (n: number) => Math.floor(next() * n);
  return Array.from({ length: WEEK_LESSONS }, (_, i) => {
    const day = Math.floor(i / STARTS.length);
    const people = i % 10 >= 7 ? 4 + pick(5) : i % 5 === 0 ? 2 : 1;
    const first = pick(100);
    const isGroup = people > 2;
    const status = day < 3 ? (i % 13 === 12 ? 'cancelled' : 'held') : 'planned';
    return {
      // Series were entered one after the other, so that numbers and dates do not run together.
      id: 4000 + ((i * 37) % WEEK_LESSONS) * 3 + pick(3), rev: AT_REV - pick(1500),
      onDate: new Date(Date.parse(WEEK.firstDay) + day * 86_400_000).toISOString().slice(0, 10), startMin: STARTS[i % 10] ?? 0, durationMin: isGroup ? 60 : 55,
      trainerId: 101 + (i % 10 < 7 ? (i + day) % TRAINERS : (i + day * 2) % TRAINERS), roomId: isGroup ? 202 : 201, status, kindId: isGroup ? 301 : people === 2 ? 303 : 302,
      priceMinor: isGroup ? 33_300 : people === 2 ? 60_000 : 77_700, note: i % 9 === 4 ? 'Після травми коліна, без стрибків' : null, capacity: isGroup ? 8 : people,
      clients: Array.from({ length: people }, (_unused, k) => 1001 + first + k * 3), slots: Array.from({ length: isGroup ? 8 : people }, (_unused, k) => k + 1), cancelReason: status === 'cancelled' ? 'Захворіла' : null,
    };
  });
}

/** Puts the week into a studio without lessons. Nothing is in the way of moving a planned one. */
export async function insertWeek(owner: pg.Client): Promise<void> {
  await owner.query(`update studio_rev set rev = ${AT_REV}, pruned_to = ${AT_REV}`);
  await owner.query(`insert into lesson_kind(studio_id, id, rev, aud, name, format, duration_min, price_minor, capacity, takes_whole_room) values (${STUDIO}, 303, 1, '{s,a}', 'Парне', 'pair', 55, 60000, 2, false)`);
  for (const l of weekLessons()) {
    const isGroup = l.kindId === 301;
    const aud = ['s', `t${l.trainerId}`, ...(l.status === 'cancelled' ? [] : ['b']), ...(isGroup && l.status === 'planned' ? ['o'] : []), ...l.clients.map((c) => `c${c}`)];
    await owner.query(`insert into lesson(studio_id, id, rev, aud, on_date, start_min, duration_min, during, trainer_id, room_id, kind_id, status, price_minor, note, capacity, head_count, takes_whole_room, slots, cancel_reason, cancel_asked_by)
      select ${STUDIO}, $1, $2, $3, $4::date, $5, $6, tstzrange(at, at + $6::smallint * interval '1 minute'), $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18
      from (select ($4::date + $5::smallint * interval '1 minute') at time zone 'Europe/Kyiv' as at) t`,
      [l.id, l.rev, aud, l.onDate, l.startMin, l.durationMin, l.trainerId, l.roomId, l.kindId, l.status, l.priceMinor, l.note, l.capacity, l.clients.length, isGroup, isGroup ? [] : l.slots, l.cancelReason, l.cancelReason && 'client']);
    await owner.query(`insert into booking(studio_id, lesson_id, client_id, slot) select ${STUDIO}, $1, c, s from unnest($2::bigint[], $3::smallint[]) x(c, s)`, [l.id, l.clients, l.clients.map((_, k) => k + 1)]);
  }
}
