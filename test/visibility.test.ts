// Who sees what: written by hand from the rules of the studio, and on purpose not from the code that decides it.
// First every row and field that a device of each role holds, then a scan of all it was ever sent for what it must never get.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeMessage } from '../src/contract/frames.ts';
import { TABLES, type Row, type Table } from '../src/contract/entities.ts';
import { CallRefused, type SocketClient } from '../src/server/cli/socket-client.ts';
import { aClient, aGroup, aLesson, aRoom, aTrainer, rowOf } from './factories.ts';
import { NAMES } from './furnish.ts';
import { createTestApp, EVERYBODY, MONTHS, type TestApp, type Who } from './test-app.ts';

const ALL_STUDIO = 'name zone currency hours closedDays language';
const ALL_USER = 'login name roles isDisabled';
const ALL_TRAINER = 'firstName lastName position about phone email hue hours dayHours isArchived';
const ALL_ROOM = 'name isArchived places';
const ALL_KIND = 'name format durationMin priceMinor capacity takesWholeRoom isArchived';
const ALL_GROUP = 'name trainerId kindId capacity hue isArchived members';
const TIMES = 'onDate startMin durationMin';

/** Trainers as colleagues see them: without phone and email. Everybody else, without the working hours too (sent empty). */
const COLLEAGUE = 'firstName lastName position about hue hours dayHours isArchived';
const TRAINER_OF_CLIENTS = 'firstName lastName position about hue hours isArchived';
const GROUP_OUTSIDE = 'name trainerId kindId capacity hue isArchived';
/** The desk's index. Email, sex, birth date and health are on the card, which is read one at a time. */
const CLIENT_AT_DESK = 'firstName lastName phone note trainerId isArchived';
/** What the studio sells is a price list; what was sold is the desk's and the buyer's, and why it was cheaper the desk's. */
const ALL_TYPE = 'name priceMinor lessonCount termDays starts kindIds groupIds persons freezeDays isArchived';
const SUBSCRIPTION_SELF = 'clientId typeId name priceMinor lessonCount termDays starts kindIds groupIds persons freezeDays discountMinor soldOn startOn endOn leftHalves usedHalves bookedHalves';
const SUBSCRIPTION_AT_DESK = `${SUBSCRIPTION_SELF} discountReason`;
const EXPECTED_SELF = 'clientId amountMinor method onDate';
const SHIFT = 'openedAt openedBy openedById floatMinor';
const OFFER = 'kind clientId groupId at';
const NOTICE_SELF = 'kind clientId subscriptionId at clientReadAt';
const CLIENT_OF_TRAINER = 'firstName lastName phone note trainerId isArchived description';
/** One's own card; what the desk notes about a person is not for that person. */
const CLIENT_SELF = 'firstName lastName phone email sex birthOn description registeredOn trainerId isArchived';
const LESSON_AT_DESK = `${TIMES} trainerId roomId status kindId title priceMinor note capacity headCount bookings`;
/** A trainer's own: everything but sums. */
const LESSON_OF_TRAINER = `${TIMES} trainerId roomId status kindId title note capacity headCount bookings`;
const BUSY = `${TIMES} trainerId roomId`;
/** The open timetable: free places are capacity less head count. */
const TIMETABLE = `${TIMES} trainerId roomId status kindId title capacity headCount`;
/** One's own lesson: with its price and the own entry in the list. */
const LESSON_SELF = `${TIMES} trainerId roomId status kindId title priceMinor capacity headCount bookings`;

const OF_SERIES = 'seriesId seriesOn seriesMin';
const SERIES_OF_TRAINER = 'kindId trainerId roomId clientIds title note capacity slots fromOn untilOn';
/** Why a trainer is away is for the desk and the trainer; colleagues see that the time is taken. */
const ABSENCE_TIMES = 'trainerId fromOn fromMin toOn toMin';
const ABSENCE_OWN = `${ABSENCE_TIMES} kind note isEndedEarly`;
const ABSENCE_AT_DESK = `${ABSENCE_OWN} byUserId`;
/** That the studio is closed is everybody's to know. */
const CLOSED = 'roomId fromOn fromMin toOn toMin reason isOver';
const SERIES_AT_DESK = `${SERIES_OF_TRAINER} priceMinor`;

/** A block of time is in no timetable, and to other trainers it is busy time. */
const HOLD_OF_TRAINER = `${TIMES} trainerId roomId status title capacity headCount bookings takesWholeRoom block expiresAt`;
const HOLD_AT_DESK = `${HOLD_OF_TRAINER} priceMinor`;
/** A place in a line: the same fields for all who see it. */
const WAITING = 'groupId clientId position joinedAt offeredUntil';

