// Tests of the forgiving search.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bestFirst, isWholePhone, matcher, prepare, ranker } from './search.ts';

test('the Russian spelling of a name finds the Ukrainian one and the other way round', () => {
  assert.ok(matcher('наталья')('Наталія Шевченко'));
  assert.ok(matcher('Наталія')('Наталья Шевченко'));
  assert.ok(matcher('софья')('Софія'));
  assert.ok(matcher('геннадий')('Генадій'));
});
test('an apostrophe may be missing or of any kind', () => {
  for (const query of ['маряна', "мар'яна", 'мар’яна', 'марʼяна']) assert.ok(matcher(query)('Марʼяна Коваль'), query);
});
test('a query in the wrong keyboard layout finds the name', () => {
  assert.ok(matcher('jktyf')('Олена Бондар'));
  assert.ok(matcher('щдуті')('olens'));
});
test('a phone is found by any run of its digits, with or without the country', () => {
  assert.ok(matcher('067 123')('Олена', '+380671234567'));
  assert.ok(matcher('+38 (067) 123-45')('Олена', '0671234567'));
  assert.ok(!matcher('999')('Олена', '+380671234567'));
});
test('a name and the beginning of a phone find who has both', () => {
  assert.ok(matcher('олена 067')('Бондар Олена', '+380671234567'));
  assert.ok(!matcher('олена 050')('Бондар Олена', '+380671234567'));
  assert.ok(!matcher('олена 067')('Бондар Олена'));
  assert.ok(matcher('8 067 123 45 67')('Олена', '+380671234567'));
  assert.ok(matcher('067.123.45.67')('Олена', '0671234567'));
});
test('a whole phone number is told from a part of one and from a name', () => {
  for (const text of ['+38 (067) 123-45-67', '0671234567', '067.123.45.67 ']) assert.ok(isWholePhone(text), text);
  for (const text of ['067', 'Олена 0671234567', '']) assert.ok(!isWholePhone(text), text);
});
test('every word of the query has to be found', () => {
  assert.ok(matcher('ол бон')('Олена Бондар'));
  assert.ok(!matcher('ол шев')('Олена Бондар'));
});
test('a beginning of any word of a text finds the text', () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[а-щьюяіїєґa-z]{2,12}$/), { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (names, which, cut) => {
    const word = names[which % names.length] ?? '';
    return matcher(word.slice(0, 1 + (cut % word.length)))(names.join(' '));
  }));
});
test('any part of a name finds it, from two letters on; what begins with it comes first', () => {
  const list = ['Бондар Олена', 'Соломія Кос', 'Олійник Ірина', 'Коваль Наталія'];
  const found = (query: string) => { const rank = ranker(query); return bestFirst(list, (text) => rank(prepare(text))); };
  assert.deepEqual(found('ол'), ['Олійник Ірина', 'Бондар Олена', 'Соломія Кос']);
  assert.deepEqual(found('талі'), ['Коваль Наталія']);
  assert.deepEqual(found('л'), []);
  assert.deepEqual(bestFirst(list, ranker('') as never, 2), list.slice(0, 2));
});
test('a phone is found in any of six spellings, whichever of them is stored', () => {
  const spellings = ['+380671234567', '380671234567', '80671234567', '0671234567', '+38 (067) 123-45-67', '067.123.45.67'];
  for (const query of [...spellings, '00380671234567', '671234567']) for (const stored of spellings) assert.ok(matcher(query)('Олена', stored), `${query} in ${stored}`);
});
test('both layouts stand for each other, letter by letter', () => {
  assert.ok(matcher('ghbdsn')('привіт'));
  assert.ok(matcher('ьфкл')('mark'));
  assert.ok(matcher('vfh`zyf')('Марʼяна'));
});
test('a name in Latin letters finds it, as the studio or anybody else spells it', () => {
  const spellings: Record<string, string[]> = {
    'Олена Бондар': ['olena', 'Olena', 'OLENA BON', 'bondar olena', 'len'], 'Андрій': ['Andriy', 'Andrii', 'andrij', 'Andri', 'andry'], 'Ганна Григоренко': ['Hanna', 'ganna', 'Hana', 'grygorenko', 'Hryhorenko'],
    'Юлія Яценко': ['Yuliia', 'Yulia', 'Iuliya', 'julia', 'Yatsenko', 'iatsenko'], 'Михайло': ['Mykhailo', 'Mixailo', 'Mihaylo', 'mikh'], 'Жанна Чорна': ['zhanna', 'Chorna', 'c'], 'Щербак Саша': ['Shcherbak', 'Scherbak', 'Sasha'],
    'Євген Згурський': ['Yevhen', 'Evgen', 'ievgen', 'Zghurskyi', 'zgurskiy'], 'Дем’яненко': ["Dem'ianenko", 'demyanenko', 'demianenko'], 'Олександр': ['Oleksandr', 'olexandr'], 'Вікторія Софія': ['Victoria', 'Viktoriya', 'sophia'], 'Наталія': ['nataliia', 'natalya'],
  };
  for (const [name, queries] of Object.entries(spellings)) for (const query of queries) assert.ok(matcher(query)(name), `${query}: ${name}`);
  for (const [query, name] of [['olena', 'Оксана'], ['andriy', 'Адріана'], ['olena шев', 'Олена Бондар'], ['gold', 'Hold']] as const) assert.ok(!matcher(query)(name), `${query}: ${name}`);
  assert.equal(ranker('ol')(prepare('Олійник Ірина')), 3);
  assert.deepEqual(bestFirst(['Жанна', 'Ганна'], (name) => ranker('hanna')(prepare(name))), ['Ганна', 'Жанна']);
});
test('the national transliteration of any word finds the word', () => {
  const first: Record<string, string> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' };
  const letters: Record<string, string> = { а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ю: 'iu', я: 'ia', ь: '' };
  const national = (word: string) => [...word].map((c, i) => (i === 0 ? first[c] : undefined) ?? letters[c]).join('').replaceAll('zhh', 'zghh');
  fc.assert(fc.property(fc.stringMatching(/^[а-щьюяіїєґ]{1,10}$/).filter((w) => /[^ь]/.test(w) && !/[сзкпт]г|кх|тз|сч|пх|пг/.test(w.replace(/ь/g, ''))), (word) => matcher(national(word))(word)));
});
test('five thousand names are asked in a few milliseconds a letter', () => {
  const many = Array.from({ length: 5000 }, (_, i) => prepare(`Мельниченко-Заєць${i % 97} Наталія Марʼянівна ${i}`, `+38067${1_000_000 + i}`));
  const startedAt = performance.now();
  for (const query of ['н', 'на', 'нат', 'ната', 'yfnf', '0671', 'мельниченко н', 'natal']) {
    const rank = ranker(query);
    bestFirst(many, rank, 50);
  }
  const msEach = (performance.now() - startedAt) / 8;
  assert.ok(msEach < 30, `${msEach} ms a letter`);
});
