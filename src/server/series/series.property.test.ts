// Random edits of a regular schedule against a plain list of its lessons. A failure prints the seed and the shortest way to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { addDays, daysBetween, weekday } from '../../domain/calendar-day.ts';
import { doSlotsOverlap, seriesDates, type SeriesSlot } from '../../domain/series.ts';
import { Refused } from '../context.ts';

const app = await createTestApp();
await app.connectAll();
const FROM = '2027-03-01';
const TODAY = '2026-11-23';
const SLOTS: readonly SeriesSlot[] = [{ weekday: 1, startMin: 1080, durationMin: 60 }, { weekday: 3, startMin: 1080, durationMin: 60 }];

interface Member { id: number; on: string; min: number; length: number; meantOn: string; meantMin: number; isChanged: boolean; status: string }
interface Model { members: Member[]; slots: SeriesSlot[]; untilOn: string }
type Scope = 'following' | 'all';
type Edit =
  | { do: 'drag'; at: number; days: number; by: number; scope: Scope | undefined } | { do: 'stretch'; at: number; length: number; scope: Scope | undefined } | { do: 'cancel'; at: number; scope: Scope | undefined } | { do: 'restore'; at: number }
  | { do: 'spread'; at: number; scope: Scope; includesChanged: boolean } | { do: 'end'; after: number; includesChanged: boolean } | { do: 'undo' };
const at = fc.nat(20);
const scope = fc.option(fc.constantFrom('following' as const, 'all' as const), { nil: undefined });
const edits: fc.Arbitrary<Edit[]> = fc.array(fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('drag' as const), at, days: fc.constantFrom(-7, -2, -1, 0, 1, 2, 7), by: fc.constantFrom(-120, 0, 90), scope }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stretch' as const), at, length: fc.constantFrom(30, 60, 90), scope }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), at, scope }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), at }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('spread' as const), at, scope: fc.constantFrom('following' as const, 'all' as const), includesChanged: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), after: fc.integer({ min: 7, max: 40 }), includesChanged: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ do: 'undo' as const }) },
), { minLength: 3, maxLength: 12 });

/** The list after the edit; null when it is to be refused. */
function after(model: Model, edit: Exclude<Edit, { do: 'undo' }>): Model | null {
  const next = structuredClone(model);
  if (edit.do === 'end') {
    const fromOn = addDays(FROM, edit.after);
    next.members = next.members.filter((m) => m.on < fromOn || m.status !== 'planned' || (m.isChanged && !edit.includesChanged));
    if (addDays(fromOn, -1) < next.untilOn) next.untilOn = addDays(fromOn, -1);
    return next;
  }
  const m = next.members[edit.at % next.members.length]!;
  if (edit.do === 'cancel' || edit.do === 'restore') {
    const to = edit.do === 'cancel' ? 'cancelled' : 'planned';
    if (m.status === to) return null;
    m.status = to;
    if (edit.do === 'cancel' && edit.scope) drop(next, m, edit.scope);
    return next;
  }
  if (m.status !== 'planned') return null;
  if (edit.do === 'spread') return spread(next, m, edit.scope, edit.includesChanged);
  const moved = edit.do === 'drag' ? { on: addDays(m.on, edit.days), min: m.min + edit.by, length: m.length } : { on: m.on, min: m.min, length: edit.length };
  if (edit.scope && edit.do === 'stretch') return stretch(next, m, edit.length, edit.scope);
  if (edit.scope) return m.on === moved.on && m.min === moved.min ? next : spread(next, Object.assign(m, moved), edit.scope, false, false);
  m.isChanged ||= m.on !== moved.on || m.min !== moved.min || m.length !== moved.length;
  Object.assign(m, moved);
  return next;
}
const alikeOf = (next: Model, { id, meantOn, meantMin }: Member, scope: Scope): Member[] => next.members.filter((o) => o.id !== id && weekday(o.meantOn) === weekday(meantOn) && o.meantMin === meantMin && (scope === 'all' || o.meantOn > meantOn));
const isSlotOf = (s: SeriesSlot, m: Member): boolean => s.weekday === weekday(m.meantOn) && s.startMin === m.meantMin;
/** Only the length goes along; everything keeps its time. */
function stretch(next: Model, m: Member, length: number, scope: Scope): Model | null {
  if (m.length === length) return next;
  next.slots = next.slots.map((s) => (isSlotOf(s, m) ? { ...s, durationMin: length } : s));
  for (const o of [m, ...alikeOf(next, m, scope).filter((o) => o.status === 'planned' && !o.isChanged)]) o.length = length;
  return doSlotsOverlap(next.slots) ? null : next;
}
function drop(next: Model, m: Member, scope: Scope): void {
  for (const o of alikeOf(next, m, scope)) if (o.status === 'planned' && !o.isChanged) o.status = 'cancelled';
  const slots = next.slots.filter((s) => !isSlotOf(s, m));
  const lastOn = scope === 'following' ? addDays(m.meantOn, -1) : TODAY;
  if (slots.length) next.slots = slots;
  else if (lastOn < next.untilOn) next.untilOn = lastOn;
}
function spread(next: Model, m: Member, scope: Scope, includesChanged: boolean, hasLength = true): Model | null {
  const { meantOn } = m;
  const shift = daysBetween(meantOn, m.on);
  next.slots = next.slots.map((s) => (isSlotOf(s, m) ? { weekday: weekday(m.on), startMin: m.min, durationMin: hasLength ? m.length : s.durationMin } : s));
  if (doSlotsOverlap(next.slots)) return null;
  for (const o of alikeOf(next, m, scope)) {
    o.meantOn = addDays(o.meantOn, shift);
    o.meantMin = m.min;
    if (o.status === 'planned' && (includesChanged || !o.isChanged)) Object.assign(o, { on: o.meantOn, min: m.min, length: hasLength ? m.length : o.length, isChanged: false });
  }
  Object.assign(m, { meantOn: m.on, meantMin: m.min, isChanged: false });
  // One lesson for a date of the rule.
  return new Set(next.members.map((o) => `${o.meantOn} ${o.meantMin}`)).size === next.members.length ? next : null;
}