interface Stage { rows: Record<string, [Table, number]>; stranger: Row<'client'>; strangersOnly: string[] }
const app = await createTestApp();
const stage = await setStage(app);

/** By row of the stage: the fields each person's device holds besides id and rev. What is not named is not there. */
const EXPECTED: Record<string, Partial<Record<Who, string>>> = {
  studio: all(ALL_STUDIO),
  ownerLogin: { owner: ALL_USER },
  administratorLogin: { owner: ALL_USER, administrator: ALL_USER },
  trainerLogin: { owner: `${ALL_USER} trainerId`, trainer: `${ALL_USER} trainerId` },
  trainer2Login: { owner: `${ALL_USER} trainerId`, trainer2: `${ALL_USER} trainerId` },
  clientLogin: { owner: `${ALL_USER} clientId`, client: `${ALL_USER} clientId` },
  client2Login: { owner: `${ALL_USER} clientId`, client2: `${ALL_USER} clientId` },
  trainer: { owner: ALL_TRAINER, administrator: ALL_TRAINER, trainer: ALL_TRAINER, trainer2: COLLEAGUE, client: TRAINER_OF_CLIENTS, client2: TRAINER_OF_CLIENTS },
  trainer2: { owner: ALL_TRAINER, administrator: ALL_TRAINER, trainer: COLLEAGUE, trainer2: ALL_TRAINER, client: TRAINER_OF_CLIENTS, client2: TRAINER_OF_CLIENTS },
  reformers: all(ALL_ROOM), mats: all(ALL_ROOM),
  individual: all(ALL_KIND), group: all(ALL_KIND),
  morningGroup: { owner: ALL_GROUP, administrator: ALL_GROUP, trainer: ALL_GROUP, trainer2: GROUP_OUTSIDE, client: GROUP_OUTSIDE, client2: GROUP_OUTSIDE },
  client: { owner: `${CLIENT_AT_DESK} balanceMinor`, administrator: `${CLIENT_AT_DESK} balanceMinor`, trainer: CLIENT_OF_TRAINER, client: `${CLIENT_SELF} balanceMinor` },
  client2: { owner: CLIENT_AT_DESK, administrator: CLIENT_AT_DESK, trainer: CLIENT_OF_TRAINER, client2: CLIENT_SELF },
  stranger: { owner: `${CLIENT_AT_DESK} balanceMinor`, administrator: `${CLIENT_AT_DESK} balanceMinor`, trainer2: CLIENT_OF_TRAINER },
  // trainer with client
  ownLesson: { owner: LESSON_AT_DESK, administrator: LESSON_AT_DESK, trainer: LESSON_OF_TRAINER, trainer2: BUSY, client: LESSON_SELF },
  // trainer2 with a client whom nobody else knows
  strangersLesson: { owner: LESSON_AT_DESK, administrator: LESSON_AT_DESK, trainer: BUSY, trainer2: LESSON_OF_TRAINER },
  // trainer's group with client and client2 in it
  groupLesson: {
    owner: `${LESSON_AT_DESK} groupId takesWholeRoom`, administrator: `${LESSON_AT_DESK} groupId takesWholeRoom`, trainer: `${LESSON_OF_TRAINER} groupId takesWholeRoom`, trainer2: BUSY,
    client: `${LESSON_SELF} groupId`, client2: `${LESSON_SELF} groupId`,
  },
  // trainer2's open lesson with the stranger in it: nobody else's own
  openLesson: { owner: `${LESSON_AT_DESK} takesWholeRoom`, administrator: `${LESSON_AT_DESK} takesWholeRoom`, trainer: BUSY, trainer2: `${LESSON_OF_TRAINER} takesWholeRoom`, client: TIMETABLE, client2: TIMETABLE },
  // trainer2 with the stranger, cancelled: takes nobody's time
  strangersCancelled: { owner: `${LESSON_AT_DESK} cancelReason cancelAskedBy`, administrator: `${LESSON_AT_DESK} cancelReason cancelAskedBy`, trainer2: `${LESSON_OF_TRAINER} cancelReason cancelAskedBy` },
  // trainer with client, cancelled
  ownCancelled: {
    owner: `${LESSON_AT_DESK} cancelReason cancelAskedBy`, administrator: `${LESSON_AT_DESK} cancelReason cancelAskedBy`, trainer: `${LESSON_OF_TRAINER} cancelReason cancelAskedBy`, client: LESSON_SELF,
  },
  // nobody teaches it yet, and nobody is in it
  freeLesson: { owner: LESSON_AT_DESK.replace('trainerId ', ''), administrator: LESSON_AT_DESK.replace('trainerId ', ''), trainer: BUSY.replace('trainerId ', ''), trainer2: BUSY.replace('trainerId ', '') },
  // trainer with client, every Wednesday; trainer2 with the stranger
  told: { owner: 'lessonId clientId toldRev', administrator: 'lessonId clientId toldRev' },
  regular: { owner: SERIES_AT_DESK, administrator: SERIES_AT_DESK, trainer: SERIES_OF_TRAINER },
  strangersRegular: { owner: SERIES_AT_DESK, administrator: SERIES_AT_DESK, trainer2: SERIES_OF_TRAINER },
  regularLesson: { owner: `${LESSON_AT_DESK} ${OF_SERIES}`, administrator: `${LESSON_AT_DESK} ${OF_SERIES}`, trainer: `${LESSON_OF_TRAINER} ${OF_SERIES}`, trainer2: BUSY, client: LESSON_SELF },
  // trainer was away, trainer2 will be; both with a note
  absence: { owner: ABSENCE_AT_DESK, administrator: ABSENCE_AT_DESK, trainer: ABSENCE_OWN, trainer2: ABSENCE_TIMES },
  strangersAbsence: { owner: ABSENCE_AT_DESK.replace('isEndedEarly ', ''), administrator: ABSENCE_AT_DESK.replace('isEndedEarly ', ''), trainer: ABSENCE_TIMES, trainer2: ABSENCE_OWN.replace(' isEndedEarly', '') },
  // stands in the absence of trainer2, undecided
  undecidedLesson: { owner: `${LESSON_AT_DESK} isUndecided absenceId`, administrator: `${LESSON_AT_DESK} isUndecided absenceId`, trainer: BUSY, trainer2: `${LESSON_OF_TRAINER} isUndecided` },
  closure: { owner: `${CLOSED} underWay byUserId`, administrator: `${CLOSED} underWay byUserId`, trainer: CLOSED, trainer2: CLOSED, client: CLOSED, client2: CLOSED },
  strangersRegularLesson: { owner: `${LESSON_AT_DESK} ${OF_SERIES}`, administrator: `${LESSON_AT_DESK} ${OF_SERIES}`, trainer: BUSY, trainer2: `${LESSON_OF_TRAINER} ${OF_SERIES}` },
  // trainer's tentative hold
  hold: { owner: HOLD_AT_DESK, administrator: HOLD_AT_DESK, trainer: HOLD_OF_TRAINER, trainer2: BUSY },
  eveningGroup: { owner: ALL_GROUP, administrator: ALL_GROUP, trainer: ALL_GROUP, trainer2: GROUP_OUTSIDE, client: GROUP_OUTSIDE, client2: GROUP_OUTSIDE },
  lateGroup: { owner: ALL_GROUP, administrator: ALL_GROUP, trainer: GROUP_OUTSIDE, trainer2: ALL_GROUP, client: GROUP_OUTSIDE, client2: GROUP_OUTSIDE },
  // client for trainer's evening group, the stranger for trainer2's late one; both are offered the place that is free
  clientWaits: { owner: WAITING, administrator: WAITING, trainer: WAITING, client: WAITING },
  strangerWaits: { owner: WAITING, administrator: WAITING, trainer2: WAITING },
  type: all(ALL_TYPE),
  subscription: { owner: SUBSCRIPTION_AT_DESK, administrator: SUBSCRIPTION_AT_DESK, client: SUBSCRIPTION_SELF },
  strangersSubscription: { owner: SUBSCRIPTION_AT_DESK, administrator: SUBSCRIPTION_AT_DESK },
  expected: { owner: `${EXPECTED_SELF} note`, administrator: `${EXPECTED_SELF} note`, client: EXPECTED_SELF },
  shift: { owner: SHIFT, administrator: SHIFT, trainer: SHIFT },
  // both were offered a place
  offer: { owner: OFFER, administrator: OFFER, client: OFFER },
  strangersOffer: { owner: OFFER, administrator: OFFER },
  notice: { owner: `${NOTICE_SELF} readAt`, administrator: `${NOTICE_SELF} readAt`, client: NOTICE_SELF },
};
function all(fields: string): Record<Who, string> { return { owner: fields, administrator: fields, trainer: fields, trainer2: fields, client: fields, client2: fields }; }

