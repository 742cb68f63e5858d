// The forms of the calendar: days as they are typed, somebody new, places, what closing does to what was typed, and taking an undo back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { aClient, aLesson, aRoom, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { clickTime, form, message, panel, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const lastLesson = async () => (await app.sql<{ id: number }>('select max(id)::int8 as id from lesson'))[0]?.id ?? 0;

test('a day is typed as people say it or chosen from a month by keyboard, and what is no day says so', async () => {
  const mine = await stage.open('owner', { language: 'uk' });
  await clickTime(mine, '2026-11-25', '12:10');
  const day = form(mine).getByLabel('День');
  assert.equal(await day.inputValue(), '25.11.2026');
  for (const [typed, shown] of [['завтра', '24.11.2026'], ['пт', '27.11.2026'], ['26/11', '26.11.2026']] as const) {
    await day.fill(typed);
    await day.blur();
    assert.equal(await day.inputValue(), shown);
  }
  await day.fill('31.02');
  await day.blur();
  await form(mine).getByText('Такого дня немає').waitFor();
  assert.equal(await form(mine).getByRole('button', { name: 'Зберегти' }).isDisabled(), true);
  await day.fill('26.11');
  await day.press('ArrowDown');
  const month = form(mine).getByRole('dialog', { name: 'Вибрати дату' });
  await month.getByRole('grid').waitFor();
  assert.deepEqual(await violations(mine, 'month of a field'), []);
  await mine.keyboard.press('ArrowRight');
  await mine.keyboard.press('Escape');
  await month.getByRole('grid').waitFor({ state: 'detached' });
  assert.equal(await form(mine).count(), 1, 'Esc closes the month alone');
  await day.press('ArrowDown');
  await month.getByRole('grid').waitFor();
  await mine.keyboard.press('ArrowRight');
  await mine.keyboard.press('Enter');
  assert.equal(await day.inputValue(), '27.11.2026');
  await form(mine).getByRole('button', { name: 'Зберегти' }).click();
  await message(mine, 'Додано').waitFor();
  assert.equal((await rowOf(app, 'lesson', await lastLesson())).onDate, '2026-11-27');
});

test('somebody new is typed right in the form, stays when the lesson is refused, and is found by a pasted phone', async () => {
  await aLesson(app, { onDate: '2026-11-25', startMin: 900, trainerId: app.trainers.trainer });
  const mine = await stage.open('administrator');
  await clickTime(mine, '2026-11-25', '17:10');
  await form(mine).locator('input:focus').waitFor();
  await mine.keyboard.type('Квітка 067 555 44 33');
  await mine.getByRole('option', { name: 'Новий клієнт: «Квітка 067 555 44 33»' }).click();
  const card = form(mine).getByTestId('new-person');
  assert.deepEqual(await Promise.all(['Ім’я', 'Прізвище', 'Телефон'].map((label) => card.getByLabel(label).inputValue())), ['Квітка', '', '067 555 44 33']);
  await card.getByLabel('Ім’я').fill('');
  await form(mine).getByRole('button', { name: 'Зберегти' }).click();
  await card.getByText('Введіть ім’я').waitFor();
  await card.getByLabel('Ім’я').fill('Квітка');
  await card.getByLabel('Прізвище').fill('Цісик');
  await form(mine).getByLabel('Початок').fill('15:10');
  await form(mine).getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  assert.deepEqual(await violations(mine, 'somebody new'), []);
  await form(mine).getByRole('button', { name: 'Зберегти' }).click();
  await form(mine).getByRole('alert').filter({ hasText: 'Ганна Коваленко має заняття о 15:00' }).waitFor();
  await form(mine).getByRole('button', { name: 'Прибрати: Цісик Квітка' }).waitFor();
  await card.waitFor({ state: 'detached' });
  await form(mine).getByLabel('Початок').fill('17:15');
  await form(mine).getByRole('button', { name: 'Зберегти' }).click();
  await message(mine, 'Додано: Цісик Квітка').waitFor();
  await mine.getByRole('button', { name: /17:15–18:10.*Цісик Квітка/ }).waitFor();

  await clickTime(mine, '2026-11-26', '17:10');
  await form(mine).getByRole('combobox').and(mine.locator(':focus')).waitFor();
  await mine.evaluate(`navigator.clipboard.writeText = undefined; document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: (() => { const d = new DataTransfer(); d.setData('text/plain', '+38 067 555-44-33'); return d; })(), bubbles: true, cancelable: true })); document.execCommand('insertText', false, '+38 067 555-44-33')`);
  await form(mine).getByRole('button', { name: 'Прибрати: Цісик Квітка' }).waitFor();
  assert.equal((await app.sql(`select 1 from client where first_name = 'Квітка'`)).length, 1);
});

