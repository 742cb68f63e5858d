// The calendar in other windows: a tablet under fingers, a page enlarged to 200 %, forced colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { form, ghost, panel, pointAt, scrollTo, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage, WEEK } from './stage.ts';
import { fingerOn } from './touch.ts';

const stage = await openStage();
const { app } = stage;
const TABLET = { width: 1024, height: 768, isTouch: true };
/** A desk of 1280 × 800 enlarged to 200 %. */
const ENLARGED = { width: 640, height: 400 };
const isWide = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
const boxOf = async (page: Page, id: number) => {
  const box = await tileOf(page, id).boundingBox();
  assert.ok(box);
  return box;
};

test('on a tablet a lesson is held, carried to another day and stretched by a thumb', async () => {
  const { id } = await aLesson(app, { startMin: 600 });
  const page = await stage.open('owner', { at: WEEK, size: TABLET });
  await standsAt(page, id, '2026-11-24 10:00–10:55');
  await scrollTo(page, '11:00');
  assert.equal(await isWide(page), false);
  const finger = await fingerOn(page);
  const box = await boxOf(page, id);
  await finger.down({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  await ghost(page).waitFor();
  const there = await pointAt(page, '2026-11-26', '11:00');
  await finger.to({ x: there.x, y: there.y + box.height / 2 });
  await finger.up();
  await standsAt(page, id, '2026-11-26 11:00–11:55');

  await scrollTo(page, '11:30');
  const moved = await boxOf(page, id);
  const edge = { x: moved.x + moved.width / 2, y: moved.y + moved.height - 8 };
  await finger.down(edge);
  await ghost(page).waitFor();
  await finger.to({ x: edge.x, y: edge.y + moved.height });
  await finger.up();
  await eventually(async () => assert.ok((await rowOf(app, 'lesson', id)).durationMin > 90));
  assert.equal((await rowOf(app, 'lesson', id)).startMin, 660);
});

test('on a tablet all that is above the grid stands in one line, of a day as of a week', async () => {
  for (const at of ['/?view=day&date=2026-11-30', WEEK]) {
    const page = await stage.open('owner', { at, size: TABLET });
    const [title, add] = await Promise.all(['[data-title]', '[data-new]'].map((part) => page.locator(part).boundingBox()));
    assert.ok(title && add);
    assert.equal(Math.round(title.y + title.height / 2), Math.round(add.y + add.height / 2), at);
    assert.ok(add.x + add.width <= TABLET.width);
    await page.getByRole('button', { name: 'Нове заняття' }).click({ trial: true });
  }
});

test('the month to jump to a day is as wide as its days, on a desk and on a tablet', async () => {
  for (const size of [TABLET, undefined]) {
    const page = await stage.open('owner', { at: WEEK, ...(size && { size }) });
    await page.locator('[data-title]').click();
    const box = await page.locator('[popover]:popover-open').boundingBox();
    assert.ok(box && box.width > 250 && box.width <= 330, `${box?.width}`);
  }
});

test('enlarged to 200 % everything is there, in reach, and nothing is cut off sideways', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 600, clientIds: [app.clients.client] });
  const page = await stage.open('owner', { at: '/?view=day&date=2026-11-25', size: ENLARGED });
  await tileOf(page, id).waitFor();
  assert.equal(await isWide(page), false);
  await scrollTo(page, '10:30');
  await tileOf(page, id).click();
  await panel(page).getByRole('button', { name: 'Скасувати заняття' }).scrollIntoViewIfNeeded();
  await panel(page).getByRole('button', { name: 'Скасувати заняття' }).click({ trial: true });
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await form(page).getByRole('button', { name: 'Зберегти' }).click({ trial: true });
  assert.equal(await isWide(page), false);
  await page.keyboard.press('Escape');
  for (const address of ['/clients', '/trainers', '/groups', '/settings', '/?view=month&date=2026-11-25']) {
    await page.goto(address);
    await page.locator('main, [data-testid="calendar"]').first().waitFor();
    assert.equal(await isWide(page), false, address);
  }
});

test('in forced colours planned, held and cancelled still differ, and what has the focus is outlined', async () => {
  const [planned, held, cancelled] = [await aLesson(app, { onDate: '2026-11-23', startMin: 420 }), await aLesson(app, { onDate: '2026-11-23', startMin: 490 }), await aLesson(app, { onDate: '2026-11-23', startMin: 560 })];
  await app.call('lesson.hold', { id: held.id, seenRev: held.rev });
  await app.call('lesson.cancel', { id: cancelled.id, seenRev: cancelled.rev, reason: 'Хвороба', askedBy: 'client' });
  const page = await stage.open('owner', { hasForcedColors: true });
  await scrollTo(page, '09:00');
  const look = (id: number) => page.evaluate<string>(`(() => {
    const tile = document.querySelector('[data-lesson-id="${id}"]');
    const { borderStyle, borderWidth } = getComputedStyle(tile);
    return [borderStyle, borderWidth, getComputedStyle(tile.querySelector('.time')).textDecorationLine, getComputedStyle(tile.querySelector('.text'), '::after').content].join(' ');
  })()`);
  const looks = await Promise.all([planned, held, cancelled].map(({ id }) => look(id)));
  assert.equal(new Set(looks).size, 3, looks.join(' | '));
  assert.ok(looks.every((l) => !l.includes('0px')), 'each has a line around it');
  const framed = (part: string) => page.evaluate<string>(`getComputedStyle(document.querySelector('${part}')).outlineStyle`);
  assert.deepEqual(await Promise.all(['[data-view="week"]', '[data-view="day"]', 'nav [aria-current="page"]'].map(framed)), ['solid', 'none', 'solid'], 'which view and place it is');
  const drawn = (part: string) => page.evaluate<string>(`getComputedStyle(document.querySelector('${part}')).backgroundImage`);
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<i id="plain" style="background: linear-gradient(red, blue)"></i>')`);
  assert.equal(await drawn('#plain'), 'none', 'pictures of lines are left out');
  for (const part of ['[data-grid]', '[data-column] > .closed']) assert.match(await drawn(part), /gradient/, `${part} has its lines`);
  await tileOf(page, planned.id).focus();
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle'), 'none');
});
