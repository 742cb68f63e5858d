// The calendar under a thumb: 390 by 844, touches only.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { form, ghost, message, panel, pointAt, scrollTo, standsAt, tileOf } from './calendar.ts';
import { DAY, eventually, openStage } from './stage.ts';
import { fingerOn } from './touch.ts';

const stage = await openStage();
const { app } = stage;
const PHONE = { isPhone: true, at: DAY };
const shownDate = (page: Page) => page.locator('[data-key]').first().getAttribute('data-date');
const scrolled = (page: Page) => page.evaluate<number>(`document.querySelector('[data-head-height]').scrollTop`);
const middleOf = async (page: Page, id: number) => {
  const box = await tileOf(page, id).boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test('a tap on free time adds a lesson, and nothing is wider than the phone', async () => {
  const page = await stage.open('owner', PHONE);
  await scrollTo(page, '12:00');
  const { x, y } = await pointAt(page, '2026-11-24', '12:10');
  await page.touchscreen.tap(x, y);
  const opened = form(page);
  assert.equal(await opened.getByLabel('Початок').inputValue(), '12:00');
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  await opened.getByRole('combobox', { name: 'Клієнт' }).tap();
  await page.keyboard.type('ок');
  await page.getByRole('option', { name: 'Мельниченко Оксана' }).tap();
  await opened.getByRole('button', { name: 'Зберегти' }).tap();
  await page.getByRole('button', { name: /12:00–12:55.*Мельниченко Оксана/ }).waitFor();
  await opened.waitFor({ state: 'detached' });
});

test('the second tap of a double tap on «Зберегти» presses nothing of what lies beneath; the next one does', async () => {
  const page = await stage.open('owner', PHONE);
  await page.addInitScript(`globalThis.taps = []; globalThis.pressed = [];
    addEventListener('pointerdown', (e) => taps.push(e.timeStamp), true);
    addEventListener('click', (e) => { if (!e.target.closest('dialog')) pressed.push(e.target.tagName); })`);
  await page.goto(DAY);
  const pressed = () => page.evaluate<string[]>('pressed');
  let [right, bottom] = [0, 0];
  // A slow machine may take longer between two taps than a finger does: then once more.
  const isQuick = async (hour: number): Promise<boolean> => {
    await scrollTo(page, `${hour}:00`);
    const { x, y } = await pointAt(page, '2026-11-24', `${hour}:10`);
    await page.touchscreen.tap(x, y);
    const box = await form(page).getByRole('button', { name: 'Зберегти' }).boundingBox();
    assert.ok(box);
    [right, bottom] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.evaluate('pressed.length = taps.length = 0');
    await page.touchscreen.tap(right, bottom);
    await form(page).waitFor({ state: 'detached' });
    await page.touchscreen.tap(right, bottom);
    const [first = 0, second = 0] = await page.evaluate<number[]>('taps');
    if (second - first < 400) return true;
    await page.goto(DAY);
    return false;
  };
  assert.ok((await isQuick(13)) || (await isQuick(15)) || (await isQuick(17)));
  assert.deepEqual(await pressed(), []);
  await page.waitForTimeout(500);
  await page.touchscreen.tap(right, bottom);
  await eventually(async () => assert.equal((await pressed()).length, 1));
});

test('in the panel a lesson is held, restored, cancelled with a reason, restored again, and the history tells it all', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 420, clientIds: [app.clients.client2] });
  const page = await stage.open('administrator', { isPhone: true, at: '/?view=day&date=2026-11-23' });
  await scrollTo(page, '07:30');
  await tileOf(page, id).tap();
  const opened = panel(page);
  await opened.getByRole('button', { name: 'Проведено' }).tap();
  await opened.locator('[data-panel-status="held"]').waitFor();
  await opened.getByRole('button', { name: 'Повернути в розклад' }).tap();
  await opened.locator('[data-panel-status="planned"]').waitFor();
  await opened.getByRole('button', { name: 'Скасувати заняття' }).tap();
  await opened.getByRole('radio', { name: 'Тренер' }).tap();
  await opened.getByLabel('Причина').fill('Трамвай не йде');
  await opened.getByRole('button', { name: 'Скасувати заняття' }).tap();
  await opened.locator('[data-panel-status="cancelled"]').waitFor();
  await opened.getByText('Тренер: Трамвай не йде').first().waitFor();
  await opened.getByRole('button', { name: 'Повернути в розклад' }).tap();
  await opened.locator('[data-panel-status="planned"]').waitFor();

  await opened.getByTestId('lesson-history').locator('summary').tap();
  const entries = opened.getByTestId('lesson-history').locator('[data-history-rev]');
  await eventually(async () => assert.deepEqual(await entries.locator('strong').allTextContents(), ['Повернуто в розклад', 'Скасовано', 'Повернуто в розклад', 'Проведено', 'Створено']));
  assert.match((await entries.nth(1).textContent()) ?? '', /Трамвай не йде.*Тренер/);
  await opened.getByRole('button', { name: 'Закрити', exact: true }).tap();
  await opened.waitFor({ state: 'detached' });
  assert.equal((await rowOf(app, 'lesson', id)).status, 'planned');
});