test('the price of a group, and of several, is said to be for each person', async () => {
  for (const [language, alone, each] of [['uk', 'Ціна', 'Ціна з людини'], ['en', 'Price', 'Price per person']] as const) {
    const mine = await stage.open('administrator', { language });
    await clickTime(mine, '2026-11-29', '12:10');
    const price = form(mine).locator('.control', { has: mine.locator('[name=priceMinor]') }).locator('label');
    await form(mine).locator('[name=kindId]').selectOption({ value: `${app.kinds.individual}` });
    assert.equal(await price.innerText(), alone);
    await form(mine).locator('[name=kindId]').selectOption({ value: `${app.kinds.group}` });
    assert.equal(await price.innerText(), each);
  }
});

test('closing asks once about what was typed, and a new lesson left unsaved is offered back', async () => {
  const mine = await stage.open('owner');
  await clickTime(mine, '2026-11-27', '18:10');
  await mine.keyboard.press('Escape');
  await form(mine).waitFor({ state: 'detached' });
  await clickTime(mine, '2026-11-27', '18:10');
  await form(mine).locator('summary').click();
  await form(mine).getByLabel('Нотатка').fill('Принести м’яч');
  await mine.keyboard.press('Escape');
  const question = mine.getByTestId('close-question');
  await question.waitFor();
  await question.getByRole('button', { name: 'Писати далі' }).click();
  assert.equal(await form(mine).getByLabel('Нотатка').inputValue(), 'Принести м’яч');
  await mine.keyboard.press('Escape');
  await question.waitFor();
  await mine.keyboard.press('Escape');
  await form(mine).waitFor({ state: 'detached' });
  await message(mine, 'Введене не збережено').waitFor();

  await clickTime(mine, '2026-11-26', '19:10');
  await mine.getByTestId('kept-draft').getByRole('button', { name: 'Продовжити його' }).click();
  await eventually(async () => assert.equal(await form(mine).getByLabel('День').inputValue(), '27.11.2026'));
  assert.equal(await form(mine).getByLabel('Нотатка').inputValue(), 'Принести м’яч');
  await form(mine).getByRole('combobox').and(mine.locator(':focus')).waitFor();
  await form(mine).getByRole('button', { name: 'Зберегти' }).click();
  await message(mine, 'Додано').waitFor();
  assert.equal((await rowOf(app, 'lesson', await lastLesson())).note, 'Принести м’яч');
  await clickTime(mine, '2026-11-26', '19:10');
  await form(mine).waitFor();
  assert.equal(await mine.getByTestId('kept-draft').count(), 0);
});

