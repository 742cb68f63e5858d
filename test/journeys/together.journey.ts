// Several people at one calendar: who else looks at the same lesson, when a trainer is free, news that do not disturb.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, aTrainer, rowOf } from '../factories.ts';
import { ghost, minuteOf, panel, standsAt, take, tileOf } from './calendar.ts';
import { DAY, eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const onlookers = (page: Page) => panel(page).locator('[data-onlookers]');
/** Where the parts of the panel begin and end. */
const heights = (page: Page) => panel(page).evaluate((e) => [e, ...e.querySelectorAll('header, h2, [data-panel-status], .body, [data-edit]')].map((part) => { const { top, bottom } = part.getBoundingClientRect(); return [top, bottom].map(Math.round).join('–'); }));
const freeIn = (page: Page, column: string) => page.locator(`[data-free-column="${column}"]`).evaluateAll((bands) => bands.map((b) => b.getAttribute('data-free')));
const span = (from: string, to: string) => `${minuteOf(from)}-${minuteOf(to)}`;

test('two people in one lesson see each other by name, until one closes it, and nothing moves for it', async () => {
  const { id } = await aLesson(app, { trainerId: app.trainers.trainer });
  const [owner, trainer] = await Promise.all([stage.open('owner'), stage.open('trainer', { isPhone: true, at: DAY })]);
  await tileOf(owner, id).click();
  await panel(owner).waitFor();
  assert.equal(await onlookers(owner).textContent(), '');
  await panel(owner).locator('[data-edit]').waitFor();
  const before = await heights(owner);
  await tileOf(trainer, id).tap();
  await onlookers(owner).getByText('Зараз дивляться ще: Ганна Коваленко').waitFor();
  await onlookers(trainer).getByText('Зараз дивляться ще: Олена Власенко').waitFor();
  assert.deepEqual(await heights(owner), before);
  const seen = await heights(trainer);
  await owner.keyboard.press('Escape');
  await eventually(async () => assert.equal(await onlookers(trainer).textContent(), ''));
  assert.deepEqual(await heights(trainer), seen);
});

test('while a lesson is in the hand the free hours of its trainer are shown, in a day those of every trainer', async () => {
  const busy = await aTrainer(app, { firstName: 'Зоя', lastName: 'Ясна' });
  await app.call('trainer.setHours', { id: busy.id, seenRev: busy.rev, hours: [{ weekday: 3, startMin: minuteOf('09:00'), endMin: minuteOf('14:00') }] });
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: minuteOf('09:30'), trainerId: busy.id });
  await aLesson(app, { onDate: '2026-11-25', startMin: minuteOf('11:00'), trainerId: busy.id });
  const page = await stage.open('owner');
  assert.equal(await page.locator('[data-free]').count(), 0);
  const held = await take(page, id);
  await eventually(async () => assert.deepEqual(await freeIn(page, '2026-11-25'), [span('09:00', '11:00'), span('11:55', '14:00')]));
  assert.deepEqual(await freeIn(page, '2026-11-26'), [], 'no hours that day');
  await page.keyboard.press('Escape');
  await held.drop();
  await eventually(async () => assert.equal(await page.locator('[data-free]').count(), 0));

  const day = await stage.open('owner', { at: '/?view=day&date=2026-11-25' });
  const there = await take(day, id);
  await eventually(async () => assert.deepEqual(await freeIn(day, `2026-11-25/${busy.id}`), [span('09:00', '11:00'), span('11:55', '14:00')]));
  assert.equal((await freeIn(day, `2026-11-25/${app.trainers.trainer2}`)).length, 1);
  assert.deepEqual(await freeIn(day, '2026-11-25/none'), []);
  await day.keyboard.press('Escape');
  await there.drop();
});

