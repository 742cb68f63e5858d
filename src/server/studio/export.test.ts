// Everything out of the studio: what stands in the tables, who may have them, and that the money in them adds up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WHATS } from '../../contract/ledger.ops.ts';
import { LESSON_STATUSES } from '../../contract/entities.ts';
import { EXPORT_LINES, EXPORTED } from '../../contract/studio-export.ops.ts';
import { readCsv } from '../../domain/csv.ts';
import { exportStudio } from '../../domain/studio-export.ts';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { WORDS } from './export-tables.ts';

const app = await createTestApp();
await app.connectAll();
const owner = await app.client('owner');
async function exported(language: 'uk' | 'en' = 'uk') {
  const files = await exportStudio({ clients: async (input) => (await owner.call('client.export', input)).output, table: async (input) => (await owner.call('studio.export', input)).output }, language, new Map());
  return new Map(files.map(({ name, text }) => {
    const [heading, ...rows] = readCsv(text).records.map((r) => r.cells);
    return [name, rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [heading?.[i] ?? '', cell])))];
  }));
}

test('what was sold, paid and visited stands in the tables in words, and the movements of each client are the balance', async () => {
  const olena = await aClient(app, { firstName: 'Олена', lastName: 'Яворська' });
  const ada = await aClient(app, { firstName: 'Ада', lastName: 'Бойко', note: '=1+1' });
  const group = await aGroup(app, { name: 'Ранкова', trainerId: app.trainers.trainer });
  await app.call('group.addMember', { id: group.id, clientId: ada.id, fromOn: '2026-11-01' });
  const typeId = app.newId();
  await app.call('subscriptionType.create', { id: typeId, name: '8 занять', priceMinor: 240_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 7 });
  await owner.call('subscription.sell', { id: await owner.newId(), clientId: olena.id, typeId, seenPriceMinor: 240_000, payments: [{ method: 'cash', amountMinor: 100_050 }] });
  const paid = await owner.call('ledger.topUp', { clientId: ada.id, method: 'card', amountMinor: 5_000, note: 'Помилка' });
  await owner.call('ledger.reverse', { lineId: paid.output.lineId ?? 0, reason: 'Не та картка' });
  const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 425, trainerId: app.trainers.trainer, clientIds: [olena.id] });
  await app.call('attendance.mark', { lessonId: lesson.id, clientId: olena.id, outcome: 'attended' });

  const files = await exported();
  assert.deepEqual([...files.keys()], ['клієнти.csv', 'абонементи.csv', 'рух-коштів.csv', 'відвідування.csv', 'заняття.csv', 'тренери.csv', 'групи.csv']);
  const names = files.get('клієнти.csv')?.map((c) => `${c['Прізвище']} ${c['Імʼя']}`) ?? [];
  assert.deepEqual(names, names.toSorted(new Intl.Collator('uk').compare));
  assert.equal(files.get('клієнти.csv')?.find((c) => c['Імʼя'] === 'Ада')?.['Нотатка'], "'=1+1");
  const [sold] = files.get('абонементи.csv') ?? [];
  assert.deepEqual([sold?.['Клієнт'], sold?.['Стан'], sold?.['Діє до'], sold?.['Занять'], sold?.['Використано'], sold?.['Залишок'], sold?.['Ціна']], ['Яворська Олена', 'діє', '2026-12-22', '8', '1', '7', '2400,00']);
  const money = files.get('рух-коштів.csv') ?? [];
  const cash = money.find((m) => m['Що'] === 'оплата' && m['Спосіб'] === 'готівка');
  assert.deepEqual([cash?.['Звідки'], cash?.['Куди'], cash?.['Сума'], cash?.['Клієнт'], cash?.['Дата']], ['клієнт: Яворська Олена', 'каса', '1000,50', 'Яворська Олена', '2026-11-23']);
  const back = money.find((m) => m['Що'] === 'сторно');
  assert.deepEqual([back?.['Причина'], back?.['Сторно номера']], ['Не та картка', String(paid.output.lineId)]);
  const minor = (sum = '') => Math.round(Number(sum.replace(',', '.')) * 100);
  for (const { id, firstName, lastName } of [olena, ada]) {
    const account = `клієнт: ${lastName} ${firstName}`;
    const sum = money.reduce((all, m) => all + (m['Звідки'] === account ? minor(m['Сума']) : m['Куди'] === account ? -minor(m['Сума']) : 0), 0);
    assert.equal(sum, (await rowOf(app, 'client', id)).balanceMinor, account);
  }
  const [visit] = files.get('відвідування.csv') ?? [];
  assert.deepEqual([visit?.['Дата'], visit?.['Початок'], visit?.['Клієнт'], visit?.['Тренер'], visit?.['Стан'], visit?.['Списано занять'], visit?.['Абонемент']], ['2026-11-23', '07:05', 'Яворська Олена', 'Коваленко Ганна', 'відвідано', '1', '8 занять']);
  assert.equal(files.get('заняття.csv')?.find((l) => l['Початок'] === '07:05')?.['Стан'], 'відбулося');
  assert.deepEqual(files.get('групи.csv')?.find((g) => g['Група'] === 'Ранкова' && g['Клієнт'])?.['З'], '2026-11-01');
  assert.ok(files.get('тренери.csv')?.some((x) => x['Прізвище'] === 'Коваленко'));
  const english = await exported('en');
  assert.deepEqual(english.get('money.csv')?.map((m) => m['Amount']), money.map((m) => m['Сума']?.replace(',', '.')));
  for (const [name, rows] of [...files, ...english]) for (const row of rows) assert.ok(!Object.values(row).some((cell) => cell.startsWith('~')), `a word is missing in ${name}: ${JSON.stringify(row)}`);
});
test('only the owner takes everything along, and every word there is has its translations', async () => {
  for (const who of ['administrator', 'trainer', 'client'] as const) for (const what of EXPORTED) await app.refused(who, 'studio.export', { what, language: 'uk' }, 'forbidden');
  for (const word of [...WHATS, ...LESSON_STATUSES]) assert.ok(WORDS.uk[word] && WORDS.en[word], word);
  assert.deepEqual(Object.keys(WORDS.uk), Object.keys(WORDS.en));
});
test('a table longer than a page comes whole, each line once, in the order of time', async () => {
  const { rev } = await rowOf(app, 'client', app.clients.client);
  await app.sql(`insert into ledger(studio_id, rev, at, on_date, from_account, from_id, to_account, amount_minor, what, user_id, operation)
    select $1, $2, '2026-11-23 08:00Z'::timestamptz - n * interval '1 second', '2026-11-23', 'client', $3, 'card', n, 'payment', $4, 'test' from generate_series(1, $5::int) n`, [app.studioId, rev, app.clients.client, app.users.owner, EXPORT_LINES * 2 + 5]);
  const rows = (await exported()).get('рух-коштів.csv') ?? [];
  const numbers = rows.map((r) => r['Номер']);
  assert.equal(new Set(numbers).size, numbers.length);
  assert.equal(numbers.length, Number((await app.sql<{ n: string }>('select count(*) as n from ledger'))[0]?.n));
  const times = rows.map((r) => r['Записано'] ?? '');
  assert.deepEqual(times, times.toSorted());
});