test('a client who is only begun to be named is asked about, neither saved over nor thrown away', async () => {
  const client = await aClient(app, { firstName: 'Лукія', lastName: 'Недописана' });
  for (const isPhone of [false, true]) {
    const page = await stage.open('owner', { isPhone, at: `/?view=day&date=2027-03-1${isPhone ? 2 : 0}` });
    const before = await lastLesson();
    await page.locator('[data-new]').click();
    const who = form(page).getByRole('combobox', { name: 'Клієнт', exact: true });
    await who.pressSequentially('недо');
    await form(page).getByLabel('Тривалість').fill(isPhone ? '40' : '45');
    assert.equal(await who.inputValue(), 'недо', 'it stays when the field is left');
    await form(page).getByRole('button', { name: 'Зберегти' }).click();
    await form(page).getByText('Оберіть зі списку або зітріть написане.').waitFor();
    await page.getByRole('option', { name: /Недописана Лукія/ }).waitFor();
    await eventually(async () => assert.ok(await who.evaluate((e) => e.matches(':focus'))));
    assert.equal(await lastLesson(), before);
    const [why, list] = await Promise.all([form(page).getByText('Оберіть зі списку').boundingBox(), form(page).getByRole('listbox').boundingBox()]);
    assert.ok(why && list && (why.y + why.height <= list.y || list.y + list.height <= why.y), JSON.stringify([why, list]));
    assert.deepEqual(await violations(page, 'whom the letters mean'), []);

    // Esc closes the list, then asks, then «Писати далі» goes on where one was.
    await page.keyboard.press('Escape');
    await page.getByRole('option', { name: /Недописана Лукія/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await form(page).getByTestId('close-question').locator('[data-keep-writing]').click();
    await eventually(async () => assert.ok(await who.evaluate((e) => e.matches(':focus'))));
    assert.equal(await who.inputValue(), 'недо');
    // Nor is the focus left on the cross that asked.
    const close = form(page).getByRole('button', { name: 'Закрити' }).first();
    if (isPhone) await close.tap();
    else await close.click();
    await form(page).getByTestId('close-question').locator('[data-keep-writing]').click();
    await eventually(async () => assert.ok(await who.evaluate((e) => e.matches(':focus'))));
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /Недописана Лукія/ }).waitFor();
    await page.keyboard.press('Enter');
    await form(page).getByRole('button', { name: 'Прибрати: Недописана Лукія' }).waitFor();
    await form(page).getByRole('button', { name: 'Зберегти' }).click();
    await form(page).waitFor({ state: 'detached' });
    await eventually(async () => assert.deepEqual((await app.sql('select client_id from booking where lesson_id = (select max(id) from lesson)')).map((row) => Number(row['client_id'])), [client.id]));
  }
  // Letters that are taken out again are nothing.
  const page = await stage.open('owner', { at: '/?view=day&date=2027-03-11' });
  await page.locator('[data-new]').click();
  const who = form(page).getByRole('combobox', { name: 'Клієнт', exact: true });
  await who.pressSequentially('не');
  await who.fill('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await form(page).waitFor({ state: 'detached' });
});

test('going on with somebody’s lesson left unsaved begins in its first field, however it was called back', async () => {
  const mine = await stage.open('owner');
  const ways = [() => mine.keyboard.press('n').then(() => mine.getByTestId('kept-draft').getByRole('button', { name: 'Продовжити його' }).click()), () => message(mine, 'Введене не збережено').getByRole('button', { name: 'Продовжити' }).click()];
  await clickTime(mine, '2026-11-28', '12:10');
  await mine.keyboard.type('ше');
  await mine.getByRole('option', { name: 'Шевчук-Гай Тарас' }).waitFor();
  await mine.keyboard.press('Enter');
  for (const goOn of ways) {
    await form(mine).getByRole('button', { name: 'Прибрати: Шевчук-Гай Тарас' }).waitFor();
    await mine.keyboard.press('Escape');
    await mine.getByTestId('close-question').waitFor();
    await mine.keyboard.press('Escape');
    await form(mine).waitFor({ state: 'detached' });
    await goOn();
    await form(mine).getByRole('combobox').and(mine.locator(':focus')).waitFor();
  }
  await mine.keyboard.press('Enter');
  await message(mine, 'Додано: Шевчук-Гай Тарас').waitFor();
});

test('changes typed in a panel are asked about, and come back when another lesson was opened over them', async () => {
  const [one, two] = [await aLesson(app, { onDate: '2026-11-24', startMin: 1020 }), await aLesson(app, { onDate: '2026-11-24', startMin: 1110 })];
  const mine = await stage.open('owner');
  await tileOf(mine, one.id).click();
  await panel(mine).locator('[data-edit]').click();
  await panel(mine).locator('summary').click();
  await panel(mine).getByLabel('Нотатка').fill('Коліно');
  await tileOf(mine, two.id).click();
  await message(mine, 'Введене не збережено').getByRole('button', { name: 'Продовжити' }).click();
  await eventually(async () => assert.equal(await panel(mine).getByLabel('Нотатка').inputValue(), 'Коліно'));
  await panel(mine).getByRole('button', { name: 'Закрити' }).click();
  await mine.getByTestId('close-question').waitFor();
  assert.deepEqual(await violations(mine, 'question'), []);
  await mine.locator('[data-keep-writing]').click();
  await panel(mine).getByRole('button', { name: 'Зберегти' }).click();
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', one.id)).note, 'Коліно'));
});

test('a person gets another place by hand, it is pinned, and released again', async () => {
  const room = await aRoom(app, { name: 'Зала Реформерів', places: [{ name: 'Реформер 1' }, { name: 'Реформер 2' }, { name: 'Реформер 3' }] });
  const client = await aClient(app, { firstName: 'Леся', lastName: 'Квач' });
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 1080, roomId: room.id, clientIds: [client.id] });
  const mine = await stage.open('owner');
  await tileOf(mine, id).click();
  await panel(mine).locator('[data-place] button').first().click();
  await mine.getByRole('menuitemradio', { name: 'Реформер 2' }).click();
  await message(mine, 'Місце закріплено: Квач Леся, Реформер 2').waitFor();
  const booking = async () => (await rowOf(app, 'lesson', id)).bookings?.[0];
  assert.deepEqual(await booking(), { clientId: client.id, slot: 2, isPinned: true });
  await eventually(async () => assert.match(await panel(mine).locator('[data-place] button').first().innerText(), /Реформер 2/));
  await panel(mine).locator('[data-place] button').first().click();
  await mine.getByRole('menuitemradio', { name: 'Будь-яке вільне' }).click();
  await message(mine, 'більше не закріплено').waitFor();
  await eventually(async () => assert.equal((await booking())?.isPinned, undefined));
});