test('ten changes a second by others: nothing typed is lost, and a lesson in the hand stays in it', async () => {
  const others = await Promise.all([9, 10, 11, 12].map((hour) => aLesson(app, { onDate: '2026-11-27', startMin: hour * 60 })));
  const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: minuteOf('15:00') });
  const page = await stage.open('owner');
  await standsAt(page, id, '2026-11-24 15:00–15:55');
  let isOver = false;
  const storm = (async () => {
    for (let i = 0; !isOver; i++) {
      const lesson = others[i % others.length]!;
      await app.call('lesson.move', { id: lesson.id, seenRev: (await rowOf(app, 'lesson', lesson.id)).rev, onDate: '2026-11-27', startMin: lesson.startMin + (i % 8 < 4 ? 5 : 0) });
      await new Promise((done) => setTimeout(done, 90));
    }
  })();
  try {
    await page.keyboard.press('n');
    const note = page.getByTestId('lesson-form').getByLabel('Назва').or(page.getByTestId('lesson-form').getByRole('textbox').last()).first();
    await note.click();
    const text = 'Підготовка до змагань у суботу, взяти великі м’ячі';
    await page.evaluate(`globalThis.drawn = new Set(), new MutationObserver((changes) => { for (const { target } of changes) drawn.add(target.style.top); }).observe(document.querySelector('[data-key="2026-11-27"]'), { subtree: true, attributeFilter: ['style'] }), 0`);
    await page.keyboard.type(text, { delay: 15 });
    assert.ok((await note.inputValue()).endsWith(text));
    assert.ok(await page.evaluate<number>('drawn.size') > 1, 'what others do is drawn between the keys');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');

    const held = await take(page, id, { toward: '16:30' });
    for (const time of ['15:30', '16:00', '16:30']) {
      await held.over('2026-11-26', time);
      await eventually(async () => assert.match((await ghost(page).textContent()) ?? '', new RegExp(time)));
    }
    await held.drop();
    await standsAt(page, id, '2026-11-26 16:30–17:25');
  } finally {
    isOver = true;
    await storm;
  }
});

test('nothing that somebody else does scrolls the grid, neither under a lesson in the hand nor where the focus has been left', async () => {
  const { id, rev } = await aLesson(app, { onDate: '2026-12-04', startMin: minuteOf('14:00') });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-04' });
  const scrollTop = () => page.evaluate<number>(`document.querySelector('[data-head-height]').scrollTop`);
  const held = await take(page, id, { toward: '17:30' });
  await held.over('2026-12-02', '17:30');
  const before = await scrollTop();
  await app.call('lesson.move', { id, seenRev: rev, onDate: '2026-12-01', startMin: minuteOf('06:00') });
  await ghost(page).getByText('Тим часом перенесено').waitFor();
  assert.equal(await scrollTop(), before);
  assert.match((await ghost(page).locator('.time').textContent()) ?? '', /^17:30/);
  await page.keyboard.press('Escape');
  await held.drop();
  // Let go, the lesson has the focus, out of sight as it is; nor does its next move bring it in.
  await eventually(async () => assert.equal(await page.evaluate<string>('document.activeElement.dataset.lessonId'), String(id)));
  assert.equal(await scrollTop(), before);
  await app.call('lesson.move', { id, seenRev: (await rowOf(app, 'lesson', id)).rev, onDate: '2026-12-03', startMin: minuteOf('22:00') });
  await standsAt(page, id, '2026-12-03 22:00–22:55');
  assert.equal(await scrollTop(), before);
});

test('past the edge of the week a lesson keeps its time under the hand, and the focus waits for it', async () => {
  const { id } = await aLesson(app, { onDate: '2026-12-11', startMin: minuteOf('14:00') });
  await aLesson(app, { onDate: '2026-12-14', startMin: minuteOf('07:00') });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-11' });
  const scrollTop = () => page.evaluate<number>(`document.querySelector('[data-head-height]').scrollTop`);
  const held = await take(page, id, { toward: '18:00' });
  await held.over('2026-12-13', '14:00');
  const before = await scrollTop();
  const grid = await page.locator('[data-grid]').boundingBox();
  const at = await ghost(page).boundingBox();
  assert.ok(grid && at);
  await page.mouse.move(grid.x + grid.width - 3, at.y + 20);
  await page.locator('[data-key="2026-12-14"]').waitFor();
  await eventually(async () => assert.match((await ghost(page).locator('.time').textContent()) ?? '', /^14:00/));
  assert.equal(await scrollTop(), before);
  await page.mouse.move(grid.x + grid.width / 2, at.y + 20, { steps: 3 });
  assert.match((await ghost(page).locator('.time').textContent()) ?? '', /^14:00/);
  await held.drop();
  await eventually(async () => assert.match(await page.evaluate<string>('`${document.activeElement.dataset.lessonId} ${document.activeElement.closest("[data-key]")?.dataset.key}`'), new RegExp(`^${id} 2026-12-1[4-9]`)));
});

test('the reason under the hand is whole and widens nothing, in the last column as well', async () => {
  const trainer = app.trainers.trainer;
  await aLesson(app, { onDate: '2026-12-20', startMin: minuteOf('14:00'), trainerId: trainer });
  const { id } = await aLesson(app, { onDate: '2026-12-18', startMin: minuteOf('14:00'), trainerId: trainer });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-18' });
  const width = () => page.evaluate<number>(`document.querySelector('[data-head-height]').scrollWidth`);
  const before = await width();
  const held = await take(page, id);
  await held.over('2026-12-20', '14:15');
  const box = await ghost(page).locator('.reason').boundingBox();
  assert.ok(box && box.x + box.width <= 1280, JSON.stringify(box));
  assert.equal(await width(), before);
  await page.keyboard.press('Escape');
  await held.drop();
});