test('from the panel of a lesson one goes on to pick several', async () => {
  const [first, second] = [await aLesson(app, { onDate: '2026-11-25', startMin: 600 }), await aLesson(app, { onDate: '2026-11-25', startMin: 780 })];
  const page = await stage.open('administrator', { isPhone: true, at: '/?view=day&date=2026-11-25' });
  await scrollTo(page, '12:00');
  await tileOf(page, first.id).tap();
  await panel(page).locator('[aria-haspopup="menu"]').first().tap();
  await page.getByRole('menuitem', { name: 'Вибрати кілька' }).tap();
  await panel(page).waitFor({ state: 'detached' });
  await tileOf(page, second.id).tap();
  await page.locator('[data-picked="2"]').waitFor();
});

test('a stroke that scrolls moves no lesson and opens none', async () => {
  const { id } = await aLesson(app, { startMin: 900 });
  const page = await stage.open('owner', PHONE);
  await scrollTo(page, '15:30');
  const rev = await app.rev();
  const before = await scrolled(page);
  const at = await middleOf(page, id);
  const finger = await fingerOn(page);
  await finger.down(at);
  await finger.to({ x: at.x + 4, y: at.y - 240 });
  await finger.up();
  await eventually(async () => assert.ok((await scrolled(page)) > before + 100, 'the page has scrolled'));
  assert.equal(await ghost(page).count(), 0);
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await app.rev(), rev);
  await standsAt(page, id, '2026-11-24 15:00–15:55');
});

test('a lesson held under the finger can be carried to another hour, and does not scroll the page', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 905 });
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-11-25' });
  await scrollTo(page, '15:30');
  const before = await scrolled(page);
  const [at, start, goal] = await Promise.all([middleOf(page, id), pointAt(page, '2026-11-25', '15:05'), pointAt(page, '2026-11-25', '16:35')]);
  const finger = await fingerOn(page);
  await finger.down(at);
  await ghost(page).waitFor();
  await finger.to({ x: at.x, y: at.y + goal.y - start.y });
  await eventually(async () => assert.match((await ghost(page).textContent()) ?? '', /16:35–17:30/));
  await finger.up();
  await standsAt(page, id, '2026-11-25 16:35–17:30');
  assert.equal(await scrolled(page), before);
  assert.equal(await page.getByRole('dialog').count(), 0);
  await message(page).getByRole('button', { name: 'Повернути як було' }).tap();
  await standsAt(page, id, '2026-11-25 15:05–16:00');
});

test('a swipe goes to the next day and back, even when it begins on a lesson', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 720 });
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-11-26' });
  await scrollTo(page, '12:00');
  const at = await middleOf(page, id);
  const finger = await fingerOn(page);
  await finger.down({ x: 330, y: at.y });
  await finger.to({ x: 120, y: at.y + 6 });
  await finger.up();
  await eventually(async () => assert.equal(await shownDate(page), '2026-11-27'));
  await finger.down({ x: 100, y: at.y });
  await finger.to({ x: 320, y: at.y - 6 });
  await finger.up();
  await eventually(async () => assert.equal(await shownDate(page), '2026-11-26'));
  await standsAt(page, id, '2026-11-26 12:00–12:55');
  // For a moment after a stroke the browser takes a tap for the end of a fling.
  await eventually(async () => {
    await page.locator('[data-strip-date="2026-11-28"]').tap();
    assert.equal(await shownDate(page), '2026-11-28');
  });
});

