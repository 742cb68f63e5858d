// Lessons with what decisions about them need beside the row: their places, their kind's format, their trainer's hours.
import type { LessonKind } from '../../contract/entities.ts';
import { UNSTATED, type OpenTimes } from '../../domain/working-hours.ts';
import { paysFor } from '../attendance/payers.ts';
import type { Query } from '../db/database.ts';
import { selectRows, stored, type Stored } from '../db/rows.ts';

export interface LoadedLesson extends Stored<'lesson'> {
  /** Places it takes in its room, spare ones included. */
  slots: number[];
  format: LessonKind['format'];
  trainerHours: OpenTimes;
  /** Whether something pays, or could pay, for one of its people; unknown where many are loaded. */
  hasPayers?: boolean;
}
const EXTRA = `r.slots, coalesce(k.format, 'individual') as format, jsonb_build_object('hours', t.hours, 'dayHours', t.day_hours) as "trainerHours"`;
const JOINS = `left join lesson_kind k on k.studio_id = r.studio_id and k.id = r.kind_id left join trainer t on t.studio_id = r.studio_id and t.id = r.trainer_id`;

// By one id its plan is kept: for a list the database plans anew each time, which costs more than the reading.
const ONE = `${selectRows('lesson', `${EXTRA}, exists(select from booking p where p.studio_id = r.studio_id and p.lesson_id = r.id and (${paysFor('p')})) as "hasPayers"`)} ${JOINS} where r.studio_id = $1 and r.id = $2`;
const MANY = `${selectRows('lesson', EXTRA)} ${JOINS} where r.studio_id = $1 and r.id = any($2::bigint[]) order by r.id`;

export async function findLesson(query: Query, studioId: number, id: number): Promise<LoadedLesson | undefined> {
  const [found] = await query(ONE, [studioId, id]);
  if (!found) return undefined;
  const { hasPayers, ...row } = found;
  return { ...loaded(row), hasPayers: hasPayers === true };
}
export const loadLessons = async (query: Query, studioId: number, ids: readonly number[]): Promise<LoadedLesson[]> => (await query(MANY, [studioId, ids])).map(loaded);

const loaded = ({ slots, format, trainerHours, ...row }: Record<string, unknown>): LoadedLesson => ({
  ...stored('lesson', row), slots: slots as number[], format: format as LessonKind['format'], trainerHours: row.trainerId === null ? UNSTATED : (trainerHours as OpenTimes), // columns of EXTRA
});
