import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameName } from './person-name.ts';

test('one name in any order and spelling, a part of it too; another first name is somebody else', () => {
  for (const [a, b] of [['Наталія Рибак', 'Рибак Наталья'], ["Дем'яненко Марʼяна", 'марьяна демяненко'], ['Олена', 'Ткач Олена'], ['Шевченко Наталія Петрівна', 'Наталія Шевченко']] as const) assert.ok(isSameName(a, b), `${a} = ${b}`);
  for (const [a, b] of [['Абрамова Зінаїда', 'Абрамов Петро'], ['Бойко Леся', 'Бойко Олеся'], ['Ткач Олена', 'Ткач Олег']] as const) assert.ok(!isSameName(a, b), `${a} ≠ ${b}`);
});
