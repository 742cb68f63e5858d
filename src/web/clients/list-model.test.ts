import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../contract/entities.ts';
import { prepare } from '../ui/search.ts';
import { addressOf, answerOf, phonesOf, readAsked, type Asked, type Filter, type ListRow } from './list-model.ts';

const TODAY = '2026-11-25'; // a Wednesday
const row = (id: number, name: string, more: Partial<Client> & Omit<Partial<ListRow>, 'entry'> = {}): ListRow => {
  const { lastOn, nextOn, birthOn, registeredOn, trainer = '', groups = '', ...client } = more;
  return { entry: { client: { id, rev: 1, firstName: name, isArchived: false, ...client }, name, find: prepare(name, client.phone) }, trainer, groups, lastOn, nextOn, birthOn, registeredOn };
};
const asked = (more: Partial<Asked> = {}): Asked => ({ query: '', filters: [], sort: 'name', isDown: false, ...more });
const ids = (rows: readonly ListRow[], more: Partial<Asked> = {}, today = TODAY) => answerOf(rows, asked(more), today).shown.map((r) => r.entry.client.id);

test('not seen for 30 days: by the last lesson, and without one by the first day in the studio', () => {
  const rows = [row(1, 'А', { lastOn: '2026-10-26' }), row(2, 'Б', { lastOn: '2026-10-25' }), row(3, 'В', { registeredOn: '2026-11-20' }), row(4, 'Г', { registeredOn: '2026-01-20' }), row(5, 'Ґ', { nextOn: '2026-11-30' }), row(6, 'Д')];
  assert.deepEqual(ids(rows, { filters: ['unseen'] }), [2, 4, 6]);
});
test('birthdays of this week go over the turn of the year, and those of a leap day are not forgotten', () => {
  const rows = [row(1, 'А', { birthOn: '1990-11-23' }), row(2, 'Б', { birthOn: '1955-11-29' }), row(3, 'В', { birthOn: '1990-11-30' }), row(4, 'Г', { birthOn: '1992-02-29' }), row(5, 'Д', { birthOn: '1980-01-01' })];
  assert.deepEqual(ids(rows, { filters: ['birthday'] }), [1, 2]);
  assert.deepEqual(ids(rows, { filters: ['birthday'] }, '2026-12-31'), [5]);
  assert.deepEqual(ids(rows, { filters: ['birthday'] }, '2027-02-26'), [4]);
  assert.deepEqual(ids(rows, { filters: ['birthday'] }, '2028-02-28'), [4]);
  assert.deepEqual(ids(rows, { filters: ['birthday'] }, '2028-02-27'), []);
});
test('archived people are shown only when asked for; filters narrow together and are counted', () => {
  const rows = [row(1, 'А'), row(2, 'Б', { trainerId: 7, lastOn: '2026-01-01' }), row(3, 'В', { isArchived: true }), row(4, 'Г', { lastOn: '2026-01-01' })];
  assert.deepEqual(ids(rows), [1, 2, 4]);
  assert.deepEqual(ids(rows, { filters: ['archived'] }), [3]);
  assert.deepEqual(ids(rows, { filters: ['unseen', 'noTrainer'] }), [1, 4]);
  assert.deepEqual(answerOf(rows, asked(), TODAY).counts, { debt: 0, expiring: 0, unseen: 3, birthday: 0, noTrainer: 2, archived: 1 });
});
test('what is not known stands last in either order; birthdays go round with the year', () => {
  const rows = [row(1, 'А', { lastOn: '2026-11-02', birthOn: '1970-12-01' }), row(2, 'Б'), row(3, 'В', { lastOn: '2026-11-10', birthOn: '2001-03-05' })];
  assert.deepEqual(ids(rows, { sort: 'lastOn' }), [1, 3, 2]);
  assert.deepEqual(ids(rows, { sort: 'lastOn', isDown: true }), [3, 1, 2]);
  assert.deepEqual(ids(rows, { sort: 'birthOn' }), [3, 1, 2]);
  assert.deepEqual(ids(rows, { isDown: true }), [3, 2, 1]);
});
test('who is found by the beginning of a name comes first', () => {
  assert.deepEqual(ids([row(1, 'Бондар Олена'), row(2, 'Олійник Ірина')], { query: 'ол' }), [2, 1]);
});
test('what is asked for goes into the address and comes back; what makes no sense is left out', () => {
  const all = asked({ query: 'олена 067', filters: ['birthday', 'unseen'], sort: 'lastOn', isDown: true });
  const address = addressOf(all);
  assert.equal(decodeURIComponent(address.replaceAll('+', ' ')), '/clients?q=олена 067&filter=unseen,birthday&sort=lastOn&down=1');
  assert.deepEqual(readAsked(new URLSearchParams(address.split('?')[1])), { ...all, filters: ['unseen', 'birthday'] as Filter[] });
  assert.equal(addressOf(asked()), '/clients');
  assert.deepEqual(readAsked(new URLSearchParams('filter=x,archived&sort=__proto__&down=2')), asked({ filters: ['archived'] }));
});
test('debts and what runs out are found and put in order, debts before credit', () => {
  const rows = [row(1, 'А', { balanceMinor: 5000 }), row(2, 'Б', { balanceMinor: -20_000 }), row(3, 'В'), { ...row(4, 'Г', { balanceMinor: -300 }), isExpiring: true, leftHalves: 2 }, { ...row(5, 'Ґ'), leftHalves: 11 }];
  assert.deepEqual(ids(rows, { filters: ['debt'] }), [2, 4]);
  assert.deepEqual(ids(rows, { filters: ['expiring'] }), [4]);
  assert.deepEqual(ids(rows, { sort: 'balance' }), [2, 4, 1, 3, 5]);
  assert.deepEqual(ids(rows, { sort: 'left', isDown: true }), [5, 4, 1, 2, 3]);
});
test('phones are copied once each', () => {
  assert.deepEqual(phonesOf([row(1, 'А', { phone: '+380671110001' }), row(2, 'Б'), row(3, 'В', { phone: '+380671110001' })]), ['+380671110001']);
});
test('five thousand rows are asked in a few milliseconds', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => row(i + 1, `Мельниченко Наталія ${i}`, { phone: `+38067${1_000_000 + i}`, lastOn: '2026-10-01', birthOn: '1990-11-24', registeredOn: '2026-01-01' }));
  answerOf(rows, asked({ query: 'нат' }), TODAY);
  const startedAt = performance.now();
  for (const query of ['н', 'на', 'yfn', '067', 'мельн']) answerOf(rows, asked({ query, filters: ['birthday'], sort: 'lastOn' }), TODAY);
  assert.ok((performance.now() - startedAt) / 5 < 60, `${(performance.now() - startedAt) / 5} ms`);
});
