// What stands above the grid is said whole: who is away, and which month it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { aClient, aLesson, aTrainer, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { form, message, panel, pointAt, scrollTo, tileOf } from './calendar.ts';
import { eventually, openStage, painted } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };
/** What is cut off within it. */
const cut = (page: Page, what: string) => page.locator(what).first().evaluate((e) => [e, ...e.querySelectorAll('*')].filter((part) => !part.closest('.visually-hidden') && part.clientWidth && part.scrollWidth > part.clientWidth + 1).map((part) => part.textContent));

test('the names of who is away stand whole in the head of a week, and the hours stand where they do in any other week', async () => {
  for (const [firstName, days] of [['Соломія', '25'], ['Олександра', '27']] as const) {
    const { id } = await aTrainer(app, { firstName, lastName: 'Зварич' });
    await app.call('absence.create', { id: app.newId(), trainerId: id, kind: 'illness', fromOn: '2026-11-25', fromMin: 0, toOn: `2026-11-${days}`, toMin: 1440 });
  }
  await app.call('absence.create', { id: app.newId(), trainerId: app.trainers.trainer, kind: 'vacation', fromOn: '2026-11-25', fromMin: 0, toOn: '2026-11-25', toMin: 1440 });
  for (const [language, theme] of [['uk', 'light'], ['en', 'dark']] as const) {
    const page = await stage.open('owner', { language, theme, size: { width: 1280, height: 800 } });
    const names = page.locator('[data-head-date="2026-11-27"] [data-away-names]');
    await names.waitFor();
    assert.match(await names.innerText(), /Олександра$/);
    assert.deepEqual(await cut(page, '[data-head-date="2026-11-27"]'), []);
    // Three do not fit: they end in dots, and all are told.
    assert.match((await page.locator('[data-head-date="2026-11-25"] [data-away-names]').getAttribute('title')) ?? '', /Соломія Зварич.*Олександра Зварич/);
    assert.equal(await page.evaluate(`getComputedStyle(document.querySelector('[data-head-date="2026-11-25"] .words')).textOverflow`), 'ellipsis');
    const top = () => page.evaluate(`document.querySelector('[data-head-height]').dataset.headHeight`);
    const before = await top();
    assert.deepEqual(await violations(page, 'a week with absences'), []);
    await picture(page, `heads-${language}-${theme}`);
    await page.locator('[data-next]').click();
    await names.waitFor({ state: 'detached' });
    assert.equal(await top(), before);
  }
});

test('a phone names the month whole beside the bell, in both languages', async () => {
  const client = await aClient(app);
  const { id, rev } = await aLesson(app, { onDate: '2026-11-24', startMin: 600, clientIds: [client.id] });
  await app.call('lesson.move', { id, seenRev: rev, onDate: '2026-11-24', startMin: 660 });
  assert.equal((await rowOf(app, 'lesson', id)).startMin, 660);
  await app.clock.advance(3 * 60_000);
  for (const [language, theme, words] of [['uk', 'light', /^лист/i], ['en', 'dark', /^Nov/]] as const) {
    const page = await stage.open('owner', { language, theme, isPhone: true, at: '/?view=day&date=2026-11-24' });
    await eventually(async () => assert.notEqual(await page.locator('[data-telling]').getAttribute('data-telling'), '0'));
    await page.locator('[data-telling]').waitFor();
    // It comes where nothing but the month gives way.
    assert.ok(await page.evaluate(`document.querySelector('[data-telling]').getBoundingClientRect().right <= document.querySelector('[data-today]').getBoundingClientRect().left`));
    await eventually(async () => assert.match(await page.locator('[data-title]').innerText(), words));
    assert.deepEqual(await cut(page, '[data-title]'), []);
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
    await picture(page, `heads-phone-${language}`);
  }
});

