// The lesson that an operation begins with is read in the same go as the lock and the rights, behind them: one way to the database instead of two.
import type { WriteContext } from '../context.ts';
import type { Query } from '../db/database.ts';
import { findLesson, type LoadedLesson } from './lesson.load.ts';

/** By operation the field of its input that names the lesson. */
const LESSON_OF: Readonly<Record<string, string>> = {
  'lesson.move': 'id', 'lesson.resize': 'id', 'lesson.update': 'id', 'lesson.hold': 'id', 'lesson.cancel': 'id', 'lesson.restore': 'id', 'lesson.addParticipant': 'id', 'lesson.removeParticipant': 'id',
  'attendance.mark': 'lessonId', 'attendance.markAll': 'lessonId', 'attendance.undo': 'lessonId', 'attendance.forgive': 'lessonId',
};
export async function readAhead(query: Query, studioId: number, name: string, input: unknown): Promise<LoadedLesson | undefined> {
  const id = (input as Record<string, unknown>)[LESSON_OF[name] ?? '']; // inputs are records
  return typeof id === 'number' ? findLesson(query, studioId, id) : undefined;
}
/** What was read ahead, once: whoever asks again may have written meanwhile. */
export async function findForWrite(ctx: WriteContext, id: number): Promise<LoadedLesson | undefined> {
  const { ahead } = ctx;
  delete ctx.ahead;
  return ahead?.row.id === id ? ahead : findLesson(ctx.query, ctx.studioId, id);
}
