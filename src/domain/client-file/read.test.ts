import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from '../csv.ts';
import { readDay, readSum } from './cells.ts';
import { digest, readClientFile, type Means } from './read.ts';

const means: Means = { zone: 'Europe/Kyiv', today: '2026-11-23', trainers: [{ id: 7, name: 'Коваленко Ганна' }] };
const read = (text: string, more: Partial<Means> = {}) => readClientFile(text, { ...means, ...more });
const people = (text: string) => read(text).lines.map((l) => l.person);

test('Ukrainian and English headings are known, in any order and spelling', () => {
  const expected = { firstName: 'Марʼяна', lastName: 'Дем’яненко', phone: '+380671234567', email: 'm@post.example', sex: 'female', birthOn: '1990-02-28', note: 'Коліно', description: 'Рано вранці', registeredOn: '2026-01-15', trainerId: 7 };
  assert.deepEqual(people("ІМ'Я;Прізвище;Моб. телефон;E-mail;Стать;Дата народження;Примітка;Побажання;У студії з;Тренер\nМарʼяна;Дем’яненко;(067) 123-45-67;M@Post.example;ж;28.02.1990;Коліно;Рано вранці;15/01/2026;Ганна Коваленко"), [expected]);
  assert.deepEqual(people('Last name,First name,Phone number,Email,Gender,Date of birth,Notes,Comments,Client since,Trainer\nДем’яненко,Марʼяна,+38 067 123 45 67,m@post.example,Female,1990-02-28,Коліно,Рано вранці,2026-01-15,Коваленко Ганна'), [expected]);
});
test('a whole name in one column is taken apart, a surname alone is a name', () => {
  assert.deepEqual(people('ПІБ\nШевченко Наталія Петрівна\nЗоряна'), [{ lastName: 'Шевченко', firstName: 'Наталія Петрівна' }, { firstName: 'Зоряна' }]);
  assert.deepEqual(people('Name,Phone\nAnna Maria Smith,067 1234567'), [{ firstName: 'Anna Maria', lastName: 'Smith', phone: '+380671234567' }]);
  assert.deepEqual(people('Прізвище;Телефон\nБондар;'), [{ firstName: 'Бондар' }]);
});
test('a heading is found under the title of a list, and what nobody knows is left aside', () => {
  const { lines, columns, headings } = read('Список клієнтів студії;;\n;;\nПІБ;Улюблений чай;Телефон\nБойко Леся;зелений;0501112233');
  assert.deepEqual(headings, ['ПІБ', 'Улюблений чай', 'Телефон']);
  assert.deepEqual(columns, ['fullName', null, 'phone']);
  assert.deepEqual(lines[0]?.line, 4);
});
test('columns can be named by hand', () => {
  assert.deepEqual(read('a,b\nЛеся,0501112233', { columns: ['firstName', 'phone'] }).lines[0]?.person, { firstName: 'Леся', phone: '+380501112233' });
});
test('a bad value is left out and told with its line; a line without a name brings nobody', () => {
  const { lines, problems } = read(['імʼя;телефон;email;дата народження;стать;тренер', 'Леся;067 12;lesia(at)x;31.02.1990;?;Невідома', ';0671234567;;;;', 'Юлія;;;01.01.2030;;', '"Оля;;;;;', 'Ада;;;;;'].join('\n'));
  assert.deepEqual(lines.map((l) => l.person), [{ firstName: 'Леся' }, { firstName: 'Юлія' }, { firstName: 'Ада' }]);
  assert.deepEqual(problems.map((p) => [p.line, p.reason, p.isFatal]), [[2, 'phone', false], [2, 'email', false], [2, 'sex', false], [2, 'birthOn', false], [2, 'trainer', false], [3, 'noName', true], [4, 'birthOn', false], [5, 'quote', true]]);
});
test('openings are carried: a balance, a debt, lessons left and until when', () => {
  const { lines, problems } = read('імʼя,баланс,борг,залишок занять,діє до,абонемент\nА,"1 000,50",,5,14.12.2026,8 занять\nБ,,300 грн,,,\nВ,тисяча,,-1,,');
  assert.deepEqual(lines.map((l) => l.opening), [{ balanceMinor: 100_050, lessonsLeft: 5, lessonsUntil: '2026-12-14', subscription: '8 занять' }, { balanceMinor: -30_000 }, {}]);
  assert.deepEqual(problems.map((p) => p.reason), ['balance', 'lessonsLeft']);
  assert.deepEqual(read('імʼя,залишок,діє до\nА,3,2026-11-22').problems.map((p) => p.reason), ['lessonsOver']);
});
test('the same file gives the same keys, whatever else its lines say; people of one name without a phone stay two', () => {
  const keys = (text: string) => read(text).lines.map((l) => l.key);
  const [a, b] = [keys('імʼя;телефон;дн\nАда;0671234567;\nЮля;;\nЮля;;'), keys('телефон;імʼя;баланс\n+380671234567;Ада;500\n;Юля;\n;Юля;1')];
  assert.deepEqual(a, b);
  assert.equal(new Set(a).size, 3);
  const { lines, problems } = read('імʼя;прізвище;дн\nЮля;Рій;01.02.1990\nЮЛЯ;рій;1990-02-01');
  assert.equal(lines.length, 2);
  assert.deepEqual(problems.map((p) => [p.line, p.reason, p.other]), [[3, 'sameName', 2]]);
});
test('a file in Windows-1251 with semicolons is read as any other', () => {
  const text = 'Прізвище;Імʼя;Телефон\nЇжак;Єва;067 123 45 67'.replaceAll('ʼ', "'");
  const table = new Map([...'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя'].map((c, i) => [c, 192 + i]));
  for (const [c, code] of [['Ї', 175], ['ї', 191], ['Є', 170], ['є', 186], ['І', 178], ['і', 179]] as const) table.set(c, code);
  const bytes = Uint8Array.from([...text].map((c) => table.get(c) ?? c.charCodeAt(0)));
  assert.deepEqual(people(decodeText(bytes)), [{ lastName: 'Їжак', firstName: 'Єва', phone: '+380671234567' }]);
});
test('a file without names, without lines or too long is refused as a whole', () => {
  assert.equal(read('a,b\n1,2').refusal, 'columns');
  assert.equal(read('імʼя,телефон').refusal, 'empty');
  assert.equal(read('').refusal, 'empty');
  assert.equal(read(`імʼя\n${'Ада\n'.repeat(100_001)}`).refusal, 'tooLong');
});
test('days and sums as people write them', () => {
  for (const text of ['28.2.1990', '28/02/90', '1990-02-28', '1990-02-28T00:00:00', '28.02.1990 р.', '32932']) assert.equal(readDay(text, '2026-11-23'), '1990-02-28', text);
  for (const text of ['', '30.02.1990', '2.1990', '1890-01-01']) assert.equal(readDay(text, '2026-11-23'), null, text);
  for (const [text, minor] of [['1 000,50', 100_050], ['1,000.50', 100_050], ['-500', -50_000], ['−500 грн', -50_000], ['0', 0], ['1.234.567', 123_456_700], ['12,5', 1250]] as const) assert.equal(readSum(text), minor, text);
  for (const text of ['0.001', '10000000000000', 'abc', '1,2,3', '']) assert.equal(readSum(text), null, text);
});
test('fifty thousand lines are read in a moment, with keys of their own', () => {
  const text = `ПІБ;Телефон;Email;Дата народження\n${Array.from({ length: 50_000 }, (_, i) => `Шевченко${i % 900} Наталія;067${1_000_000 + i};n${i}@post.example;01.02.1990`).join('\n')}`;
  const startedAt = performance.now();
  const { lines } = read(text);
  const ms = performance.now() - startedAt;
  assert.equal(new Set(lines.map((l) => l.key)).size, 50_000);
  assert.ok(ms < 6000, `${ms} ms`);
  assert.notEqual(digest('а'), digest('б'));
});
