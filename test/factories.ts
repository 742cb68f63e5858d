// Rows for tests, made by the system through the operations that people use. Each gives the row as the database has it.
import type { Row, Table } from '../src/contract/entities.ts';
import type { Input, OpName } from '../src/contract/ops.ts';
import { findRow } from '../src/server/db/rows.ts';
import type { TestApp } from './test-app.ts';

type Given<N extends OpName> = Partial<Omit<Input<N>, 'id'>>;

export const aTrainer = (app: TestApp, given: Given<'trainer.create'> = {}): Promise<Row<'trainer'>> =>
  make(app, 'trainer', 'trainer.create', { firstName: 'Леся', lastName: 'Українка', ...given });
export const aClient = (app: TestApp, given: Given<'client.create'> = {}): Promise<Row<'client'>> =>
  make(app, 'client', 'client.create', { firstName: 'Іван', lastName: 'Франко', ...given });
/** Capacity 8, of the group kind, without a trainer. */
export const aGroup = (app: TestApp, given: Given<'group.create'> = {}): Promise<Row<'group'>> =>
  make(app, 'group', 'group.create', { name: 'Ранкова група', kindId: app.kinds.group, capacity: 8, ...given });
/** Two places. */
export const aRoom = (app: TestApp, given: Given<'room.create'> = {}): Promise<Row<'room'>> =>
  make(app, 'room', 'room.create', { name: `Зал ${app.newId()}`, places: [{ name: 'Кадилак 1' }, { name: 'Кадилак 2' }], ...given });
/** Individual, 55 minutes. */
export const aKind = (app: TestApp, given: Given<'lessonKind.create'> = {}): Promise<Row<'lessonKind'>> =>
  make(app, 'lessonKind', 'lessonKind.create', { name: `Вид ${app.newId()}`, format: 'individual', durationMin: 55, priceMinor: 50_000, capacity: 1, takesWholeRoom: false, ...given });
/** Individual, on the Tuesday after the test's Monday at ten, in no room and with nobody. */
export const aLesson = (app: TestApp, given: Given<'lesson.create'> = {}): Promise<Row<'lesson'>> =>
  make(app, 'lesson', 'lesson.create', { onDate: '2026-11-24', startMin: 600, kindId: app.kinds.individual, ...given });

/** A row as it is now. Throws when it is not there. */
export async function rowOf<T extends Table>(app: TestApp, table: T, id: number): Promise<Row<T>> {
  const found = await findRow(app.app.db.read, table, app.studioId, id);
  if (!found) throw new Error(`there is no ${table} ${id}`);
  return found.row;
}
async function make<T extends Table, N extends OpName>(app: TestApp, table: T, name: N, input: Omit<Input<N>, 'id'>): Promise<Row<T>> {
  const id = app.newId();
  await app.call(name, { ...input, id } as Input<N>); // the id is what was left out
  return rowOf(app, table, id);
}