test('who asked for a move is kept in the history; capacity and the whole room can be set; an undo can be taken back', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: 480, kindId: app.kinds.group, roomId: app.rooms.mats });
  const mine = await stage.open('owner');
  await tileOf(mine, id).click();
  await panel(mine).locator('[data-edit]').click();
  assert.equal(await panel(mine).getByLabel('Хто просив перенести').count(), 0);
  await panel(mine).getByLabel('День').fill('25.11');
  await panel(mine).getByLabel('Хто просив перенести').selectOption({ label: 'Клієнт' });
  await panel(mine).locator('summary').click();
  await panel(mine).getByLabel('Скільки людей').fill('3');
  await panel(mine).getByLabel('Займає весь зал').check();
  await panel(mine).getByRole('button', { name: 'Зберегти' }).click();
  await message(mine, 'Збережено').waitFor();
  const row = await rowOf(app, 'lesson', id);
  assert.deepEqual([row.onDate, row.capacity, row.takesWholeRoom], ['2026-11-25', 3, true]);
  assert.equal((await app.sql<{ asked: string }>(`select asked_by as asked from audit where tbl = 7 and id = $1 and operation = 'lesson.move'`, [id]))[0]?.asked, 'client');

  await message(mine, 'Збережено').getByRole('button', { name: 'Повернути як було' }).click();
  await standsAt(mine, id, '2026-11-24 08:00–09:00');
  await message(mine, 'Повернуто, як було').getByRole('button', { name: 'Повторити' }).click();
  await standsAt(mine, id, '2026-11-25 08:00–09:00');
  await message(mine, 'Повторено').getByRole('button', { name: 'Повернути як було' }).click();
  await standsAt(mine, id, '2026-11-24 08:00–09:00');
});

