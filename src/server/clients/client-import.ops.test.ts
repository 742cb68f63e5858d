import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, aTrainer, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { answersTo, tap, until } from '../../../test/wire-tap.ts';
import { costOf } from '../../../test/write-cost.ts';

const app = await createTestApp();
await app.connectAll();
const named = async (firstName: string) => (await app.sql<{ id: number; phone: string | null; email: string | null; note: string | null; trainer: number | null }>('select id::int, phone, email, note, trainer_id::int as trainer from client where first_name = $1 order by id', [firstName]));

test('lines become clients once, with their trainers seeing them; the same lines again add nobody', async () => {
  const lines = [{ key: 'a', firstName: 'Аглая', lastName: 'Рута', phone: '+380930000001', trainerId: app.trainers.trainer }, { key: 'b', firstName: 'Аглая', birthOn: '1990-01-01' }, { key: 'b2', firstName: 'Аглая', birthOn: '1990-01-01' }];
  const first = await app.do('administrator', 'client.import', { lines });
  assert.deepEqual(first.output, { added: 3, filled: 0, present: 0, openings: 0 });
  assert.deepEqual(first.changes.map((c) => c.table), ['client', 'client', 'client']);
  const [aglaia] = await named('Аглая');
  assert.ok((await app.client('trainer')).held.of('client').get(aglaia?.id ?? 0));
  assert.deepEqual((await app.do('owner', 'client.import', { lines })).output, { added: 0, filled: 0, present: 3, openings: 0 });
  assert.equal((await named('Аглая')).length, 3);
});
test('who is here already is known by file, phone in any spelling, email, or name with the birthday', async () => {
  const phoned = await aClient(app, { firstName: 'Боян', phone: '8 (093) 555-00-01' });
  const mailed = await aClient(app, { firstName: 'Ваня', email: 'Vania@Post.example' });
  const born = await aClient(app, { firstName: 'Горислава', lastName: 'Тур', birthOn: '1970-05-05' });
  await app.call('client.import', { lines: [{ key: 'known', firstName: 'Дарина' }] });
  const [daryna] = await named('Дарина');
  const { output } = await app.do('administrator', 'client.findKnown', { people: [
    { key: 'x1', name: 'Хтось', phone: '+380935550001', email: 'vania@post.example' }, { key: 'x2', name: 'Хтось', email: 'vania@post.example' }, { key: 'x3', name: 'тур горислава', birthOn: '1970-05-05' },
    { key: 'x4', name: 'Тур Горислава', birthOn: '1971-05-05' }, { key: 'known', name: 'Дарина' }, { key: 'x6', name: 'Ніхто', phone: '+380991234567' },
  ] });
  assert.deepEqual(output.known, [{ at: 0, clientId: phoned.id, by: 'phone', name: 'Франко Боян' }, { at: 1, clientId: mailed.id, by: 'email', name: 'Франко Ваня' }, { at: 2, clientId: born.id, by: 'name', name: 'Тур Горислава' }, { at: 4, clientId: daryna?.id, by: 'file', name: '' }]);
});
test('filling writes only what the card lacks, and names who taught first', async () => {
  const card = await aClient(app, { firstName: 'Єлизавета', phone: '+380931110001', note: 'своя' });
  const line = { key: 'fill', clientId: card.id, firstName: 'Ліза', phone: '+380990000000', email: 'liza@x.example', note: 'чужа', registeredOn: '2020-01-01', trainerId: app.trainers.trainer2 };
  assert.deepEqual((await app.do('administrator', 'client.import', { lines: [line] })).output, { added: 0, filled: 1, present: 0, openings: 0 });
  const now = await rowOf(app, 'client', card.id);
  assert.deepEqual([now.firstName, now.phone, now.email, now.note, now.registeredOn, now.trainerId], ['Єлизавета', '+380931110001', 'liza@x.example', 'своя', '2020-01-01', app.trainers.trainer2]);
  assert.ok((await app.client('trainer2')).held.of('client').get(card.id));
});
test('somebody with a phone that is known by now is not added a second time, unless told to be another', async () => {
  await aClient(app, { firstName: 'Жанна', phone: '0937770001' });
  const line = { key: 'j', firstName: 'Жанна', phone: '+380937770001' };
  assert.deepEqual((await app.do('owner', 'client.import', { lines: [line, { key: 'j2', firstName: 'Жанна', phone: '+380937770002' }, { key: 'j3', firstName: 'Жанна', phone: '+380937770002' }] })).output, { added: 1, filled: 0, present: 2, openings: 0 });
  assert.equal((await app.call('client.import', { lines: [{ ...line, key: 'other', isOther: true }] })).added, 1);
  assert.equal((await named('Жанна')).length, 3);
});
test('balances and lessons come along once, as lines of their own kind, also when the file brings them later', async () => {
  await app.call('subscriptionType.create', { id: app.newId(), name: '8 занять', priceMinor: 250_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [app.kinds.group], groupIds: [], persons: 1, freezeDays: 7 });
  const lines = [
    { key: 'o1', firstName: 'Зорян', balanceMinor: 50_000, lessonsLeft: 5, lessonsUntil: '2026-12-14', subscription: '8 Занять' }, { key: 'o2', firstName: 'Зорян', balanceMinor: -30_050 }, { key: 'o3', firstName: 'Зорян' },
  ];
  assert.deepEqual((await app.do('administrator', 'client.import', { lines })).output, { added: 3, filled: 0, present: 0, openings: 2 });
  const [a, b, c] = await named('Зорян');
  const balance = async (id = 0) => (await rowOf(app, 'client', id)).balanceMinor;
  assert.deepEqual([await balance(a?.id), await balance(b?.id), await balance(c?.id)], [50_000, -30_050, undefined]);
  const [subscription] = await app.sql<{ name: string; start: string; end: string; left: number; kinds: number[]; what: string; price: number }>(`select s.name, s.start_on::text as start, s.end_on::text as end, (b.count_halves - b.used_halves)::int as left, s.kind_ids as kinds, e.what, s.price_minor::int as price
    from subscription s join subscription_balance b on b.subscription_id = s.id join subscription_entry e on e.subscription_id = s.id where s.client_id = $1`, [a?.id]);
  assert.deepEqual(subscription, { name: '8 Занять', start: '2026-11-23', end: '2026-12-14', left: 10, kinds: [app.kinds.group], what: 'opening', price: 0 });
  assert.equal((await app.sql<{ sum: string }>('select sum(balance_minor)::text as sum from account'))[0]?.sum, '0');
  const again = lines.map((l) => (l.key === 'o3' ? { ...l, balanceMinor: 100 } : l));
  assert.deepEqual((await app.do('administrator', 'client.import', { lines: again })).output, { added: 0, filled: 0, present: 3, openings: 1 });
  assert.deepEqual([await balance(a?.id), await balance(c?.id)], [50_000, 100]);
  assert.deepEqual((await app.do('administrator', 'client.import', { lines: again })).output, { added: 0, filled: 0, present: 3, openings: 0 });
});
test('of a family with one phone each is known by name, and lines of one person bring the money of both to one card, once', async () => {
  const [zina, petro] = [await aClient(app, { firstName: 'Зінаїда', lastName: 'Абрамова', phone: '0935551122' }), await aClient(app, { firstName: 'Петро', lastName: 'Абрамов', phone: '0935551122' })];
  const ask = (name: string) => ({ key: 'new', name, phone: '+380935551122' });
  const { known } = await app.call('client.findKnown', { people: [ask('Абрамов Петро'), ask('Зинаида Абрамова'), ask('Абрамов Юрко')] });
  assert.deepEqual(known.map((k) => k.clientId), [petro.id, zina.id, zina.id]);

  const lines = [
    { key: 's1', firstName: 'Євдокія', phone: '+380935550009', balanceMinor: -50_000, lessonsLeft: 5 }, { key: 's2', firstName: 'Євдокія', email: 'e@x.example', sameAs: 's1', balanceMinor: 100_050, lessonsLeft: 3 },
    { key: 's3', firstName: 'Лука', phone: '+380935550009', isOther: true, balanceMinor: 700 }, { key: 's4', firstName: 'Лука', note: 'тихо', sameAs: 's3' },
  ];
  assert.deepEqual((await app.do('administrator', 'client.import', { lines })).output, { added: 2, filled: 2, present: 0, openings: 3 });
  const [[one, ...more], [luka]] = [await named('Євдокія'), await named('Лука')];
  assert.deepEqual([more, one?.email, luka?.note], [[], 'e@x.example', 'тихо']);
  assert.equal((await rowOf(app, 'client', one?.id ?? 0)).balanceMinor, 50_050);
  assert.deepEqual(await app.sql('select (count_halves / 2)::int as n from subscription_balance b join subscription s on s.id = b.subscription_id where s.client_id = $1 order by 1', [one?.id]), [{ n: 3 }, { n: 5 }]);
  assert.deepEqual((await app.do('owner', 'client.import', { lines: [...lines, { key: 's5', firstName: 'Євдокія', sameAs: 's2', balanceMinor: 1 }] })).output, { added: 0, filled: 1, present: 4, openings: 1 });
  assert.equal((await rowOf(app, 'client', one?.id ?? 0)).balanceMinor, 50_051);
});
test('only the desk takes clients over, and only with trainers and cards that are there', async () => {
  await app.refused('trainer', 'client.import', { lines: [{ key: 'z', firstName: 'Х' }] }, 'forbidden');
  await app.refused('client', 'client.findKnown', { people: [] }, 'forbidden');
  assert.equal((await app.refused('owner', 'client.import', { lines: [{ key: 'z', firstName: 'Х', trainerId: 700_000 }] }, 'notFound')).field, 'trainerId');
  assert.equal((await app.refused('owner', 'client.import', { lines: [{ key: 'z', firstName: 'Х', clientId: 700_000 }] }, 'notFound')).field, 'clientId');
  const trainer = await aTrainer(app);
  assert.equal((await app.call('client.import', { lines: [{ key: 'z', firstName: 'Хома', trainerId: trainer.id }] })).added, 1);
});
const fifty = (key: string, more: { trainerId?: number } = {}) => Array.from({ length: 50 }, (_, i) => ({ key: `${key} ${i}`, firstName: 'Захар', lastName: `${key} ${i}`, ...(i === 49 && more) }));
test('a piece is several short writes, and a write of somebody else comes between them', async () => {
  const lesson = await aLesson(app);
  const before = await app.rev();
  const [imported] = await Promise.all([app.call('client.import', { lines: fifty('порція') }), app.call('lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: '2026-11-24', startMin: 660 })]);
  assert.deepEqual(imported, { added: 50, filled: 0, present: 0, openings: 0 });
  const order = await app.sql<{ operation: string }>('select distinct rev, operation from audit where rev > $1 order by rev', [before]);
  assert.deepEqual(order.map((o) => o.operation), ['client.import', 'lesson.move', ...Array.from({ length: 4 }, () => 'client.import')]);
  await app.converge();
});
test('each of those writes is twelve statements in four goes, so that whoever waits for one waits a moment', async () => {
  await app.call('client.import', { lines: fifty('перші') }); // the studio is read once
  assert.deepEqual(await costOf(app.app.db, () => app.call('client.import', { lines: fifty('ціна').slice(0, 10) })), { statements: 12, goes: 4 });
  assert.deepEqual(await costOf(app.app.db, () => app.call('client.import', { lines: fifty('п’ять разів') })), { statements: 60, goes: 20 });
});
test('a piece sent again gets the identical answer and is not applied twice', async () => {
  const socket = tap(app.url, await app.session('administrator'));
  await socket.client.open();
  const frame = socket.client.requestFrame('client.import', { lines: fifty('удруге') });
  const request = socket.client.lastRequest;
  for (let i = 0; i < 2; i++) socket.client.sendFrame(frame);
  await until(() => answersTo(socket, request).length === 2, 'two answers');
  const applied = await app.rev();
  await socket.client.reconnect();
  socket.client.sendFrame(frame);
  await until(() => answersTo(socket, request).length === 3, 'a third answer');
  assert.equal((await app.sql('select from client where last_name like $1', ['удруге %'])).length, 50);
  assert.equal(await app.rev(), applied);
  assert.equal(new Set(answersTo(socket, request)).size, 1);
  await socket.client.close();
});
test('a piece that is refused in the middle keeps what was written before, tells everybody, and is completed by the next try', async () => {
  const client = await app.client('owner');
  await assert.rejects(client.call('client.import', { lines: fifty('посередині', { trainerId: 700_000 }) }), { message: /notFound/ });
  await app.converge();
  assert.equal((await app.sql('select from client where last_name like $1', ['посередині %'])).length, 40);
  assert.deepEqual((await app.do('owner', 'client.import', { lines: fifty('посередині') })).output, { added: 10, filled: 0, present: 40, openings: 0 });
});
test('a hundred lines are a write of a moment, and ten thousand come in while others write', async () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => ({ key: `many ${i}`, firstName: 'Юрій', lastName: `Тисяча ${i}`, phone: `+38068${1_000_000 + i}`, email: `y${i}@x.example`, note: 'з файлу' }));
  const startedAt = performance.now();
  let longest = 0;
  for (let i = 0; i < lines.length; i += 100) {
    const from = performance.now();
    await app.call('client.import', { lines: lines.slice(i, i + 100) });
    if (i) longest = Math.max(longest, performance.now() - from);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  assert.ok(seconds < 30, `${seconds} s`);
  console.log(`10,000 lines in ${seconds.toFixed(1)} s, the longest write ${longest.toFixed(0)} ms`);
  const from = performance.now();
  const { known } = await app.call('client.findKnown', { people: lines.slice(0, 500).map((l) => ({ key: 'none', name: `${l.lastName} ${l.firstName}`, phone: l.phone, email: l.email })) });
  assert.equal(known.length, 500);
  console.log(`500 looked up among them in ${(performance.now() - from).toFixed(0)} ms`);
});
