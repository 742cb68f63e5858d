// A week as a studio has it, for pictures: four trainers, two groups, lessons of every status, one of a busy hour.
import type { Row } from '../../src/contract/entities.ts';
import { aClient, aGroup, aLesson, aTrainer } from '../factories.ts';
import type { TestApp } from '../test-app.ts';

export interface LooksWeek { /** With two people and a note, on Tuesday. */ lesson: Row<'lesson'>; group: Row<'group'>; client: number }
const MORE_CLIENTS = [
  ['Марія', 'Бойко', '+380501110011'], ['Софія', 'Гриценко', '+380501110012'], ['Андрій', 'Данилюк', '+380501110013'], ['Ірина', 'Заболотна', '+380501110014'],
  ['Христина', 'Кравець', '+380501110015'], ['Олександра-Магдалена', 'Костенко-Вишневецька', '+380501110016'], ['Наталія', 'Левченко', '+380501110017'],
  ['Петро', 'Олійник', '+380501110018'], ['Юлія', 'Пономаренко', '+380501110019'], ['Вікторія', 'Ткаченко', '+380501110020'],
] as const;
const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28'] as const;
/** Hour, trainer and how many people, of every weekday; the days shift it a little. */
const HOURS = [[8, 0, 1], [9, 1, 1], [9, 2, 2], [11, 0, 1], [12, 3, 1], [15, 2, 1], [16, 1, 1], [18, 3, 2]] as const;

export async function fillLooksWeek(app: TestApp): Promise<LooksWeek> {
  const hours = [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, startMin: 480, endMin: weekday === 6 ? 900 : 1260 }));
  await app.call('studio.update', { seenRev: await revOfStudio(app), hours });
  const third = await aTrainer(app, { firstName: 'Леся', lastName: 'Савчук', position: 'Реабілітація', phone: '+380501110003' });
  const fourth = await aTrainer(app, { firstName: 'Богдан', lastName: 'Яремчук', position: 'Мат', phone: '+380501110004' });
  const trainers = [app.trainers.trainer, app.trainers.trainer2, third.id, fourth.id];
  const clients = [app.clients.client, app.clients.client2];
  for (const [firstName, lastName, phone] of MORE_CLIENTS) clients.push((await aClient(app, { firstName, lastName, phone, trainerId: trainers[clients.length % 4] ?? third.id })).id);
  const pair = app.newId();
  await app.call('lessonKind.create', { id: pair, name: 'Дует', format: 'pair', durationMin: 55, priceMinor: 40_000, capacity: 2, takesWholeRoom: false });
  const group = await aGroup(app, { name: 'Ранкова група', trainerId: fourth.id });
  const evening = await aGroup(app, { name: 'Здорова спина', trainerId: app.trainers.trainer2 });
  for (const clientId of clients.slice(2, 8)) await app.call('group.addMember', { id: group.id, clientId, fromOn: '2026-11-01' });
  for (const clientId of clients.slice(6, 11)) await app.call('group.addMember', { id: evening.id, clientId, fromOn: '2026-11-01' });

  for (const [day, onDate] of DAYS.entries()) {
    const given = { onDate, roomId: app.rooms.reformers };
    for (const [at, [hour, trainer, people]] of HOURS.entries()) {
      if ((at + day) % 5 === 4 || (day === 5 && hour > 12)) continue;
      const who = Array.from({ length: people }, (_, i) => clients[(at * 2 + day + i * 5) % clients.length] ?? 0);
      await aLesson(app, { ...given, startMin: hour * 60 + (day % 2) * 15, trainerId: trainers[trainer] ?? third.id, clientIds: who, ...(people > 1 && { kindId: pair }) });
    }
    if (day % 2 === 0) await aLesson(app, { onDate, startMin: 600, kindId: app.kinds.group, groupId: group.id, trainerId: fourth.id, roomId: app.rooms.mats });
    else await aLesson(app, { onDate, startMin: 1170, kindId: app.kinds.group, groupId: evening.id, trainerId: app.trainers.trainer2, roomId: app.rooms.mats });
  }
  return { group, client: app.clients.client, lesson: await tuesday(app, trainers, clients, pair) };
}

/** Lessons that show the rest: held, cancelled, without anybody, open to be looked at. */
async function tuesday(app: TestApp, trainers: readonly number[], clients: readonly number[], pair: number): Promise<Row<'lesson'>> {
  const given = { onDate: '2026-11-24', roomId: app.rooms.reformers };
  const held = await aLesson(app, { ...given, startMin: 425, trainerId: trainers[2] ?? 0, clientIds: [clients[5] ?? 0] });
  await app.call('lesson.hold', { id: held.id, seenRev: held.rev });
  const gone = await aLesson(app, { ...given, startMin: 780, trainerId: trainers[1] ?? 0, clientIds: [clients[4] ?? 0] });
  await app.call('lesson.cancel', { id: gone.id, seenRev: gone.rev, reason: 'Хвороба', askedBy: 'client' });
  await aLesson(app, { ...given, startMin: 840, trainerId: trainers[0] ?? 0 });
  return aLesson(app, { ...given, startMin: 870, kindId: pair, trainerId: trainers[3] ?? 0, clientIds: [clients[1] ?? 0, clients[7] ?? 0], note: 'Принести м’ячі. Після заняття перевірити пружини другого реформера.' });
}
async function revOfStudio(app: TestApp): Promise<number> {
  const [row] = await app.sql<{ rev: string }>('select rev from studio where id = $1', [app.studioId]);
  return Number(row?.rev);
}