/** The buttons above the grid stand in one line. */
const isOneLine = (page: Page) => page.evaluate(`new Set([...document.querySelectorAll('.toolbar button')].filter((b) => b.checkVisibility()).map((b) => { const { top, height } = b.getBoundingClientRect(); return Math.round(top + height / 2); })).size`).then((lines) => lines === 1);

test('a tablet held upright names the week whole in one line with all its buttons, a wide screen with its year', async () => {
  const weeks = [['uk', '2026-11-24', /^23–29 лист/], ['en', '2026-11-24', /^23\s–\s29 Nov$/], ['uk', '2026-12-01', /^30\.11–06\.12$/], ['en', '2026-12-01', /^30\/11–06\/12$/]] as const;
  for (const [language, date, words] of weeks) {
    const page = await stage.open('owner', { language, size: { width: 820, height: 1100, isTouch: true }, at: `/?view=week&date=${date}` });
    await eventually(async () => assert.match(await page.locator('[data-title]').innerText(), words));
    assert.deepEqual(await cut(page, '[data-title]'), []);
    assert.ok(await isOneLine(page), `${language} ${date}`);
  }
  const wide = await stage.open('owner', { size: { width: 1280, height: 800 } });
  await eventually(async () => assert.match(await wide.locator('[data-title]').innerText(), /2026/));
  // A trainer's day has the most buttons.
  for (const language of ['uk', 'en'] as const) {
    const day = await stage.open('trainer', { language, size: { width: 1280, height: 800 }, at: '/?view=day&date=2026-11-24' });
    await day.locator('[data-by]').first().waitFor();
    assert.ok(await isOneLine(day), language);
    assert.deepEqual(await cut(day, '[data-title]'), []);
  }
});

test('on a lying tablet, a trainer’s day too, and on a phone on its side the buttons stand in one line, each as large as a thumb', async () => {
  for (const [who, width, height, view] of [['trainer', 1024, 768, 'day'], ['trainer', 1024, 768, 'week'], ['owner', 1024, 768, 'day'], ['owner', 768, 1024, 'week'], ['owner', 844, 390, 'day'], ['trainer', 844, 390, 'day']] as const) {
    for (const language of ['uk', 'en'] as const) {
      const page = await stage.open(who, { language, size: { width, height, isTouch: true }, at: `/?view=${view}&date=2026-11-24` });
      const where = `${who} ${language} ${width} ${view}`;
      await page.locator('[data-new]').waitFor();
      assert.ok(await isOneLine(page), where);
      assert.deepEqual(await cut(page, '[data-title]'), [], where);
      assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), where);
      const { height: high } = await page.locator('.toolbar').boundingBox() ?? { height: 0 };
      assert.ok(high > 0 && high <= (height < 480 ? 56 : 70), `${where}: ${high}`);
      assert.deepEqual(await page.locator('.toolbar button').evaluateAll((all) => all.filter((b) => b.checkVisibility() && b.offsetHeight < 44).map((b) => b.textContent)), [], where);
      await page.locator('[data-new]').click({ trial: true });
      await picture(page, `heads-${who}-${language}-${width}-${view}`);
    }
  }
});

test('on an upright tablet and a phone on its side all that is done with several stands in sight over the toolbar, and the page is not scrolled', async () => {
  const lessons = [await aLesson(app, { onDate: '2026-11-10', startMin: 600 }), await aLesson(app, { onDate: '2026-11-10', startMin: 720 })];
  for (const [width, height] of [[768, 1024], [844, 390]] as const) {
    const page = await stage.open('owner', { size: { width, height, isTouch: true }, at: '/?view=day&date=2026-11-10' });
    await scrollTo(page, '11:30');
    await tileOf(page, lessons[0]?.id ?? 0).tap();
    await panel(page).locator('[aria-haspopup="menu"]').first().tap();
    await page.getByRole('menuitem', { name: 'Вибрати кілька' }).tap();
    await scrollTo(page, '12:10');
    await tileOf(page, lessons[1]?.id ?? 0).tap();
    await page.locator('[data-picked="2"]').waitFor();
    const bar = page.getByTestId('selection-bar');
    const [over, under] = [await bar.boundingBox(), await page.locator('.toolbar').boundingBox()];
    assert.ok(over && under && over.height >= under.height - 1, JSON.stringify([over, under]));
    for (const button of await bar.getByRole('button').all()) {
      const box = await button.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= width && box.height >= 44 && box.width >= 44, `${width}: ${JSON.stringify(box)}`);
    }
    assert.ok(await page.evaluate('document.documentElement.scrollHeight <= innerHeight'), `${width}`);
    await picture(page, `heads-picked-${width}`);
    await bar.getByRole('button', { name: 'Дії з вибраними' }).tap();
    await page.getByRole('menuitem', { name: 'Повідомити' }).waitFor();
  }
});