for (const who of EVERYBODY) {
  test(`${who} holds exactly the rows and fields that are theirs`, async () => {
    const client = await app.connect(who);
    const wanted = Object.entries(EXPECTED).flatMap(([name, byWho]) => {
      const fields = byWho[who];
      const [table, id] = stage.rows[name] ?? assert.fail(`the stage has no ${name}`);
      return fields === undefined ? [] : [[`${name} (${table} ${id})`, ['id', 'rev', ...fields.split(' ')].sort().join(' ')]];
    });
    const names = new Map(Object.entries(stage.rows).map(([name, [table, id]]) => [`${table} ${id}`, name]));
    const held = TABLES.flatMap((table) => [...client.held.of(table).values()].map((row) => [`${names.get(`${table} ${row.id}`) ?? 'unknown'} (${table} ${row.id})`, Object.keys(row).sort().join(' ')]));
    assert.deepEqual(Object.fromEntries(held.sort()), Object.fromEntries(wanted.sort()));
    await client.close();
  });
}

test('the stage has a row of every table, and every field of every table but a few', () => {
  assert.deepEqual(new Set(Object.values(stage.rows).map(([table]) => table)), new Set(TABLES));
});

test('of the list of people a client gets the own entry alone, and of the hours of trainers nothing', async () => {
  const client = await app.connect('client');
  for (const lesson of client.held.of('lesson').values()) assert.ok((lesson.bookings ?? []).every((b) => b.clientId === app.clients.client && !('isPinned' in b)), JSON.stringify(lesson));
  for (const trainer of client.held.of('trainer').values()) assert.deepEqual(trainer.hours, []);
  const groupLesson = client.held.of('lesson').get(stage.rows.groupLesson?.[1] ?? 0);
  assert.deepEqual([groupLesson?.headCount, groupLesson?.bookings?.length], [2, 1]);
  await client.close();
});

