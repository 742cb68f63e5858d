// Four lessons side by side in a week: each says when it begins and whose it is, and each is in reach of mouse, finger and keyboard.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aGroup, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { ghost, panel, scrollTo, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';
import { fingerOn } from './touch.ts';

const stage = await openStage();
const { app } = stage;
const NAMES = ['Костенко-Вишневецька', 'Бойко', 'Гриценко', 'Данилюк'];
const AT = '/?view=week&date=2026-11-24';
const size = { width: 1280, height: 800 };
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };
/** At once on Tuesday, a quarter of an hour apart on Wednesday, half an hour long on Thursday. */
const days: Record<'tuesday' | 'wednesday' | 'thursday', number[]> = { tuesday: [], wednesday: [], thursday: [] };

before(async () => {
  for (const [i, lastName] of NAMES.entries()) {
    const { id } = await aClient(app, { firstName: 'Олександра', lastName, phone: `+38050111001${i}` });
    days.tuesday.push((await aLesson(app, { onDate: '2026-11-24', startMin: 600, clientIds: [id] })).id);
    days.wednesday.push((await aLesson(app, { onDate: '2026-11-25', startMin: 600 + i * 15, clientIds: [id] })).id);
    days.thursday.push((await aLesson(app, { onDate: '2026-11-26', startMin: 600, durationMin: 30, clientIds: [id] })).id);
  }
});

/** What of a tile's words can be seen: the time, and how many letters of the name in its line, neither cut off nor covered. */
const seen = (page: Page, id: number) => page.evaluate<{ time: string; letters: number }>(`(() => {
  const tile = document.querySelector('[data-lesson-id="${id}"]');
  const shown = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const [letter, text] = [range.getBoundingClientRect(), tile.querySelector('.text').getBoundingClientRect()];
    return letter.right <= text.right + 0.5 && letter.bottom <= text.bottom + 2 && [letter.left + 1, letter.right - 1].every((x) => { const top = document.elementFromPoint(x, (letter.top + letter.bottom) / 2); return tile.contains(top) && !top.closest('.unpaid, .count, .pin'); });
  };
  const [time, name] = ['.time', '.title'].map((part) => tile.querySelector(part).firstChild);
  const cut = (node) => { let n = 0; while (n < node.length && shown(node, n)) n++; return n; };
  return { time: time.data.slice(0, cut(time)), letters: cut(name) };
})()`);

/** A part of a tile lies within it and under nothing. */
const isSeen = (page: Page, id: number, part: string) => page.evaluate<boolean>(`(() => {
  const tile = document.querySelector('[data-lesson-id="${id}"]');
  const [of, box] = [tile.getBoundingClientRect(), tile.querySelector('${part}')?.getBoundingClientRect()];
  return Boolean(box?.width) && box.left >= of.left && box.right <= of.right && box.bottom <= of.bottom && tile.contains(document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2));
})()`);

for (const [language, theme] of [['uk', 'light'], ['en', 'dark']] as const) {
  test(`each begins with its time and its name: ${language}, ${theme}`, async () => {
    const page = await stage.open('owner', { at: AT, size, language, theme });
    await scrollTo(page, '11:00');
    const begins = async (id: number, time: string) => {
      const found = await seen(page, id);
      assert.equal(found.time, time);
      assert.ok(found.letters >= 3, `${found.letters} letters of a name`);
    };
    for (const id of days.tuesday) await begins(id, '10:00');
    for (const [i, id] of days.wednesday.entries()) await begins(id, `10:${['00', '15', '30', '45'][i]}`);
    assert.ok((await seen(page, days.wednesday[0]!)).letters > 10, 'the first has the whole line');
    for (const id of days.thursday) await begins(id, '10:00');
    await picture(page, `crowded-hour-${language}-${theme}`);
    assert.deepEqual(await violations(page, 'a crowded hour'), []);
  });
}

test('in a day with room nothing lies on anything', async () => {
  const page = await stage.open('owner', { at: '/?view=day&date=2026-11-25&by=room', size });
  const boxes = await Promise.all(days.wednesday.map(async (id) => (await tileOf(page, id).boundingBox())!));
  for (const [i, box] of boxes.entries()) for (const other of boxes.slice(i + 1)) assert.ok(box.x + box.width <= other.x);
});

