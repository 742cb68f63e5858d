import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText, readCsv, unguarded, writeCsv } from './csv.ts';

const cells = (text: string) => readCsv(text).records.map((r) => r.cells);

test('commas, semicolons and tabs are told apart by the first line; a mark and empty lines do not count', () => {
  assert.deepEqual(cells('\ufeffімʼя;телефон\r\nОлена;067\r\n\r\n'), [['імʼя', 'телефон'], ['Олена', '067']]);
  assert.deepEqual(cells('a\tb\nx, y\tz'), [['a', 'b'], ['x, y', 'z']]);
  assert.deepEqual(cells('"a;b",c\n1,2'), [['a;b', 'c'], ['1', '2']]);
  assert.deepEqual(cells('sep=;\na;b\n1;2'), [['a', 'b'], ['1', '2']]);
  assert.deepEqual(cells(''), []);
});
test('lines are numbered as an editor does, through cells of several lines', () => {
  const { records } = readCsv('a,b\n"two\nlines",1\n\nlast,2');
  assert.deepEqual(records.map((r) => r.line), [1, 2, 5]);
  assert.equal(records[1]?.cells[0], 'two\nlines');
});
test('a quote that is never closed costs its line only', () => {
  const read = readCsv('імʼя,опис\nА,"не закрито\nБ,"з ""лапками"""\nВ,просто "так"\nГ,"кінець');
  assert.deepEqual(read.records.map((r) => r.cells), [['імʼя', 'опис'], ['Б', 'з "лапками"'], ['В', 'просто "так"']]);
  assert.deepEqual(read.broken, [2, 5]);
});
test('numbers that a spreadsheet was kept from counting with are numbers again', () => {
  assert.deepEqual(cells('phone,name\n="0671234567",Олена'), [['phone', 'name'], ['0671234567', 'Олена']]);
});
test('older encodings are read', () => {
  assert.equal(decodeText(new Uint8Array([0xee, 0xeb, 0xe5, 0xed, 0xe0, 0x20, 0xbf, 0xb3, 0xba, 0xb4])), 'олена їієґ');
  assert.equal(decodeText(new TextEncoder().encode('\ufeffїжак')), 'їжак');
  assert.equal(decodeText(new Uint8Array([0xff, 0xfe, 0x57, 0x04])), 'ї');
});
test('what is written is read again, and no cell is a formula', () => {
  assert.match(writeCsv([['=1+1', '+380671234567', '-500', '-300,50', '@x', '+cmd|x']]), /^\ufeff'=1\+1;\+380671234567;-500;-300,50;'@x;'\+cmd\|x\r\n$/);
  const text = fc.string({ unit: fc.constantFrom('а', 'Ї', '"', ',', ';', '\n', ' ', '=', "'", '1') }).map((s) => s.trim()).filter((s) => !/^'[=@+-]/.test(s));
  fc.assert(fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 6 }), (rows) => {
    const table = [['a', 'b', 'c'], ...rows];
    const back = readCsv(writeCsv(table));
    assert.deepEqual(back.records.map((r) => r.cells.map(unguarded)), table.filter((r) => r.some((c) => c !== '')));
  }));
});
test('fifty thousand lines take a moment', () => {
  const text = `name,phone,note\n${Array.from({ length: 50_000 }, (_, i) => `Олена ${i},067${1_000_000 + i},"рядок, ${i}"`).join('\n')}`;
  const startedAt = performance.now();
  assert.equal(readCsv(text).records.length, 50_001);
  assert.ok(performance.now() - startedAt < 2000, `${performance.now() - startedAt} ms`);
});