test('on an upright tablet a message leaves the buttons of a form free, wherever the form stands', async () => {
  const page = await stage.open('owner', { size: { width: 768, height: 1024, isTouch: true }, at: '/?view=day&date=2026-12-09' });
  const keys = await page.locator('[data-key]').evaluateAll((all) => all.map((e) => e.getAttribute('data-key') ?? ''));
  for (const key of [keys[0], keys[1], keys.at(-1)]) {
    await page.locator('[data-new]').tap();
    await form(page).getByLabel('Тривалість').fill('40');
    await form(page).getByRole('button', { name: 'Закрити' }).first().tap();
    await page.locator('[data-close-anyway]').tap();
    await message(page, 'Введене не збережено').waitFor();
    await scrollTo(page, '11:00');
    const { x, y } = await pointAt(page, key ?? '', '11:10');
    await page.touchscreen.tap(x, y);
    await form(page).waitFor();
    await eventually(async () => {
      const [said, foot] = [await message(page).last().boundingBox(), await form(page).locator('footer').boundingBox()];
      assert.ok(said && foot && (said.y + said.height <= foot.y || said.x + said.width <= foot.x || said.x >= foot.x + foot.width), `${key}: ${JSON.stringify([said, foot])}`);
    });
    await picture(page, `heads-message-${key?.replace('/', '-')}`);
    await form(page).getByRole('button', { name: 'Закрити' }).first().tap();
    await form(page).waitFor({ state: 'detached' });
  }
});

test('on a phone on its side the fields of a form keep most of the window, and with its keyboard the one that is typed in is whole', async () => {
  const page = await stage.open('owner', { size: { width: 844, height: 390, isTouch: true }, at: '/?view=day&date=2026-11-24' });
  await page.locator('[data-new]').tap();
  const box = async (of: Locator) => (await of.boundingBox()) ?? assert.fail('it is not there');
  const buttons = form(page).locator('footer');
  const head = form(page).locator('header');
  const between = async () => (await box(buttons)).y - ((await box(head)).y + (await box(head)).height);
  assert.ok((await between()) > 260, `${await between()}`);
  // The keyboard of such a phone takes half of it.
  await page.setViewportSize({ width: 844, height: 190 });
  for (const label of ['Тривалість', 'День', 'Клієнт']) {
    await form(page).getByLabel(label, { exact: true }).first().focus();
    await painted(page);
    const [field, foot] = [await box(form(page).getByLabel(label, { exact: true }).first()), await box(buttons)];
    assert.ok(field.y >= 0 && field.y + field.height <= foot.y + 1, `${label}: ${JSON.stringify([field, foot])}`);
    assert.ok(foot.y > 110 && foot.y + foot.height <= 190, JSON.stringify(foot));
  }
  await picture(page, 'heads-form-on-its-side');
});

