// Tentative holds go when their time has come: the place is free again for everybody.
import type { App } from '../app.ts';
import type { Query } from '../db/database.ts';
import { loadLessons } from '../lessons/lesson.load.ts';
import { removeLessons } from '../lessons/lesson.store.ts';

const readDue = async (query: Query, studioId: number, nowMs: number) => (await query<{ id: number }>('select id from lesson where studio_id = $1 and expires_at <= $2', [studioId, nowMs])).map((f) => f.id);
export async function endHolds(app: App, studioId: number, nowMs: number): Promise<void> {
  if (!(await readDue(app.db.read, studioId, nowMs)).length) return;
  await app.write(studioId, 'job.endHolds', async (ctx) => removeLessons(ctx, await loadLessons(ctx.query, studioId, await readDue(ctx.query, studioId, ctx.now))));
}
