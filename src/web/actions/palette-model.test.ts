import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choicesFor, clientOfPhone, type Sources } from './palette-model.ts';
import { withChoice } from './recent.ts';

const sources = (more: Partial<Sources> = {}): Sources => ({
  today: '2026-11-22', recent: [], dateTitle: (d) => d, dateDetail: '',
  people: [
    { key: 'client:1', icon: 'person', title: 'Мельниченко Оксана', detail: '', phone: '+380671110001' },
    { key: 'client:2', icon: 'person', title: 'Шевчук Наталія', detail: '', phone: '+380501110002' },
    { key: 'trainer:3', icon: 'people', title: 'Коваленко Олена', detail: '' },
  ],
  actions: [{ key: 'action:lesson.new', icon: 'plus', title: 'Нове заняття', words: 'new lesson add' }, { key: 'action:today', icon: 'calendar', title: 'Сьогодні', words: 'today' }],
  next: (key) => (key === 'client:1' ? { title: 'next', detail: 'чт' } : null),
  ...more,
});
const keys = (query: string, more?: Partial<Sources>) => choicesFor(query, sources(more)).map((c) => c.key);

test('people are found by a part of the name or the phone, with their next lesson', () => {
  assert.deepEqual(keys('оксана'), ['client:1', 'next:client:1']);
  assert.deepEqual(keys('0501110'), ['client:2']);
  assert.deepEqual(keys('jrcfyf'), ['client:1', 'next:client:1']);
  assert.deepEqual(keys('Наталья'), ['client:2']);
  assert.deepEqual(keys('Олена'), ['trainer:3']);
});
test('who is booked for today is checked in by two letters and Enter when the lesson is near, and one step lower before', () => {
  const came = (isDue: boolean): Partial<Sources> => ({ came: (key) => (key === 'client:1' ? { key: 'came:9:1', title: 'Прийшли', detail: '', isDue } : null) });
  assert.deepEqual(keys('ок', came(true)), ['came:9:1', 'client:1', 'next:client:1']);
  assert.deepEqual(keys('ок', came(false)), ['client:1', 'came:9:1', 'next:client:1']);
  const crowd = [...sources().people, { key: 'client:7', icon: 'person' as const, title: 'Окуневська Анна', detail: '' }];
  assert.deepEqual(keys('ок', { people: crowd })[0], 'client:7', 'who is called so first');
  assert.deepEqual(keys('ок', { people: crowd, ...came(true), due: new Set(['client:1']) })[0], 'came:9:1', 'unless the other one is due');
  assert.deepEqual(keys('по', { people: [{ key: 'client:1', icon: 'person', title: 'Полякова Ірина', detail: '' }], ...came(true), due: new Set(['client:1']) })[0], 'came:9:1', 'before days');
  assert.equal(keys('льн', { people: [...crowd, { key: 'client:8', icon: 'person', title: 'Льнова Ганна', detail: '' }], ...came(true), due: new Set(['client:1']) })[0], 'client:8', 'not for letters inside a name');
});
test('a trainer and a room can be all that is shown', () => {
  const people = [...sources().people, { key: 'room:4', icon: 'room' as const, title: 'Малий зал', detail: '' }];
  const only: Partial<Sources> = { people, only: ({ key, title }) => (/^(trainer|room):/.test(key) ? `Показати лише: ${title}` : null) };
  assert.deepEqual(keys('олена', only), ['trainer:3', 'only:trainer:3']);
  assert.deepEqual(keys('малий', only), ['room:4', 'only:room:4']);
  assert.deepEqual(keys('шевчук', only), ['client:2']);
  assert.deepEqual(keys('показати лише', only), ['only:trainer:3', 'only:room:4']);
  assert.deepEqual(keys('лише мал', only), ['only:room:4']);
  assert.deepEqual(keys('gjrfpfnb kbit', only), ['only:trainer:3', 'only:room:4'], 'on the other layout');
});
test('actions are found in both languages', () => {
  assert.deepEqual(keys('нове заняття'), ['action:lesson.new']);
  assert.deepEqual(keys('new lesson'), ['action:lesson.new']);
  assert.deepEqual(keys('today'), ['date:2026-11-22', 'action:today']);
});
test('without a text recent choices come first, and with one they lead their kind', () => {
  assert.deepEqual(keys('', { recent: ['client:2', 'action:today', 'client:99', 'date:2020-01-01'] }), ['client:2', 'action:today', 'action:lesson.new']);
  assert.equal(keys('о', { recent: ['trainer:3'] })[0], 'trainer:3');
});
test('the newest choice comes first, each once, no more than six', () => {
  assert.deepEqual(withChoice(['a', 'b', 'c'], 'b'), ['b', 'a', 'c']);
  assert.equal(withChoice(['1', '2', '3', '4', '5', '6'], '7').length, 6);
});
test('a pasted number is one client’s or nobody’s; whoever is not found can be added, and many can be shown at once', () => {
  const { people } = sources();
  assert.equal(clientOfPhone('067 111 00 01', people)?.key, 'client:1');
  assert.equal(clientOfPhone('8 (050) 111-00-02', people)?.key, 'client:2');
  assert.equal(clientOfPhone('0671110', people), null);
  assert.equal(clientOfPhone('0931110003', people), null);
  const crowd = Array.from({ length: 20 }, (_, i) => ({ key: `client:${i}`, icon: 'person' as const, title: `Олена ${i}`, detail: '' }));
  assert.equal(keys('олена', { people: crowd, all: (n) => `${n}` }).at(-1), 'all:олена');
  const add = (name: string) => name;
  assert.deepEqual(keys('Зоряна Тиха', { add }), ['new:Зоряна Тиха']);
  assert.deepEqual(keys('0931110003', { add }), ['new:0931110003']);
  assert.deepEqual(keys('???', { add }), []);
  assert.deepEqual(keys('четвер 18:00', { add }), keys('четвер'), 'the day, and nobody of that name');
  assert.deepEqual(keys('казна 18:00', { add }), []);
});
const named = (...titles: readonly (readonly [id: string, title: string, words?: string, group?: string])[]): Partial<Sources> => ({ actions: titles.map(([id, title, words = '', group = 'Календар']) => ({ key: `action:${id}`, icon: 'calendar', title, words: `${words} ${group}`, group })) });
test('an action is found by its very name first, then by a name that begins so, then by a word that does', () => {
  const uk = named(['copyWeek', 'Так само на наступний тиждень', 'copy week next week'], ['print', 'Друкувати тиждень'], ['view.week', 'Тиждень', 'week view'], ['view.day', 'День', 'day view'], ['sheet', 'День на папері']);
  assert.deepEqual(keys('день', uk), ['action:view.day', 'action:sheet', 'action:copyWeek', 'action:print', 'action:view.week']);
  assert.equal(keys('ltym', uk)[0], 'action:view.day', 'in the wrong layout');
  assert.equal(keys('тиждень', { ...uk, recent: ['action:copyWeek'] })[0], 'action:view.week', 'whatever was chosen lately');
  assert.equal(keys('week', uk)[0], 'action:view.week', 'by its English name');
  const denysenko = [{ key: 'client:5', icon: 'person' as const, title: 'Денисенко Ірина', detail: '' }];
  assert.equal(keys('день', { ...uk, people: denysenko, due: new Set(['client:5']) })[0], 'action:view.day', 'before people');
  const en = named(['copyWeek', 'The same again next week', 'copy week next week'], ['view.week', 'Week', 'week view']);
  assert.deepEqual(keys('week', en), ['action:view.week', 'action:copyWeek']);
});
test('of two actions with one name each says where it belongs', () => {
  const found = choicesFor('сьогодні', sources(named(['today', 'Сьогодні'], ['page.today', 'Сьогодні', '', 'Сторінки'], ['view.day', 'День'])));
  assert.deepEqual(found.filter((c) => c.section === 'actions').map((c) => [c.key, c.detail]), [['action:today', 'Календар'], ['action:page.today', 'Сторінки']]);
  assert.equal(choicesFor('день', sources(named(['view.day', 'День'])))[0]?.detail, undefined);
});
test('people are found in Latin letters', () => {
  assert.deepEqual(keys('olena'), ['trainer:3']);
  assert.deepEqual(keys('Nataliia Shevchuk'), ['client:2']);
});