test('on the narrowest phones of today the buttons above the grid stand in one line, for a trainer and at the desk, with the bell', async () => {
  for (const who of ['trainer', 'administrator', 'owner'] as const) {
    for (const language of ['uk', 'en'] as const) {
      for (const [width, date] of [[360, '2027-02-10'], [390, '2026-11-24']] as const) {
        const page = await stage.open(who, { language, size: { width, height: 844, isTouch: true }, at: `/?view=day&date=${date}` });
        // The move of the journey before has somebody to tell.
        if (who !== 'trainer') await page.locator('[data-telling]:not([data-telling="0"])').waitFor();
        const where = `${who} ${language} ${width} ${date}`;
        assert.ok(await isOneLine(page), where);
        assert.deepEqual(await cut(page, '[data-title]'), [], where);
        assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), where);
        await picture(page, `heads-${who}-${language}-${width}-${date}`);
      }
    }
  }
});

test('with letters twice as large the days keep their numbers, and the menu its words', async () => {
  for (const size of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
    const page = await stage.open('owner', { size, at: '/?view=week&date=2026-11-24' });
    await page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
    assert.deepEqual(await page.evaluate(`(() => {
      const low = [...document.querySelectorAll('[data-head-height] .number')].filter((e) => e.checkVisibility());
      return { days: low.length, cut: low.filter((e) => e.scrollHeight > e.clientHeight || e.closest('.day').scrollHeight > e.closest('.day').clientHeight).length };
    })()`), { days: 7, cut: 0 });
    if (size.width > 720) assert.deepEqual(await page.locator('nav a').evaluateAll((links) => links.filter((a) => a.checkVisibility() && a.scrollWidth > a.clientWidth).map((a) => a.textContent)), []);
  }
});

test('with letters twice as large nothing in the form of a lesson is cut off, lies on anything or leaves it', async () => {
  for (const language of ['uk', 'en'] as const) {
    for (const size of [{ width: 1280, height: 800 }, { width: 390, height: 844, isTouch: true }]) {
      const page = await stage.open('owner', { size, language, at: '/?view=week&date=2026-11-24' });
      await page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
      await page.keyboard.press('n');
      await form(page).locator('[name=durationMin]').waitFor();
      await picture(page, `heads-form-large-${language}-${size.width}`);
      assert.deepEqual(await form(page).evaluate((of) => {
        const around = of.getBoundingClientRect();
        const fields = [...of.querySelectorAll('.control')].filter((e) => e.checkVisibility());
        const boxes = fields.map((e) => e.getBoundingClientRect());
        const words = (e: (typeof fields)[number]) => e.querySelector('label')?.textContent;
        return {
          cut: fields.filter((e) => [...e.querySelectorAll('label, input')].some((part) => part.clientWidth && part.scrollWidth > part.clientWidth + 1)).map(words),
          outside: fields.filter((_, i) => boxes[i]!.left < around.left || boxes[i]!.right > around.right).map(words),
          overlapping: fields.filter((_, i) => boxes.some((b, j) => j !== i && b.left < boxes[i]!.right - 1 && b.right > boxes[i]!.left + 1 && b.top < boxes[i]!.bottom - 1 && b.bottom > boxes[i]!.top + 1)).map(words),
        };
      }), { cut: [], outside: [], overlapping: [] }, `${language} ${size.width}`);
    }
  }
});

test('nine columns of a day side by side stand whole on a desk, each with its name', async () => {
  for (let i = 0; i < 4; i++) await aTrainer(app, { firstName: 'Соломія', lastName: `Бондаренко-${i}`, phone: `+38050333001${i}` });
  const page = await stage.open('owner', { size: { width: 1440, height: 900 }, at: '/?view=day&date=2026-11-24' });
  await page.locator('[data-head-trainer]').nth(8).waitFor();
  assert.ok(await page.evaluate(`(() => {
    const heads = [...document.querySelectorAll('[data-head-trainer]')].slice(0, 9).map((e) => e.getBoundingClientRect());
    return heads.every((box) => box.right <= innerWidth && box.width >= 120);
  })()`));
  await picture(page, 'heads-nine');
});
