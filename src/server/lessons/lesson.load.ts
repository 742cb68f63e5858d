// Lessons with what decisions about them need beside the row: their places, their kind's format, their trainer's hours.
import type { LessonKind } from '../../contract/entities.ts';
import { UNSTATED, type OpenTimes } from '../../domain/working-hours.ts';
import type { Query } from '../db/database.ts';
import { selectRows, stored, type Stored } from '../db/rows.ts';

export interface LoadedLesson extends Stored<'lesson'> {
  /** Places it takes in its room, spare ones included. */
  slots: number[];
  format: LessonKind['format'];
  trainerHours: OpenTimes;
}
const EXTRA = `r.slots, coalesce(k.format, 'individual') as format, jsonb_build_object('hours', t.hours, 'dayHours', t.day_hours) as "trainerHours"`;
const JOINS = `left join lesson_kind k on k.studio_id = r.studio_id and k.id = r.kind_id left join trainer t on t.studio_id = r.studio_id and t.id = r.trainer_id`;

export async function loadLessons(query: Query, studioId: number, ids: readonly number[]): Promise<LoadedLesson[]> {
  const found = await query(`${selectRows('lesson', EXTRA)} ${JOINS} where r.studio_id = $1 and r.id = any($2::bigint[]) order by r.id`, [studioId, ids]);
  return found.map(({ slots, format, trainerHours, ...row }) => ({
    ...stored('lesson', row), slots: slots as number[], format: format as LessonKind['format'], trainerHours: row.trainerId === null ? UNSTATED : (trainerHours as OpenTimes), // columns of EXTRA
  }));
}