test('whatever is done to a schedule, its lessons are those of the plain list, and every way back leads back', { timeout: 50_000 }, async () => {
  let year = 0;
  await fc.assert(fc.asyncProperty(edits, async (list) => {
    year++;
    const id = 900_000 + year;
    await app.call('series.create', { id, kindId: app.kinds.individual, slots: [...SLOTS], fromOn: FROM, count: 10 });
    const present = async (): Promise<Model> => {
      const members = await app.sql<Member>(`select id::int, on_date::text as on, start_min::int as min, duration_min::int as length, series_on::text as "meantOn", series_min::int as "meantMin", is_changed as "isChanged", status from lesson where series_id = $1 order by id`, [id]);
      const { slots, untilOn = '' } = await rowOf(app, 'series', id);
      return { members, slots, untilOn };
    };
    let model = await present();
    assert.deepEqual(model.members.map((m) => [m.on, m.min]), seriesDates({ slots: SLOTS, fromOn: FROM, count: 10 }).map((d) => [d.onDate, d.startMin]));
    const before: { rev: number; model: Model }[] = [];
    for (const edit of list) {
      if (edit.do === 'undo') {
        const last = before.pop();
        if (!last) continue;
        const was = model;
        await app.call('change.undo', { rev: last.rev });
        model = last.model;
        before.push({ rev: await app.rev(), model: was });
      } else {
        if (!model.members.length || isOutOfDay(model, edit)) continue;
        const next = after(model, edit);
        const isDone = await apply(id, model, edit);
        assert.equal(isDone, next !== null, `${JSON.stringify(edit)} is ${next ? 'allowed' : 'refused'}`);
        if (next && JSON.stringify(next) !== JSON.stringify(model)) before.push({ rev: await app.rev(), model });
        model = next ?? model;
      }
      assert.deepEqual(await present(), model, JSON.stringify(edit));
    }
    await app.converge();
  }), { numRuns: 60 });
});

const isOutOfDay = (model: Model, edit: Edit): boolean => {
  const min = edit.do === 'drag' ? model.members[edit.at % model.members.length]!.min + edit.by : 0;
  return min < 0 || min > 1439;
};
const wide = (scope: Scope | undefined) => (scope ? { scope } : {});
async function apply(id: number, model: Model, edit: Exclude<Edit, { do: 'undo' }>): Promise<boolean> {
  const seenRev = await app.rev();
  try {
    if (edit.do === 'end') await app.call('series.end', { id, seenRev, fromOn: addDays(FROM, edit.after), includesChanged: edit.includesChanged });
    else {
      const m = model.members[edit.at % model.members.length]!;
      if (edit.do === 'cancel') await app.call('lesson.cancel', { id: m.id, seenRev, reason: 'Хвороба', askedBy: 'client', ...wide(edit.scope) });
      else if (edit.do === 'restore') await app.call('lesson.restore', { id: m.id, seenRev });
      else if (edit.do === 'stretch') await app.call('lesson.resize', { id: m.id, seenRev, durationMin: edit.length, ...wide(edit.scope) });
      else if (edit.do === 'drag') await app.call('lesson.move', { id: m.id, seenRev, onDate: addDays(m.on, edit.days), startMin: m.min + edit.by, ...wide(edit.scope) });
      else await app.call('series.update', { id, seenRev, lessonId: m.id, scope: edit.scope, includesChanged: edit.includesChanged });
    }
    return true;
  } catch (error) {
    if (error instanceof Refused && error.refusal.code !== 'failed') return false;
    throw error;
  }
}