test('a card read alone shows staff everything, a trainer no more than the list, and others nothing', async () => {
  const id = app.clients.client;
  const keysOf = async (who: Who) => Object.keys((await (await app.client(who)).call('client.get', { id })).output).sort();
  const whole = ['id', 'rev', ...new Set([...CLIENT_SELF.split(' '), 'note', 'balanceMinor'])].sort();
  assert.deepEqual(await keysOf('owner'), whole);
  assert.deepEqual(await keysOf('administrator'), whole);
  assert.deepEqual(await keysOf('trainer'), ['id', 'rev', ...CLIENT_OF_TRAINER.split(' ')].sort());
  const [hidden, absent] = await Promise.all([id, 999_999].map(async (asked) => app.client('trainer2').then((c) => c.call('client.get', { id: asked })).then(() => null, (error: unknown) => (error as CallRefused).refusal))); // a call is answered or refused
  assert.deepEqual(hidden, { code: 'notFound' });
  assert.deepEqual(absent, hidden);
});

test('what each person was ever sent, over a whole day of changes, holds nothing that is not theirs', { timeout: 60_000 }, async () => {
  const taps = new Map<Who, string[]>();
  for (const who of EVERYBODY) {
    const said: string[] = [];
    taps.set(who, said);
    await app.connect(who, { onMessage: (bytes) => said.push(Buffer.from(bytes).toString('utf8'), JSON.stringify(decodeMessage(bytes))) });
  }
  await playDay(app, stage, taps);
  const forAll = ['$argon2', 'password_hash'];
  const money = ['"priceMinor":87654', '87654', '76543', '112346', 'balanceMinor', 'chargedMinor'];
  const mine = { client: Object.values(NAMES.client), client2: Object.values(NAMES.client2) };
  const contacts = (of: 'trainer' | 'trainer2') => [NAMES[of].phone, NAMES[of].email];
  const healthOfOthers = [NAMES.client.description, NAMES.client2.description];
  const notesOfStaff = ['Потай знижено', 'Обіцяє чоловік', NAMES.client.note, NAMES.client2.note, 'Приватна нотатка'];
  const never: Record<Who, string[]> = {
    owner: forAll,
    administrator: [...forAll, 'Таємний логін'],
    trainer: [...forAll, ...stage.strangersOnly, ...money, ...contacts('trainer2'), NAMES.client.email, NAMES.client2.email, 'Таємний логін', '"sex"', '"birthOn"'],
    trainer2: [...forAll, ...money, ...contacts('trainer'), ...healthOfOthers, NAMES.client.email, NAMES.client2.email, NAMES.client.phone, NAMES.client.lastName, 'Таємний логін', '"sex"', '"birthOn"'],
    client: [...forAll, ...stage.strangersOnly, ...contacts('trainer'), ...contacts('trainer2'), ...mine.client2, ...notesOfStaff, '76543', NAMES.administrator, 'Таємний логін', 'Хвора дитина'],
    client2: [...forAll, ...stage.strangersOnly, ...contacts('trainer'), ...contacts('trainer2'), ...mine.client, ...notesOfStaff, '76543', NAMES.administrator, 'Таємний логін', 'Хвора дитина'],
  };
  for (const who of EVERYBODY) {
    const said = (taps.get(who) ?? []).join('\n');
    assert.ok(said.length > 1000);
    const leaked = never[who].filter((secret) => said.includes(secret));
    const where = leaked.map((secret) => (taps.get(who) ?? []).find((message) => message.startsWith('{') && message.includes(secret))?.slice(0, 600));
    assert.deepEqual(leaked, [], `${who} was sent ${where.join('\n')}`);
  }
});