test('the next day comes in with the finger; a stroke that is short and slow leaves the day, a quick one turns it; what is special about a day is said', async () => {
  const { id } = await aLesson(app, { onDate: '2026-12-11', startMin: 720 });
  await app.call('studio.update', { seenRev: await app.rev(), closedDays: [{ onDate: '2026-12-12', reason: 'Прибирання' }] });
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-10' });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await scrollTo(page, '12:00');
  const finger = await fingerOn(page);
  const beside = page.locator('.beside');
  await finger.down({ x: 330, y: 480 });
  await finger.to({ x: 230, y: 484 });
  const next = tileOf(page, id);
  const box = await next.boundingBox();
  assert.ok(box && box.x < 390 && box.x > 200, `beside this day: ${box?.x}`);
  await page.waitForTimeout(300); // slowly back
  await finger.to({ x: 310, y: 484 });
  await finger.up();
  await beside.first().waitFor({ state: 'detached' });
  assert.equal(await shownDate(page), '2026-12-10');
  // As quick as this a finger is not driven from outside.
  await page.evaluate(`(() => {
    const grid = document.querySelector('[data-grid]');
    const at = (x) => [new Touch({ identifier: 1, target: grid, clientX: x, clientY: 480 })];
    for (const [type, x] of [['touchstart', 330], ['touchmove', 310], ['touchmove', 296], ['touchend', 294]])
      grid.dispatchEvent(new TouchEvent(type, { touches: type === 'touchend' ? [] : at(x), changedTouches: at(x), bubbles: true }));
  })()`);
  await beside.first().waitFor({ state: 'detached' });
  assert.equal(await shownDate(page), '2026-12-11');
  assert.equal(await page.locator('[data-grid]').evaluate((grid) => grid.getBoundingClientRect().right), 390, 'it stands where it belongs');
  assert.equal(await page.locator('[data-special-day]').count(), 0);
  await page.locator('[data-strip-date="2026-12-12"]').tap();
  await page.locator('[data-special-day]').getByText('Прибирання').waitFor();
});