/** The keyboard of a touch screen comes up: so much of the window is left. */
const keyboardUp = (page: Page, leftPx: number) => page.evaluate(`(() => {
  Object.defineProperty(visualViewport, 'height', { configurable: true, get: () => ${leftPx} });
  visualViewport.dispatchEvent(new Event('resize'));
})()`);

test('a form on a phone stands above the keyboard, with its button in reach', async () => {
  const mine = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-11-24' });
  await mine.locator('[data-new]').tap();
  await form(mine).waitFor();
  await keyboardUp(mine, 480);
  const save = form(mine).getByRole('button', { name: 'Зберегти' });
  await eventually(async () => {
    const box = await save.boundingBox();
    assert.ok(box && box.y + box.height <= 480 && box.y > 380 && box.height >= 44, JSON.stringify(box));
  });
  const small = await mine.evaluate<[string, number][]>(`[...document.querySelectorAll('dialog[open] button, dialog[open] input:not([type="checkbox"]), dialog[open] select, dialog[open] summary')]
    .filter((e) => e.checkVisibility() && !e.closest('[popover]')).map((e) => [e.outerHTML.slice(0, 90), Math.round(e.getBoundingClientRect().height)]).filter(([, height]) => height < 44)`);
  assert.deepEqual(small, []);
});

test('on a tablet the form and the question about a cancelling stand above the keyboard, with their buttons', async () => {
  const { id } = await aLesson(app, { onDate: '2026-12-08', startMin: 840 });
  const page = await stage.open('owner', { size: { width: 1024, height: 768, isTouch: true }, at: '/?view=week&date=2026-12-08' });
  const isSeen = (what: Locator) => eventually(async () => {
    const box = await what.boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height <= 438, JSON.stringify(box));
  });
  await clickTime(page, '2026-12-09', '16:10');
  await form(page).locator('input:focus').waitFor();
  await keyboardUp(page, 438);
  for (const what of [form(page), form(page).getByRole('button', { name: 'Зберегти' }), form(page).locator('input:focus')]) await isSeen(what);
  await keyboardUp(page, 768);
  await page.keyboard.press('Escape');
  await form(page).waitFor({ state: 'detached' });

  await tileOf(page, id).tap();
  await panel(page).getByRole('button', { name: 'Скасувати заняття' }).tap();
  const confirm = panel(page).locator('[data-confirm-cancel]');
  await eventually(async () => assert.ok(await confirm.evaluate((e) => e.getBoundingClientRect().bottom <= 768)));
  await keyboardUp(page, 438);
  for (const what of [confirm, panel(page).getByLabel('Причина')]) await isSeen(what);
});
test('the question about a cancelling is in sight with its buttons, however many people the lesson has', async () => {
  const clients = await Promise.all(Array.from({ length: 6 }, () => aClient(app)));
  const { id } = await aLesson(app, { onDate: '2026-12-11', startMin: 840, kindId: app.kinds.group, capacity: 8, clientIds: clients.map((c) => c.id) });
  const page = await stage.open('owner', { size: { width: 1280, height: 800 }, at: '/?view=week&date=2026-12-11' });
  await tileOf(page, id).focus();
  await page.keyboard.press('Delete');
  await panel(page).locator('input[name="reason"]:focus').waitFor();
  await eventually(async () => assert.deepEqual(await panel(page).getByTestId('lesson-cancel').evaluate((e) => { const { top, bottom } = e.getBoundingClientRect(); return [top >= 0, bottom < 801]; }), [true, true]));
  // Several are called off by the studio, which has to tell them; one person calls off.
  assert.ok(await panel(page).getByRole('radio', { name: 'Студія' }).isChecked());
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const single = await aLesson(app, { onDate: '2026-12-10', startMin: 840, clientIds: [clients[0]?.id ?? 0] });
  await tileOf(page, single.id).focus();
  await page.keyboard.press('Delete');
  await panel(page).locator('input[name="reason"]:focus').waitFor();
  assert.ok(await panel(page).getByRole('radio', { name: 'Клієнт' }).isChecked());
});
test('a phone that is turned and turned back has its form whole, with what was typed', async () => {
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-10' });
  await page.locator('[data-new]').tap();
  await form(page).getByLabel('Ціна').fill('321');
  await page.setViewportSize({ width: 844, height: 390 });
  await page.locator('[data-title]').waitFor();
  await eventually(async () => assert.equal(await form(page).evaluate((e) => Math.round(e.getBoundingClientRect().bottom) <= 390), true));
  await page.setViewportSize({ width: 390, height: 844 });
  await eventually(async () => assert.deepEqual(await form(page).evaluate((e) => { const { left, right, bottom } = e.getBoundingClientRect(); return [left, right, bottom].map(Math.round); }), [0, 390, 844]));
  assert.equal(await form(page).getByLabel('Ціна').inputValue(), '321');
});