test('an administrator who becomes a trainer of nobody is sent nothing of the desk any more', async () => {
  const before = await app.connect('administrator');
  const owner = await app.client('owner');
  const { id: trainerId } = await aTrainer(app);
  await app.do('owner', 'user.setRoles', { userId: app.users.administrator, seenRev: owner.held.of('user').get(app.users.administrator)?.rev ?? 0, roles: ['trainer'], trainerId });
  assert.equal((await before.waitForEnd()).code, 4403);
  const said: string[] = [];
  const after = await app.connect('administrator', { onMessage: (bytes) => said.push(Buffer.from(bytes).toString('utf8'), JSON.stringify(decodeMessage(bytes))) });
  await aRoom(app);
  const { id, rev } = await rowOf(app, 'client', stage.stranger.id);
  await app.call('client.update', { id, seenRev: rev, note: 'Платить готівкою завжди' });
  await app.converge();
  assert.equal(after.held.of('client').size, 0);
  assert.deepEqual([...stage.strangersOnly, NAMES.client.lastName, NAMES.client2.lastName, NAMES.trainer.phone, '87654', '76543', 'Приватна'].filter((secret) => said.join('\n').includes(secret)), []);
});

/** A row of everything, each with all its fields filled. */
async function setStage(on: TestApp): Promise<Stage> {
  const { clients, trainers, kinds, rooms, users } = on;
  const hours = [{ weekday: 1, startMin: 480, endMin: 1200 }];
  for (const id of [trainers.trainer, trainers.trainer2]) {
    await on.call('trainer.setHours', { id, seenRev: (await rowOf(on, 'trainer', id)).rev, hours });
    await on.call('trainer.update', { id, seenRev: (await rowOf(on, 'trainer', id)).rev, about: 'Про себе' });
    await on.call('trainer.setDayHours', { id, seenRev: (await rowOf(on, 'trainer', id)).rev, onDate: '2026-12-24', spans: [{ startMin: 600, endMin: 700 }] });
  }
  for (const id of [clients.client, clients.client2]) await on.call('client.update', { id, seenRev: (await rowOf(on, 'client', id)).rev, sex: 'female', birthOn: '1990-05-05', trainerId: trainers.trainer });
  const stranger = await aClient(on, { firstName: 'Зеновій', lastName: 'Потаємний', phone: '+380990000009', email: 'zenoviy@post.example', description: 'Кардіостимулятор', note: 'Платить готівкою', sex: 'male', birthOn: '1961-01-01', trainerId: trainers.trainer2 });
  const morningGroup = await aGroup(on, { trainerId: trainers.trainer });
  for (const clientId of [clients.client, clients.client2]) await on.call('group.addMember', { id: morningGroup.id, clientId, fromOn: '2026-11-01' });
  const filled = { title: 'Назва', note: 'Приватна нотатка', priceMinor: 87_654, roomId: rooms.reformers };
  const ownLesson = await aLesson(on, { ...filled, trainerId: trainers.trainer, clientIds: [clients.client] });
  const strangersLesson = await aLesson(on, { ...filled, startMin: 660, trainerId: trainers.trainer2, clientIds: [stranger.id], priceMinor: 76_543 });
  const groupLesson = await aLesson(on, { ...filled, startMin: 720, trainerId: trainers.trainer, kindId: kinds.group, groupId: morningGroup.id, roomId: rooms.mats });
  const openLesson = await aLesson(on, { ...filled, startMin: 840, trainerId: trainers.trainer2, kindId: kinds.group, clientIds: [stranger.id], roomId: rooms.mats, priceMinor: 76_543 });
  const strangersCancelled = await aLesson(on, { ...filled, startMin: 960, trainerId: trainers.trainer2, clientIds: [stranger.id], priceMinor: 76_543 });
  const ownCancelled = await aLesson(on, { ...filled, startMin: 960, trainerId: trainers.trainer, clientIds: [clients.client] });
  for (const { id, rev } of [strangersCancelled, ownCancelled]) await on.call('lesson.cancel', { id, seenRev: rev, reason: 'Хвора дитина', askedBy: 'client' });
  const freeLesson = await aLesson(on, { ...filled, startMin: 1080 });
  const seriesOf = async (trainerId: number, clientId: number, startMin: number) => {
    const id = on.newId();
    await on.call('series.create', { id, kindId: kinds.individual, ...filled, trainerId, clientIds: [clientId], slots: [{ weekday: 3, startMin, durationMin: 55 }], fromOn: '2026-11-25', count: 1, priceMinor: trainerId === trainers.trainer ? 87_654 : 76_543 });
    return { id, lessonId: Number((await on.sql<{ id: string }>('select id from lesson where series_id = $1', [id]))[0]?.id) };
  };
  await on.call('telling.mark', { clientId: clients.client, lessons: [{ lessonId: ownLesson.id, rev: ownLesson.rev }], isTold: true });
  const told = Number((await on.sql<{ id: string }>('select id from telling order by id limit 1'))[0]?.id);
  const [regular, strangersRegular] = [await seriesOf(trainers.trainer, clients.client, 600), await seriesOf(trainers.trainer2, stranger.id, 600)];
  const away = async (trainerId: number, fromOn: string, note: string) => {
    const id = on.newId();
    await on.call('absence.create', { id, trainerId, kind: 'illness', fromOn, fromMin: 0, toOn: fromOn, toMin: 1440, note });
    return id;
  };
  const undecidedLesson = await aLesson(on, { onDate: '2026-12-15', trainerId: trainers.trainer2, clientIds: [stranger.id], ...filled, priceMinor: 76_543 });
  const [absence, strangersAbsence] = [await away(trainers.trainer, '2026-12-20', 'Застуда в дитини'), await away(trainers.trainer2, '2026-12-15', 'Делікатна причина')];
  const closure = on.newId();
  await on.sql('update absence set by_user_id = $1, is_ended_early = id = $2 where studio_id = $3', [users.owner, absence, on.studioId]);
  await on.sql(`insert into closure(studio_id, id, rev, aud, room_id, from_on, from_min, to_on, to_min, during, reason, under_way, by_user_id) values ($1, $2, 1, '{s,a}', $3, '2030-01-01', 0, '2030-01-01', 600, tstzrange('2030-01-01T00:00+02', '2030-01-01T10:00+02'), 'Немає світла', 'half', $4)`, [on.studioId, closure, rooms.mats, users.owner]);
  const holdId = on.newId();
  await on.call('block.create', { id: holdId, what: 'hold', onDate: '2026-11-27', startMin: 600, durationMin: 55, trainerId: trainers.trainer, roomId: rooms.mats, title: 'Приватна нотатка', expiresAt: on.clock.now() + 86_400_000 });
  const [eveningGroup, lateGroup] = [await aGroup(on, { name: 'Вечірня', trainerId: trainers.trainer }), await aGroup(on, { name: 'Пізня', trainerId: trainers.trainer2 })];
  const wait = async (groupId: number, clientId: number) => (await on.call('waitlist.join', { groupId, clientId })).id;
  const [clientWaits, strangerWaits] = [await wait(eveningGroup.id, clients.client), await wait(lateGroup.id, stranger.id)];
  const type = on.newId();
  await on.call('subscriptionType.create', { id: type, name: 'Вісім занять', priceMinor: 200_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [kinds.group], groupIds: [], persons: 1, freezeDays: 7 });
  const sold = async (clientId: number, priceMinor: number) => {
    const id = on.newId();
    await on.call('subscription.sell', { id, clientId, typeId: type, seenPriceMinor: 200_000, discountMinor: 200_000 - priceMinor, discountReason: 'Потай знижено', payments: [] });
    return id;
  };
  const [subscription, strangersSubscription] = [await sold(clients.client, 87_654), await sold(stranger.id, 76_543)];
  const shift = on.newId();
  await on.sql(`insert into shift(studio_id, id, rev, aud, opened_at, opened_by, opened_by_id, float_minor) values ($1, $2, 1, array['s', 'u' || $3], 1, 'Ранок', $3::bigint, 0)`, [on.studioId, shift, users.trainer]);
  await on.call('ledger.topUp', { clientId: clients.client, method: 'transfer', amountMinor: 500, isExpected: true, note: 'Обіцяє чоловік' });
  const expected = Number((await on.sql<{ id: string }>('select id from expected_payment'))[0]?.id);
  const notice = on.newId();
  await on.sql(`insert into notice(studio_id, id, rev, aud, kind, client_id, subscription_id, at, read_at, client_read_at) values ($1, $2, 1, array['s', 'c' || $3], 'endsSoon', $3::bigint, $4, 1, 2, 3)`, [on.studioId, notice, clients.client, subscription]);
  const offerOf = async (clientId: number) => Number((await on.sql<{ id: string }>(`select id from notice where client_id = $1 and kind = 'placeOffered'`, [clientId]))[0]?.id);
  const [offer, strangersOffer] = [await offerOf(clients.client), await offerOf(stranger.id)];
  return {
    stranger, strangersOnly: ['Зеновій', 'Потаємний', '+380990000009', 'zenoviy', 'Кардіостимулятор', 'готівкою', 'Делікатна'],
    rows: {
      studio: ['studio', on.studioId], ownerLogin: ['user', users.owner], administratorLogin: ['user', users.administrator], trainerLogin: ['user', users.trainer], trainer2Login: ['user', users.trainer2],
      clientLogin: ['user', users.client], client2Login: ['user', users.client2], trainer: ['trainer', trainers.trainer], trainer2: ['trainer', trainers.trainer2], reformers: ['room', rooms.reformers],
      mats: ['room', rooms.mats], individual: ['lessonKind', kinds.individual], group: ['lessonKind', kinds.group], morningGroup: ['group', morningGroup.id], client: ['client', clients.client],
      client2: ['client', clients.client2], stranger: ['client', stranger.id], ownLesson: ['lesson', ownLesson.id], strangersLesson: ['lesson', strangersLesson.id], groupLesson: ['lesson', groupLesson.id],
      openLesson: ['lesson', openLesson.id], strangersCancelled: ['lesson', strangersCancelled.id], ownCancelled: ['lesson', ownCancelled.id], freeLesson: ['lesson', freeLesson.id],
      regular: ['series', regular.id], regularLesson: ['lesson', regular.lessonId], strangersRegular: ['series', strangersRegular.id], absence: ['absence', absence], strangersAbsence: ['absence', strangersAbsence], closure: ['closure', closure], undecidedLesson: ['lesson', undecidedLesson.id], strangersRegularLesson: ['lesson', strangersRegular.lessonId], told: ['telling', told],
      hold: ['lesson', holdId], eveningGroup: ['group', eveningGroup.id], lateGroup: ['group', lateGroup.id], clientWaits: ['waiting', clientWaits], strangerWaits: ['waiting', strangerWaits],
      type: ['subscriptionType', type], subscription: ['subscription', subscription], strangersSubscription: ['subscription', strangersSubscription], expected: ['expectedPayment', expected], shift: ['shift', shift], notice: ['notice', notice], offer: ['notice', offer], strangersOffer: ['notice', strangersOffer],
    },
  };
}