test('a second finger ends a swipe; what is pressed while a day slides away counts', async () => {
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-10' });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const touches = (list: string) => `(() => {
    const grid = document.querySelector('[data-grid]');
    const at = (points) => points.map(([identifier, clientX]) => new Touch({ identifier, target: grid, clientX, clientY: 480 }));
    for (const [type, on, changed] of ${list}) grid.dispatchEvent(new TouchEvent(type, { touches: at(on), changedTouches: at(changed), bubbles: true }));
  })()`;
  const STROKE = `['touchstart', [[1, 330]], [[1, 330]]], ['touchmove', [[1, 300]], [[1, 300]]], ['touchmove', [[1, 200]], [[1, 200]]]`;
  await page.evaluate(touches(`[${STROKE}, ['touchstart', [[1, 200], [2, 100]], [[2, 100]]], ['touchend', [[1, 200]], [[2, 100]]], ['touchend', [], [[1, 200]]]]`));
  await page.locator('.beside').first().waitFor({ state: 'detached' });
  assert.deepEqual([await shownDate(page), await page.evaluate(`document.querySelector('[data-grid]').style.translate`)], ['2026-12-10', '']);
  await page.evaluate(`${touches(`[${STROKE}, ['touchend', [], [[1, 200]]]]`)}; setTimeout(() => document.querySelector('[data-strip-date="2026-12-08"]').click(), 40)`);
  await page.locator('.beside').first().waitFor({ state: 'detached' });
  await eventually(async () => assert.equal(await shownDate(page), '2026-12-08'));
});

test('the end of the day can be scrolled out from under a message', async () => {
  const { id } = await aLesson(app, { onDate: '2026-12-17', startMin: 1380 });
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-17' });
  const toEnd = () => page.evaluate(`{ const grid = document.querySelector('[data-head-height]'); grid.scrollTop = grid.scrollHeight; }`);
  await toEnd();
  await tileOf(page, id).tap();
  await panel(page).getByRole('button', { name: 'Скасувати заняття' }).tap();
  await panel(page).locator('[data-confirm-cancel]').tap();
  await panel(page).getByRole('button', { name: 'Закрити', exact: true }).tap();
  const said = await message(page, 'скасовано').boundingBox();
  await toEnd();
  const tile = await tileOf(page, id).boundingBox();
  assert.ok(said && tile && tile.y + tile.height < said.y, JSON.stringify([tile, said]));
});

test('where the bar of a phone has room for all places, none of them hides in a menu', async () => {
  const page = await stage.open('trainer', PHONE);
  await page.getByRole('navigation').getByRole('link', { name: 'Каса' }).tap();
  await page.getByRole('heading', { name: 'Каса' }).first().waitFor();
  assert.equal(await page.getByRole('navigation').getByRole('button', { name: 'Ще' }).count(), 0);
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  assert.deepEqual(await page.getByRole('navigation').getByRole('link').evaluateAll((links) => links.filter((a) => a.checkVisibility() && (a.offsetWidth < 44 || a.offsetHeight < 44)).map((a) => `${a.textContent} ${a.offsetWidth}×${a.offsetHeight}`)), [], 'each as large as a thumb');
});

test('with letters twice as large everything is still within reach, and hours are whole', async () => {
  const page = await stage.open('owner', PHONE);
  await page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
  await eventually(async () => assert.deepEqual(await page.evaluate(`(() => {
    const outside = (e) => { const { left, right } = e.getBoundingClientRect(); return left < 0 || right > innerWidth; };
    const hours = [...document.querySelectorAll('[data-head-height] *')].filter((e) => !e.children.length && /^\\d\\d:00$/.test(e.textContent));
    return {
      hours: hours.length > 10, isWider: document.documentElement.scrollWidth > innerWidth,
      outside: [...hours, ...document.querySelectorAll('nav button, nav a, [data-testid=calendar] button[aria-label]:not([data-lesson-id])')].filter((e) => e.checkVisibility() && outside(e)).map((e) => e.getAttribute('aria-label') ?? e.textContent),
    };
  })()`), { hours: true, isWider: false, outside: [] }));
});

test('a finger carries a lesson past the edge of the day, and past that of a week while somebody else moves it', async () => {
  const { id } = await aLesson(app, { onDate: '2026-12-01', startMin: 660 });
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-01' });
  await scrollTo(page, '12:00');
  const from = await middleOf(page, id);
  const finger = await fingerOn(page);
  await finger.down(from);
  await ghost(page).waitFor();
  await finger.to({ x: 386, y: from.y });
  await eventually(async () => assert.equal(await shownDate(page), '2026-12-02'));
  const before = await scrolled(page);
  await finger.to({ x: 200, y: from.y });
  await finger.to({ x: 200, y: from.y + 56 });
  await ghost(page).getByText('12:00').waitFor();
  assert.equal(await scrolled(page), before);
  await finger.up();
  await eventually(async () => assert.deepEqual([(await rowOf(app, 'lesson', id)).onDate, (await rowOf(app, 'lesson', id)).startMin], ['2026-12-02', 720]));

  const tablet = await stage.open('owner', { size: { width: 1024, height: 768, isTouch: true }, at: '/?view=week&date=2026-12-01' });
  await scrollTo(tablet, '12:00');
  const there = await middleOf(tablet, id);
  const second = await fingerOn(tablet);
  await second.down(there);
  await ghost(tablet).waitFor();
  await second.to({ x: there.x, y: there.y + 20 });
  const { rev } = await rowOf(app, 'lesson', id);
  await app.call('lesson.move', { id, seenRev: rev, onDate: '2026-12-04', startMin: 720 });
  await ghost(tablet).getByText('Тим часом перенесено').waitFor();
  await second.to({ x: there.x, y: there.y + 56 });
  await ghost(tablet).getByText('13:00').waitFor();
  await second.up();
  // The end of the drag is answered, as by mouse: somebody was faster.
  await message(tablet).waitFor();
});

test('Back closes what lies on top and leaves the day beneath; what was typed is asked about, or offered again', async () => {
  const { id } = await aLesson(app, { onDate: '2026-12-22', startMin: 600 });
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-21' });
  await page.locator('[data-strip-date="2026-12-22"]').tap();
  await tileOf(page, id).waitFor();
  const staysHere = async () => {
    await eventually(async () => assert.match(await page.evaluate<string>('location.search'), /date=2026-12-22/));
    assert.equal(await shownDate(page), '2026-12-22');
  };
  await scrollTo(page, '14:00');
  const { x, y } = await pointAt(page, '2026-12-22', '14:10');
  await page.touchscreen.tap(x, y);
  await form(page).getByLabel('Тривалість').fill('40');
  await page.goBack();
  await form(page).getByTestId('close-question').waitFor();
  await staysHere();
  await page.goBack();
  await form(page).waitFor({ state: 'detached' });
  await staysHere();

  for (const [opens, shown] of [['Фільтр', '[data-filter-panel]'], ['Ще', '[role=menu]'], ['Пошук', '[data-testid=palette]']] as const) {
    await page.getByRole('button', { name: opens }).first().tap();
    const layer = page.locator(`${shown}:visible`);
    await layer.first().waitFor();
    await page.goBack();
    await eventually(async () => assert.equal(await layer.count(), 0, opens));
    await staysHere();
  }

  await scrollTo(page, '10:30');
  await tileOf(page, id).tap();
  await panel(page).locator('[aria-haspopup="menu"]').first().tap();
  await page.getByRole('menuitem', { name: 'Вибрати кілька' }).waitFor();
  await page.goBack();
  await page.getByRole('menuitem', { name: 'Вибрати кілька' }).waitFor({ state: 'hidden' });
  await panel(page).getByRole('button', { name: 'Скасувати заняття' }).tap();
  await panel(page).getByLabel('Причина').fill('Трамвай не йде');
  await page.goBack();
  await panel(page).waitFor({ state: 'detached' });
  await staysHere();
  await message(page).getByRole('button', { name: 'Продовжити' }).tap();
  assert.equal(await panel(page).getByLabel('Причина').inputValue(), 'Трамвай не йде');
  await page.goBack();
  await panel(page).waitFor({ state: 'detached' });
  await page.goBack();
  await eventually(async () => assert.equal(await shownDate(page), '2026-12-21'));
});

test('on a tablet Back closes a form that stands beside the grid, asks about what was typed, and leaves the week', async () => {
  const page = await stage.open('owner', { size: { width: 1024, height: 768, isTouch: true }, at: '/?view=week&date=2026-12-14' });
  await page.getByRole('button', { name: 'Наступний тиждень' }).tap();
  const staysHere = () => eventually(async () => assert.match(await page.evaluate<string>('location.search'), /date=2026-12-21/));
  await staysHere();
  await page.locator('[data-new]').tap();
  await form(page).waitFor();
  await page.goBack();
  await form(page).waitFor({ state: 'detached' });
  await staysHere();
  await page.locator('[data-new]').tap();
  await form(page).getByLabel('Тривалість').fill('40');
  await page.goBack();
  await form(page).getByTestId('close-question').waitFor();
  await staysHere();
  assert.equal(await form(page).getByLabel('Тривалість').inputValue(), '40');
  await page.goBack();
  await form(page).waitFor({ state: 'detached' });
  await staysHere();
  await page.goBack();
  await eventually(async () => assert.match(await page.evaluate<string>('location.search'), /date=2026-12-14/));
});

test('a form that the device itself has closed is closed', async () => {
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-23' });
  for (const time of ['13:10', '17:10']) {
    await scrollTo(page, time);
    const { x, y } = await pointAt(page, '2026-12-23', time);
    await page.touchscreen.tap(x, y);
    await form(page).waitFor();
    await page.evaluate(`document.querySelector('dialog[open]').close()`);
    await form(page).waitFor({ state: 'detached' });
  }
});

test('whoever is asked about tomorrow, the filter and the schedule of a lesson are answered with a whole thumb', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: 1200, clientIds: [app.clients.client2] });
  const page = await stage.open('administrator', { isPhone: true, at: '/today' });
  const isLow = (where: string) => page.locator(where).evaluateAll((all) => all.filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent.trim()));
  await page.locator('[data-answer]').first().waitFor();
  assert.deepEqual(await isLow('main button'), []);
  await page.goto(`/?view=day&date=2026-11-24&lesson=${id}`);
  await panel(page).locator('[data-answer]').first().waitFor();
  assert.deepEqual(await isLow('[data-testid="lesson-panel"] :is(button, a)'), []);
  await panel(page).getByRole('button', { name: 'Закрити', exact: true }).tap();
  await page.getByRole('button', { name: 'Фільтр' }).tap();
  await page.locator('[data-filter-panel]').waitFor();
  assert.deepEqual(await isLow('[data-filter-panel] button'), []);
});

test('strokes as quick as a thumb makes them turn a day each, even while the last one slides away', async () => {
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-28' });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const finger = await fingerOn(page);
  for (let i = 0; i < 4; i++) {
    await finger.down({ x: 330, y: 480 });
    await finger.to({ x: 150, y: 484 });
    await finger.up();
  }
  await eventually(async () => assert.equal(await shownDate(page), '2027-01-01'));
});
