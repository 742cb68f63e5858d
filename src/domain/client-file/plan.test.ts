import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doublesOf, planImport, type Choice, type Known } from './plan.ts';
import { readClientFile } from './read.ts';

const read = (text: string) => readClientFile(text, { zone: 'Europe/Kyiv', today: '2026-11-23', trainers: [] }).lines;
const plan = (text: string, known: [number, Known][] = [], choices: [number, Choice][] = []) => planImport(read(text), new Map(known), new Map(choices));

test('two lines with one phone, however it is written, are one person unless somebody says otherwise', () => {
  const text = 'імʼя;телефон;email;дн\nНаталія;067 123 45 67;;01.02.1990\nНаталья;+380671234567;n@x.example;\nДочка;8 067 1234567;;';
  const { pieces, count } = plan(text);
  assert.deepEqual(count, { added: 2, filled: 1, skipped: 0, present: 0, openings: 0 });
  assert.deepEqual(pieces[0]?.map(({ key: _, ...line }) => line), [
    { firstName: 'Наталія', phone: '+380671234567', birthOn: '1990-02-01' }, { firstName: 'Наталья', phone: '+380671234567', email: 'n@x.example', sameAs: read(text)[0]?.key }, { firstName: 'Дочка', phone: '+380671234567', isOther: true },
  ]);
  assert.deepEqual(doublesOf(read(text), new Map()), [{ at: 1, above: 0, by: 'phone', isOther: false }, { at: 2, above: 0, by: 'phone', isOther: true }]);
  assert.deepEqual(plan(text, [], [[1, 'skip'], [2, 'skip']]).count, { added: 1, filled: 0, skipped: 2, present: 0, openings: 0 });
});
test('who is here already is filled, left out or added beside, as chosen; who came from this file before is done', () => {
  const text = 'імʼя;телефон\nА;0671110001\nБ;0671110002\nВ;0671110003\nГ;0671110004';
  const { pieces, count } = plan(text, [[0, { clientId: 5, by: 'phone', name: 'А' }], [1, { clientId: 6, by: 'email', name: 'Б' }], [2, { clientId: 7, by: 'file', name: '' }], [3, { clientId: 8, by: 'name', name: 'Г' }]], [[1, 'skip']]);
  assert.deepEqual(count, { added: 1, filled: 1, skipped: 1, present: 1, openings: 0 });
  assert.deepEqual(pieces.flat().map((l) => [l.firstName, l.clientId, l.isOther]), [['А', 5, undefined], ['В', undefined, undefined], ['Г', undefined, true]]);
});
const FAMILY = 'ПІБ;Телефон;Баланс;Залишок занять\nАбрамова Зінаїда;+38 (067) 555-11-22;−500;5\nАбрамов Петро;067 555 11 22;1 000,50;3\nПетро Абрамов;0675551122;;2';
test('a family has one phone: each of it is somebody, with the money and the lessons of each', () => {
  const { pieces, count } = plan(FAMILY);
  assert.deepEqual(count, { added: 2, filled: 1, skipped: 0, present: 0, openings: 3 });
  const keys = read(FAMILY).map((l) => l.key);
  assert.deepEqual(pieces.flat().map((l) => [l.firstName, l.balanceMinor, l.lessonsLeft, l.isOther, l.sameAs]), [
    ['Зінаїда', -50_000, 5, undefined, undefined], ['Петро', 100_050, 3, true, undefined], ['Абрамов', undefined, 2, undefined, keys[1]],
  ]);
  const hers = (at: number): [number, Known] => [at, { clientId: 9, by: 'phone', name: 'Абрамова Зінаїда' }];
  assert.deepEqual(plan(FAMILY, [hers(0), hers(1), hers(2)]).pieces.flat().map((l) => [l.clientId, l.isOther, l.sameAs]), [[9, undefined, undefined], [undefined, true, undefined], [undefined, undefined, keys[1]]], 'nor twice beside her who is stored');
  assert.deepEqual(plan(FAMILY, [[1, { clientId: 9, by: 'phone', name: 'Абрамова Зінаїда' }]]).pieces.flat()[1]?.isOther, true, 'nor is he filled into the card of her who is stored');
});
test('two lines made one by choice both bring what they bring; a line that is left out loses nobody of the others', () => {
  const both = plan(FAMILY, [], [[1, 'fill'], [2, 'fill']]);
  const keys = read(FAMILY).map((l) => l.key);
  assert.deepEqual(both.count, { added: 1, filled: 2, skipped: 0, present: 0, openings: 3 });
  assert.deepEqual(both.pieces.flat().map((l) => [l.balanceMinor, l.lessonsLeft, l.sameAs]), [[-50_000, 5, undefined], [100_050, 3, keys[0]], [undefined, 2, keys[1]]]);
  const without = plan(FAMILY, [[0, { clientId: 9, by: 'email', name: 'Абрамова Зінаїда' }]], [[0, 'skip'], [1, 'fill']]);
  assert.deepEqual([without.count, without.pieces.flat().map((l) => l.sameAs)], [{ added: 1, filled: 1, skipped: 1, present: 0, openings: 2 }, [undefined, keys[1]]]);
});
test('pieces stay small: by number, by work and by length', () => {
  assert.deepEqual(plan(`імʼя\n${Array.from({ length: 130 }, (_, i) => `Ім ${i}`).join('\n')}`).pieces.map((p) => p.length), [50, 50, 30]);
  assert.deepEqual(plan(`імʼя,залишок занять\n${Array.from({ length: 50 }, (_, i) => `Ім ${i},5`).join('\n')}`).pieces.map((p) => p.length), [12, 12, 12, 12, 2]);
  assert.ok(plan(`імʼя,опис\n${Array.from({ length: 30 }, (_, i) => `Ім ${i},${'о'.repeat(3900)}`).join('\n')}`).pieces.every((p) => p.length <= 5));
});