test('a click on what is seen of each opens it, whichever is open; arrows go from one to the next', async () => {
  const page = await stage.open('owner', { at: AT, size });
  await scrollTo(page, '11:00');
  for (const [i, id] of days.wednesday.entries()) {
    for (const at of [0.2, 0.8]) {
      const box = (await tileOf(page, id).boundingBox())!;
      await page.mouse.click(box.x + 14, box.y + box.height * at);
      await panel(page).getByText(NAMES[i]!).first().waitFor();
    }
  }
  await picture(page, 'crowded-hour-open');
  await page.keyboard.press('Escape');
  await tileOf(page, days.wednesday[0]!).focus();
  for (const id of days.wednesday.slice(1)) {
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate('document.activeElement.dataset.lessonId'), `${id}`);
  }
});

test('the edge of one that lies under others stretches it; a finger carries it', async () => {
  const id = days.wednesday[0]!;
  const page = await stage.open('owner', { at: AT, size });
  await scrollTo(page, '11:00');
  const box = (await tileOf(page, id).boundingBox())!;
  await page.mouse.move(box.x + 14, box.y + box.height - 3);
  await page.mouse.down();
  await page.mouse.move(box.x + 14, box.y + box.height + 11, { steps: 3 });
  await ghost(page).waitFor();
  await page.mouse.up();
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).durationMin, 70));

  const tablet = await stage.open('owner', { at: AT, size: { ...size, isTouch: true } });
  await scrollTo(tablet, '11:00');
  const second = days.wednesday[1]!;
  const at = (await tileOf(tablet, second).boundingBox())!;
  const finger = await fingerOn(tablet);
  await finger.down({ x: at.x + 16, y: at.y + at.height / 2 });
  await ghost(tablet).waitFor();
  await finger.to({ x: at.x + 16, y: at.y + at.height / 2 + 56 });
  await finger.up();
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', second)).startMin, 675));
});

test('a name comes before «not paid», how many come, a tick and a note, however narrow; what is at the end still shows', async () => {
  const people = await Promise.all([0, 1, 2, 3, 4, 5].map((i) => aClient(app, { firstName: 'Олександра', lastName: NAMES[i % 4]!, phone: `+38050222001${i}`, note: 'Коліно' })));
  const group = await aGroup(app, { name: 'Пілатес для спини і постави', trainerId: app.trainers.trainer });
  const wide = await aGroup(app, { name: 'Пілатес для спини, постави, дихання й доброго настрою після довгого дня', trainerId: app.trainers.trainer });
  await app.call('subscriptionType.create', { id: app.newId(), name: '8 занять', priceMinor: 320_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
  const on = async (onDate: string, startMin: number, given = {}) => (await aLesson(app, { onDate, startMin, ...given })).id;
  const clientIds = (i: number) => ({ clientIds: [people[i]!.id] });
  const crowd = [
    await on('2026-11-17', 480, clientIds(0)), await on('2026-11-17', 480, clientIds(1)),
    await on('2026-11-17', 480, { ...clientIds(2), durationMin: 30 }), await on('2026-11-17', 480, { kindId: app.kinds.group, groupId: group.id, clientIds: people.slice(3).map((p) => p.id) }),
  ];
  const held = await rowOf(app, 'lesson', crowd[1]!);
  await app.call('lesson.hold', { id: held.id, seenRev: held.rev });
  const alone = await on('2026-11-18', 600, { kindId: app.kinds.group, groupId: wide.id, clientIds: people.slice(3).map((p) => p.id) });
  const low = await on('2026-11-18', 720, { kindId: app.kinds.group, groupId: wide.id, clientIds: people.slice(3).map((p) => p.id), durationMin: 30 });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-11-17', size });
  await scrollTo(page, '10:00');
  for (const id of crowd) {
    const found = await seen(page, id);
    assert.equal(found.time, '08:00');
    assert.ok(found.letters >= 2, `${found.letters} letters of a name: ${await tileOf(page, id).innerText()}`);
  }
  await picture(page, 'crowded-hour-marks');
  for (const id of crowd.slice(0, 3)) assert.ok(await isSeen(page, id, '[data-unpaid]'), 'not paid');
  assert.ok(await isSeen(page, crowd[3]!, '.count'), 'how many');
  // A long name ends in dots: how many come stays.
  for (const id of [alone, low]) {
    const found = await seen(page, id);
    assert.match(found.time, /^\d\d:00 3\/\d+$/);
    assert.ok(found.letters >= 8);
    assert.ok(await page.evaluate(`(() => { const { textOverflow, webkitLineClamp } = getComputedStyle(document.querySelector('[data-lesson-id="${id}"] .text')); return textOverflow === 'ellipsis' || webkitLineClamp !== 'none'; })()`));
  }
  assert.deepEqual(await violations(page, 'narrow lessons with all their marks'), []);
});