/** Creations, moves, a substitute, a cancellation, joining and leaving, refusals; every answer goes into the tap of who asked. */
async function playDay(on: TestApp, { stranger, rows }: Stage, taps: ReadonlyMap<Who, string[]>): Promise<void> {
  const { clients, trainers, kinds, rooms } = on;
  const ask = async (who: Who, run: (client: SocketClient) => Promise<unknown>) => {
    const said = taps.get(who);
    const device = on.connected.findLast((c) => c.who === who)?.client;
    if (!said || !device) throw new Error(`${who} has no device`);
    const result = await run(device).catch((error: unknown) => (error instanceof CallRefused ? error.refusal : Promise.reject(error)));
    said.push(JSON.stringify(result));
    await on.converge();
    return result;
  };
  const idOf = (name: string) => rows[name]?.[1] ?? 0;
  const revOf = async (id: number) => (await rowOf(on, 'lesson', id)).rev;
  const lesson = await aLesson(on, { startMin: 1140, trainerId: trainers.trainer2, clientIds: [stranger.id], note: 'Приватна нотатка', priceMinor: 76_543, roomId: rooms.reformers });
  await ask('owner', async (c) => c.call('lesson.move', { id: lesson.id, seenRev: await revOf(lesson.id), onDate: '2026-11-25', startMin: 540 }));
  // Without the stranger another may take it over; the history must not bring the stranger along.
  await ask('administrator', async (c) => c.call('lesson.update', { id: lesson.id, seenRev: await revOf(lesson.id), clientIds: [], priceMinor: 87_654 }));
  await ask('administrator', async (c) => c.call('lesson.move', { id: lesson.id, seenRev: await revOf(lesson.id), onDate: '2026-11-25', startMin: 540, trainerId: trainers.trainer }));
  await ask('administrator', async (c) => c.call('lesson.update', { id: lesson.id, seenRev: await revOf(lesson.id), clientIds: [clients.client] }));
  await ask('trainer', (c) => c.call('lesson.history', { id: lesson.id }));
  await ask('trainer', (c) => c.call('lesson.history', { id: idOf('strangersLesson') }));
  await ask('trainer', (c) => c.call('client.get', { id: stranger.id }));
  await ask('trainer', async (c) => c.call('lesson.move', { id: idOf('strangersLesson'), seenRev: 0, onDate: '2026-11-26', startMin: 540 }));
  await ask('trainer', async (c) => c.call('lesson.cancel', { id: idOf('openLesson'), seenRev: await revOf(idOf('openLesson')), reason: 'Ні', askedBy: 'trainer' }));
  await ask('trainer', async (c) => c.call('lesson.create', { id: await c.newId(), onDate: '2026-11-24', startMin: 840, kindId: kinds.group, roomId: rooms.mats, trainerId: trainers.trainer }));
  await ask('trainer', async (c) => c.call('lesson.create', { id: await c.newId(), onDate: '2026-11-24', startMin: 660, kindId: kinds.individual, clientIds: [stranger.id], trainerId: trainers.trainer }));
  // Somebody else was quicker: the refusal carries the row as it is now, for the eyes of a trainer.
  const seen = await revOf(lesson.id);
  await ask('owner', (c) => c.call('lesson.move', { id: lesson.id, seenRev: seen, onDate: '2026-11-25', startMin: 555 }));
  await ask('trainer', (c) => c.call('lesson.move', { id: lesson.id, seenRev: seen, onDate: '2026-11-25', startMin: 600 }));
  await ask('owner', (c) => c.call('group.addMember', { id: idOf('morningGroup'), clientId: clients.client2, fromOn: '2026-11-20' }));
  await ask('owner', (c) => c.call('group.removeMember', { id: idOf('morningGroup'), clientId: clients.client2, toOn: '2026-11-22' }));
  await ask('owner', (c) => c.call('group.addMember', { id: idOf('morningGroup'), clientId: clients.client2, fromOn: '2026-11-24' }));
  await ask('owner', async (c) => c.call('lesson.cancel', { id: lesson.id, seenRev: await revOf(lesson.id), reason: 'Хвора дитина', askedBy: 'client' }));
  await ask('administrator', async (c) => c.call('change.undo', { rev: await on.rev() }));
  await ask('administrator', async (c) => c.call('absence.create', { id: await c.newId(), trainerId: trainers.trainer2, kind: 'vacation', fromOn: '2026-12-28', fromMin: 0, toOn: '2026-12-29', toMin: 1440, note: 'Делікатна відпустка' }));
  await ask('trainer', (c) => c.call('absence.preview', { id: idOf('strangersAbsence') }));
  await ask('client', (c) => c.call('absence.preview', { id: idOf('strangersAbsence') }));
  await ask('administrator', async (c) => c.call('absence.resolve', { id: idOf('strangersAbsence'), decisions: [{ lessonId: idOf('undecidedLesson'), seenRev: await revOf(idOf('undecidedLesson')), how: 'cancel' }], reason: 'Делікатна причина' }));
  await ask('administrator', async (c) => c.call('change.undo', { rev: await on.rev() }));
  await ask('owner', async (c) => c.call('user.invite', { id: await c.newId(), name: 'Таємний логін', roles: ['trainer'], trainerId: (await aTrainer(on)).id }));
  await ask('owner', (c) => c.call('ledger.topUp', { clientId: clients.client, method: 'cash', amountMinor: 87_654 }));
  await on.call('lesson.move', { id: idOf('groupLesson'), seenRev: await revOf(idOf('groupLesson')), onDate: '2026-11-23', startMin: 420 });
  await ask('trainer', (c) => c.call('attendance.mark', { lessonId: idOf('groupLesson'), clientId: clients.client, outcome: 'attended' }));
  await ask('trainer', (c) => c.call('attendance.mark', { lessonId: idOf('groupLesson'), clientId: clients.client2, outcome: 'attended' }));
  await ask('trainer2', (c) => c.call('attendance.mark', { lessonId: idOf('groupLesson'), clientId: clients.client2, outcome: 'noShow' }));
  await ask('trainer', (c) => c.call('ledger.topUp', { clientId: clients.client2, method: 'cash', amountMinor: 300 }));
  await ask('trainer', (c) => c.call('ledger.topUp', { clientId: stranger.id, method: 'cash', amountMinor: 300 }));
  for (const who of ['client', 'client2', 'trainer', 'trainer2'] as const) {
    await ask(who, (c) => c.call('ledger.list', { clientId: stranger.id }));
    await ask(who, (c) => c.call('subscription.list', { clientId: stranger.id }));
    await ask(who, (c) => c.call('subscription.history', { id: idOf('strangersSubscription') }));
    await ask(who, (c) => c.call('ledger.shift', {}));
    await ask(who, (c) => c.call('client.get', { id: stranger.id }));
    await ask(who, (c) => c.call('lesson.history', { id: idOf('strangersCancelled') }));
    await ask(who, (c) => c.call('calendar.load', { months: [...MONTHS] }));
    await ask(who, (c) => c.call('session.list', {}));
  }
}