test('an owner sends a lost invitation again and sets a forgotten password', async () => {
  const id = app.newId();
  await app.call('user.invite', { id, name: 'Нова Людина', login: 'nova.l', roles: ['administrator'] });
  const mine = await stage.open('owner', { at: '/settings/logins' });
  await mine.getByRole('button', { name: /Нова Людина/ }).click();
  await mine.locator('[data-new-link]').click();
  const link = await mine.getByLabel('Посилання').inputValue();
  const page = await stage.blank({ at: new URL(link).pathname });
  await page.getByRole('heading', { name: 'Вітаємо, Нова Людина!' }).waitFor();
  assert.deepEqual(await violations(page, 'invitation'), []);
  await mine.keyboard.press('Escape');
  await mine.getByRole('button', { name: /Нова Людина/ }).click();
  await mine.locator('[data-set-password]').click();
  await mine.getByLabel('Новий пароль').fill('три кити і слон');
  await mine.keyboard.press('Enter');
  await message(mine, 'Пароль змінено: Нова Людина').waitFor();
  // By a link that a colleague has sent.
  const own = await stage.blank({ at: '/?view=day&date=2026-12-03' });
  await own.getByLabel('Логін').fill('nova.l');
  await own.getByRole('textbox', { name: 'Пароль' }).fill('три кити і слон');
  await own.getByRole('button', { name: 'Увійти' }).click();
  await own.getByTestId('calendar').waitFor();
  await own.locator('[data-date="2026-12-03"]').first().waitFor();
});

test('a message stands beside the form and the panel of a desk, not on their buttons', async () => {
  const { id } = await aLesson(app, { onDate: '2026-12-15', startMin: 840 });
  const page = await stage.open('owner', { size: { width: 1280, height: 800 }, at: '/?view=week&date=2026-12-15' });
  const overlap = (what: Locator) => what.evaluate((e) => {
    const [a, b] = [e, ...e.ownerDocument.querySelectorAll('.toast')].map((x) => x.getBoundingClientRect());
    return Boolean(a && b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom);
  });
  await tileOf(page, id).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await message(page, 'Перенесено').waitFor();
  await page.keyboard.press('Enter');
  await panel(page).waitFor();
  await eventually(async () => assert.equal(await overlap(panel(page)), false));
  for (const day of ['2026-12-14', '2026-12-16', '2026-12-20']) {
    await page.keyboard.press('Escape');
    await clickTime(page, day, '18:10');
    await form(page).locator('input:focus').waitFor();
    await message(page).waitFor();
    await eventually(async () => assert.equal(await overlap(form(page)), false, day));
  }
});