test('a lesson that is cancelled while it is being changed says so, can be restored from there, and keeps what was typed', async () => {
  const { id, rev } = await aLesson(app, { onDate: '2026-12-23', startMin: minuteOf('14:00') });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-23' });
  await tileOf(page, id).click();
  await panel(page).getByRole('button', { name: 'Змінити' }).click();
  const edit = panel(page).getByTestId('lesson-edit');
  await edit.locator('summary').click();
  await edit.getByLabel('Назва').fill('Спина');
  await app.do('administrator', 'lesson.cancel', { id, seenRev: rev, reason: 'Хвороба', askedBy: 'client' });
  await edit.getByText('Тим часом заняття скасовано').waitFor();
  await edit.getByRole('button', { name: 'Повернути в розклад' }).click();
  await edit.getByText('Тим часом заняття скасовано').waitFor({ state: 'detached' });
  assert.equal(await edit.getByLabel('Назва').inputValue(), 'Спина');
  await edit.getByRole('button', { name: 'Зберегти' }).click();
  await eventually(async () => assert.deepEqual([(await rowOf(app, 'lesson', id)).title, (await rowOf(app, 'lesson', id)).status], ['Спина', 'planned']));
});

test('a trainer hears of the own lessons alone, the desk of what it has not filtered away', async () => {
  const { trainer, trainer2 } = app.trainers;
  const [own, others] = await Promise.all([aLesson(app, { onDate: '2026-12-29', startMin: minuteOf('10:00'), trainerId: trainer }), aLesson(app, { onDate: '2026-12-29', startMin: minuteOf('12:00'), trainerId: trainer2 })]);
  const at = '/?view=week&date=2026-12-29';
  const [page, desk] = await Promise.all([stage.open('trainer', { at }), stage.open('owner', { at })]);
  const live = (of: Page) => of.getByTestId('calendar-live').textContent();
  const said = async (of: Page) => { await of.evaluate(`globalThis.said ??= [], globalThis.ear ??= new MutationObserver(() => said.push(document.querySelector('[data-testid="calendar-live"]').textContent)), ear.observe(document.querySelector('[data-testid="calendar-live"]'), { childList: true, characterData: true, subtree: true }), 0`); };
  await said(page);
  await app.call('lesson.move', { id: others.id, seenRev: others.rev, onDate: '2026-12-30', startMin: minuteOf('12:00') });
  await standsAt(page, others.id, '2026-12-30 12:00–12:55');
  await eventually(async () => assert.match((await live(desk)) ?? '', /Змінено: 12:00/));
  const move = await rowOf(app, 'lesson', own.id);
  await app.call('lesson.move', { id: own.id, seenRev: move.rev, onDate: '2026-12-30', startMin: minuteOf('15:00') });
  await eventually(async () => assert.match((await live(page)) ?? '', /Змінено: 15:00/));
  await app.call('lesson.move', { id: own.id, seenRev: (await rowOf(app, 'lesson', own.id)).rev, onDate: '2026-12-30', startMin: minuteOf('15:00'), trainerId: trainer2 });
  await eventually(async () => assert.match((await live(page)) ?? '', /Прибрано: 15:00/));
  await app.call('lesson.move', { id: own.id, seenRev: (await rowOf(app, 'lesson', own.id)).rev, onDate: '2026-12-30', startMin: minuteOf('15:00'), trainerId: trainer });
  await eventually(async () => assert.match((await live(page)) ?? '', /З’явилося: 15:00/));
  assert.deepEqual((await page.evaluate<string[]>('said')).filter((text) => /12:00/.test(text)), [], 'busy time of others is no news');

  await desk.locator('button[data-filter]').click();
  await desk.locator(`[data-filter-choice="trainers:${trainer}"]`).check();
  await desk.keyboard.press('Escape');
  await tileOf(desk, others.id).waitFor({ state: 'detached' });
  const before = await live(desk);
  await app.call('lesson.move', { id: others.id, seenRev: (await rowOf(app, 'lesson', others.id)).rev, onDate: '2026-12-30', startMin: minuteOf('18:00') });
  await standsAt(page, others.id, '2026-12-30 18:00–18:55');
  assert.equal(await live(desk), before);
});
