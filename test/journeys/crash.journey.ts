// The power goes: the server killed under open windows, its database killed under the server.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { addDays, startOfWeek } from '../../src/domain/calendar-day.ts';
import { connect } from '../../src/server/cli/socket-client.ts';
import { banner, drag, standsAt } from './calendar.ts';
import { install, setUp } from './program.ts';
import { openWindows } from './stage.ts';

const rytm = install();
const windows = openWindows();
// The program runs by the machine's own clock here: a week whose lessons nobody holds before the test has moved them.
const MONDAY = addDays(startOfWeek(new Date().toISOString().slice(0, 10)), 28);
const [TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY] = [1, 2, 3, 4, 5].map((days) => addDays(MONDAY, days)) as [string, string, string, string, string];
const WEEK = `/?view=week&date=${TUESDAY}`;
const BACK_MS = 30_000; // a start, and the longest pause between attempts
let server = await rytm.serve();
const cookie = await setUp(server);
const lessons = await furnish();

test('a server killed and started again has lost nothing, and the windows come back by themselves', async () => {
  const [first, second] = lessons;
  const pages = await Promise.all([0, 1].map(() => windows.signedIn(server.url, cookie, { at: WEEK })));
  const [mine, other] = pages;
  assert.ok(mine && other && first && second);
  await standsAt(pages, first, `${TUESDAY} 10:00–10:55`);
  await Promise.all(pages.map((page) => page.evaluate('globalThis.isSamePage = true')));

  await drag(mine, first, WEDNESDAY, '11:00');
  await standsAt(other, first, `${WEDNESDAY} 11:00–11:55`);
  await server.kill('SIGKILL');
  await Promise.all(pages.map((page) => banner(page, 'Немає зв’язку').waitFor()));
  await drag(other, second, THURSDAY, '13:00');
  await banner(other, '1 зміна чекає на надсилання').waitFor();

  server = await rytm.serve(server.port);
  await standsAt(pages, first, `${WEDNESDAY} 11:00–11:55`, BACK_MS);
  await standsAt(pages, second, `${THURSDAY} 13:00–13:55`, BACK_MS);
  await Promise.all(pages.map((page) => banner(page, 'Немає зв’язку').waitFor({ state: 'detached', timeout: BACK_MS })));
  assert.deepEqual(await Promise.all(pages.map((page) => page.evaluate('globalThis.isSamePage'))), [true, true]);
});

test('a database that dies under the server comes back, and operations answer again without a reload', async () => {
  const third = lessons[2] ?? 0;
  const pages = await Promise.all([0, 1].map(() => windows.signedIn(server.url, cookie, { at: WEEK })));
  const [mine] = pages;
  assert.ok(mine);
  await standsAt(pages, third, `${FRIDAY} 10:00–10:55`);
  process.kill(Number.parseInt(fs.readFileSync(path.join(rytm.dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10), 'SIGKILL');
  await drag(mine, third, SATURDAY, '12:00');
  await standsAt(pages, third, `${SATURDAY} 12:00–12:55`, BACK_MS);
  await drag(mine, third, SATURDAY, '14:00');
  await standsAt(pages, third, `${SATURDAY} 14:00–14:55`);
});

/** Three lessons of a kind. */
async function furnish(): Promise<number[]> {
  const client = await connect({ url: server.url, cookie });
  const kindId = await client.newId();
  await client.call('lessonKind.create', { id: kindId, name: 'Індивідуальне', format: 'individual', durationMin: 55, priceMinor: 70_000, capacity: 1, takesWholeRoom: false });
  const ids: number[] = [];
  for (const [onDate, startMin] of [[TUESDAY, 600], [TUESDAY, 720], [FRIDAY, 600]] as const) {
    const id = await client.newId();
    await client.call('lesson.create', { id, onDate, startMin, kindId });
    ids.push(id);
  }
  await client.close();
  return ids;
}
