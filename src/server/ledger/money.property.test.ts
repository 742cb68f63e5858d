// Random days at the desk against a plain model in memory: after each step balances, lessons left and payments agree, and everything adds up.
// A failure prints the seed and the shortest way to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Outcome } from '../../contract/entities.ts';
import { aKind, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { Refused } from '../context.ts';
import { expireSubscriptions } from '../subscriptions/subscription.jobs.ts';
import { auditMoney } from './audit.ts';

const PRICE = 70_001, TYPE_PRICE = 100_003, COUNT = 3, DAYS = 10;
const FIRST = '2026-11-23';
const OUTCOMES = ['attended', 'noShow', 'cancelledInTime', 'cancelledLate', 'excused', 'booked'] as const satisfies readonly (Outcome | 'booked')[];
const TAKES: Record<(typeof OUTCOMES)[number], number> = { attended: 2, noShow: 2, cancelledInTime: 0, cancelledLate: 2, excused: 0, booked: 0 };

const at = fc.nat(30);
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sell' as const), who: fc.nat(1), paid: fc.constantFrom(0, 50_000, TYPE_PRICE), hasCount: fc.constantFrom(true, true, false) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('mark' as const), at, outcome: fc.constantFrom(...OUTCOMES), takes: fc.constantFrom(undefined, undefined, 'half' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('book' as const), who: fc.nat(1), ahead: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pay' as const), who: fc.nat(1), method: fc.constantFrom('cash' as const, 'card' as const), amount: fc.integer({ min: 1, max: 200_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reverse' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeOut' as const), part: fc.constantFrom(0.5, 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('payOut' as const), who: fc.nat(1), method: fc.constantFrom('cash' as const, 'card' as const), amount: fc.integer({ min: 1, max: 100_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refund' as const), at, part: fc.constantFrom(0, 0.5, 1), out: fc.constantFrom(undefined, 'cash' as const, 'card' as const), outPart: fc.constantFrom(0.5, 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('transfer' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('freeze' as const), at, from: fc.nat(4), days: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('extend' as const), at, days: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('clock' as const), days: fc.constantFrom(1, 2, 3, DAYS, DAYS + 2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('desks' as const), who: fc.nat(1) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** `left` of one without a count never ends, and its visits earn nothing. `halves`: by which its visits earn. `bill`: which of its owner's bills it is; none was written where it came paid. */
interface Sold { id: number; who: number; price: number; halves: number; left: number; used: number; startOn: string; days: number; extra: number; freezes: { from: string; to: string }[]; isClosed: boolean; bill: number | null }
interface Place { lessonId: number; who: number; onDate: string; state: (typeof OUTCOMES)[number]; sold: Sold | null; halves: number; charged: number; bill: number }
const earned = (s: Sold, used = s.used) => (s.left === Infinity ? 0 : Math.floor((s.price * used) / s.halves));
class Model {
  today = FIRST;
  sold: Sold[] = [];
  places: Place[] = [];
  balance = [0, 0];
  /** All that was billed, and taken back, of each: everything but money. */
  bills: number[][] = [[], []];
  /** Money that ever came, less what was handed out. */
  cameMinor = 0;
  payments: { lineId: number; who: number; amount: number; method: 'cash' | 'card'; isBack: boolean }[] = [];
  /** The cash that lies in the drawer. */
  drawer: number;

  constructor(drawer: number) { this.drawer = drawer; }
  pays(method: 'cash' | 'card' | undefined, amount: number): boolean { return method !== 'cash' || amount <= this.drawer; }

  endOf(s: Sold) { return addDays(s.startOn, s.days - 1 + s.extra); }
  payer(who: number, onDate: string, halves: number): Sold | null {
    const fits = this.sold.filter((s) => !s.isClosed && s.who === who && s.left >= halves && s.startOn <= onDate && onDate <= this.endOf(s) && !s.freezes.some((f) => f.from <= onDate && onDate <= f.to));
    return fits.sort((a, b) => (this.endOf(a) < this.endOf(b) ? -1 : this.endOf(a) > this.endOf(b) ? 1 : a.startOn < b.startOn ? -1 : a.startOn > b.startOn ? 1 : a.id - b.id))[0] ?? null;
  }
  bill(who: number, amount: number) {
    this.balance[who]! -= amount;
    return this.bills[who]!.push(amount) - 1;
  }
  /** Older bills are paid first. */
  owed(s: Sold) {
    if (s.bill === null) return 0;
    const later = this.bills[s.who]!.slice(s.bill + 1).reduce((sum, b) => sum + b, 0);
    const debt = Math.max(0, -this.balance[s.who]!);
    return Math.min(this.worth(s), debt, Math.max(0, debt - later));
  }
  mark(p: Place, state: Place['state'], halves = TAKES[state]) {
    if (p.sold) {
      // A closed one holds no lessons: their worth goes to the account.
      if (p.sold.isClosed) this.bill(p.sold.who, earned(p.sold, p.sold.used - p.halves) - earned(p.sold));
      Object.assign(p.sold, { left: p.sold.left + (p.sold.isClosed ? 0 : p.halves), used: p.sold.used - p.halves });
    }
    // A bill that is taken back is none any more, wherever it stood.
    if (p.charged) this.bills[p.who]![p.bill]! -= p.charged;
    this.balance[p.who]! += p.charged;
    Object.assign(p, { state, sold: null, halves: 0, charged: 0 });
    if (!halves) return;
    const sold = this.payer(p.who, p.onDate, halves);
    if (sold) Object.assign(p, { sold, halves });
    else p.charged = halves === 2 ? PRICE : Math.round(PRICE / 2);
    if (sold) Object.assign(sold, { left: sold.left - halves, used: sold.used + halves });
    p.bill = this.bill(p.who, p.charged);
  }
  worth(s: Sold) { return s.price - earned(s); }
  /** Income by the term alone: day by day. */
  expired(s: Sold) {
    const isOver = this.endOf(s) < this.today;
    if (s.isClosed) return 0;
    if (s.left !== Infinity) return isOver ? this.worth(s) : 0;
    const days = Array.from({ length: s.days + s.extra }, (_, i) => addDays(s.startOn, i)).filter((day) => !s.freezes.some((f) => f.from <= day && day <= f.to));
    return Math.floor((s.price * days.filter((day) => isOver || day.slice(0, 7) < this.today.slice(0, 7)).length) / days.length);
  }
}

test('random days at the desk leave what a plain count says', { timeout: 110_000 }, async () => {
  const app = await createTestApp({});
  const kind = await aKind(app, { priceMinor: PRICE });
  const type = app.newId();
  await app.call('subscriptionType.create', { id: type, name: 'Три', priceMinor: TYPE_PRICE, lessonCount: COUNT, termDays: DAYS, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 30 });
  const endless = app.newId();
  await app.call('subscriptionType.create', { id: endless, name: 'Скільки завгодно', priceMinor: TYPE_PRICE, termDays: DAYS, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 30 });
  let nextId = 900_000_000;
  let hour = 0;
  let shift = 0;
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps: Step[]) => {
    const m = new Model((await app.call('ledger.shift', {})).tillMinor);
    // The clock of the application only goes on: each run begins on a later day.
    shift += 100;
    m.today = addDays(FIRST, shift);
    await app.clock.set(`${m.today}T20:00+02:00`);
    const ids = [(await aClientAt(nextId++)), (await aClientAt(nextId++))];
    async function aClientAt(id: number) { await app.call('client.create', { id, firstName: 'Модель', lastName: String(id) }); return id; }
    for (const s of steps) {
      await run(m, ids, s);
      for (const who of [0, 1]) assert.equal((await rowOf(app, 'client', ids[who]!)).balanceMinor ?? 0, m.balance[who], `balance after ${JSON.stringify(s)}`);
      assert.equal((await app.call('ledger.shift', {})).tillMinor, m.drawer, `the drawer after ${JSON.stringify(s)}`);
      assert.ok(m.cameMinor >= 0, `no more is handed out than ever came, after ${JSON.stringify(s)}`);
      for (const sold of m.sold) {
        const row = await rowOf(app, 'subscription', sold.id);
        assert.deepEqual([row.leftHalves ?? Infinity, row.endOn, !!row.closedAs], [sold.left, m.endOf(sold), sold.isClosed], `subscription after ${JSON.stringify(s)}`);
        assert.equal(await expiredOf(sold.id), m.expired(sold), `income by the term after ${JSON.stringify(s)}`);
      }
    }
    assert.deepEqual(await app.app.db.snapshot((query) => auditMoney(query, app.studioId)), []);
  }), { numRuns: Number(process.env.RUNS ?? 25), ...(process.env.SEED && { seed: Number(process.env.SEED) }) });

  async function run(m: Model, ids: number[], s: Step): Promise<void> {
    const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];
    switch (s.do) {
      case 'sell': {
        const id = nextId++;
        await app.call('subscription.sell', { id, clientId: ids[s.who]!, typeId: s.hasCount ? type : endless, seenPriceMinor: TYPE_PRICE, payments: s.paid ? [{ method: 'cash', amountMinor: s.paid }] : [] });
        m.sold.push({ id, who: s.who, price: TYPE_PRICE, halves: COUNT * 2, left: s.hasCount ? COUNT * 2 : Infinity, used: 0, startOn: m.today, days: DAYS, extra: 0, freezes: [], isClosed: false, bill: m.bill(s.who, TYPE_PRICE) });
        m.balance[s.who]! += s.paid;
        m.cameMinor += s.paid;
        m.drawer += s.paid;
        return;
      }
      case 'book': {
        const onDate = addDays(m.today, -(s.ahead % 2));
        const lesson = await lessonOf(ids[s.who]!, onDate);
        m.places.push({ lessonId: lesson, who: s.who, onDate, state: 'booked', sold: null, halves: 0, charged: 0, bill: 0 });
        return;
      }
      case 'mark': {
        const p = pick(m.places, s.at);
        if (!p) return;
        const asked = { lessonId: p.lessonId, clientId: ids[p.who]! };
        if (s.outcome === 'booked') {
          await app.call('attendance.undo', { ...asked, reason: 'помилка' });
          if (p.state !== 'booked') m.mark(p, 'booked');
          return;
        }
        await app.call('attendance.mark', { ...asked, outcome: s.outcome, ...(s.takes && { takes: s.takes }) });
        if (p.state !== s.outcome || s.takes) m.mark(p, s.outcome, s.takes ? 1 : TAKES[s.outcome]);
        return;
      }
      case 'pay': {
        const { lineId = 0 } = await app.call('ledger.topUp', { clientId: ids[s.who]!, method: s.method, amountMinor: s.amount });
        m.payments.push({ lineId, who: s.who, amount: s.amount, method: s.method, isBack: false });
        m.balance[s.who]! += s.amount;
        m.cameMinor += s.amount;
        if (s.method === 'cash') m.drawer += s.amount;
        return;
      }
      case 'reverse': {
        const p = pick(m.payments, s.at);
        if (!p) return;
        const isWrong = p.isBack || !m.pays(p.method, p.amount);
        await refusedIf(isWrong, () => app.call('ledger.reverse', { lineId: p.lineId, reason: 'x' }));
        if (isWrong) return;
        m.balance[p.who]! -= p.amount;
        if (p.method === 'cash') m.drawer -= p.amount;
        p.isBack = true;
        return;
      }
      case 'takeOut': {
        const amountMinor = Math.floor(m.drawer * s.part);
        if (!amountMinor) return;
        await app.call('ledger.spend', { amountMinor, what: 'safe', note: 'x' });
        m.drawer -= amountMinor;
        return;
      }
      case 'payOut': {
        const isWrong = m.balance[s.who]! < s.amount || !m.pays(s.method, s.amount);
        await refusedIf(isWrong, () => app.call('ledger.payOut', { clientId: ids[s.who]!, method: s.method, amountMinor: s.amount, note: 'x' }));
        if (isWrong) return;
        m.balance[s.who]! -= s.amount;
        m.cameMinor -= s.amount;
        if (s.method === 'cash') m.drawer -= s.amount;
        return;
      }
      case 'refund': {
        const sold = pick(m.sold, s.at);
        if (!sold) return;
        const amountMinor = Math.floor(m.worth(sold) * s.part);
        const payOutMinor = s.out ? Math.floor(amountMinor * s.outPart) : 0;
        const isWrong = sold.isClosed || payOutMinor > Math.max(0, m.balance[sold.who]! + amountMinor) || !m.pays(s.out, payOutMinor);
        await refusedIf(isWrong, async () => app.call('subscription.refund', { id: sold.id, seenRev: (await rowOf(app, 'subscription', sold.id)).rev, amountMinor, ...(s.out && { payOut: s.out, payOutMinor }), reason: 'x' }));
        if (isWrong) return;
        m.bill(sold.who, -amountMinor);
        m.balance[sold.who]! -= payOutMinor;
        m.cameMinor -= payOutMinor;
        if (s.out === 'cash') m.drawer -= payOutMinor;
        Object.assign(sold, { isClosed: true, ...(sold.left !== Infinity && { left: 0 }) });
        return;
      }
      case 'transfer': {
        const sold = pick(m.sold, s.at);
        if (!sold) return;
        const isWrong = sold.isClosed || sold.left <= 0;
        const id = nextId++, who = 1 - sold.who, owed = m.owed(sold);
        await refusedIf(isWrong, async () => app.call('subscription.transfer', { id: sold.id, seenRev: (await rowOf(app, 'subscription', sold.id)).rev, newId: id, toClientId: ids[who]!, reason: 'x' }));
        if (isWrong) return;
        await expireSubscriptions(app.app, app.studioId, app.clock.now());
        m.bill(sold.who, -owed);
        m.sold.push({ ...sold, id, who, price: m.worth(sold), halves: Math.ceil(sold.left / 2) * 2, used: 0, freezes: [...sold.freezes], bill: owed ? m.bill(who, owed) : null });
        Object.assign(sold, { isClosed: true, ...(sold.left !== Infinity && { left: 0 }) });
        return;
      }
      case 'freeze': {
        const sold = pick(m.sold, s.at);
        if (!sold) return;
        const from = addDays(m.today, s.from), to = addDays(from, s.days - 1);
        const isWrong = sold.isClosed || from > m.endOf(sold) || sold.freezes.some((f) => f.from <= to && from <= f.to) || m.places.some((p) => p.sold === sold && p.halves && p.onDate >= from && p.onDate <= to);
        await refusedIf(isWrong, async () => app.call('subscription.freeze', { id: sold.id, seenRev: (await rowOf(app, 'subscription', sold.id)).rev, fromOn: from, toOn: to, keepsPlaces: true, reason: 'x' }));
        if (isWrong) return;
        sold.freezes.push({ from, to });
        sold.extra += s.days;
        return;
      }
      case 'extend': {
        const sold = pick(m.sold, s.at);
        if (!sold) return;
        await refusedIf(sold.isClosed, async () => app.call('subscription.extend', { id: sold.id, seenRev: (await rowOf(app, 'subscription', sold.id)).rev, days: s.days, reason: 'x' }));
        if (!sold.isClosed) sold.extra += s.days;
        return;
      }
      case 'clock': {
        m.today = addDays(m.today, s.days);
        await app.clock.set(`${m.today}T20:00+02:00`);
        await expireSubscriptions(app.app, app.studioId, app.clock.now());
        return;
      }
      // Two lessons of one person marked at once, from two desks: in either order each takes once.
      case 'desks': {
        const lessons = [await lessonOf(ids[s.who]!, m.today), await lessonOf(ids[s.who]!, m.today)];
        await Promise.all(lessons.map((lessonId) => app.call('attendance.mark', { lessonId, clientId: ids[s.who]!, outcome: 'attended' })));
        for (const lessonId of lessons) {
          const place: Place = { lessonId, who: s.who, onDate: m.today, state: 'booked', sold: null, halves: 0, charged: 0, bill: 0 };
          m.places.push(place);
          m.mark(place, 'attended');
        }
        return;
      }
    }
  }
  async function expiredOf(id: number): Promise<number> {
    const [found] = await app.sql<{ sum: string }>(`select coalesce(sum(case when l.what = 'expired' then l.amount_minor else -l.amount_minor end), 0) as sum from ledger l left join ledger x on x.id = l.reverses_id where l.subscription_id = $1 and 'expired' in (l.what, x.what)`, [id]);
    return Number(found?.sum);
  }
  async function lessonOf(clientId: number, onDate: string): Promise<number> {
    const id = nextId++;
    hour = (hour + 1) % 200;
    await app.call('lesson.create', { id, onDate, startMin: hour * 5, durationMin: 5, kindId: kind.id, clientIds: [clientId] });
    return id;
  }
  async function refusedIf(isWrong: boolean, run: () => Promise<unknown>): Promise<void> {
    if (!isWrong) return void (await run());
    await assert.rejects(run, (error) => error instanceof Refused);
  }
});
