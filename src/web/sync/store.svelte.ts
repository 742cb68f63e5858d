// The rows this device holds, readable reactively: plain maps underneath, one version signal a table and one a date for lessons.
// Invariant: a batch of changes is applied whole before any screen sees it, and touches only the dates it concerns.
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Absence, Client, Closure, ExpectedPayment, Group, Lesson, LessonKind, Notice, Room, Row, Series, Shift, Studio, Subscription, SubscriptionType, Table, Telling, Trainer, User, Waiting } from '../../contract/entities.ts';
import type { RemoteChange } from './notices.ts';
import { beforeOf, lessonOf, Overlays, type Laid, type LessonView, type Overlay } from './overlays.ts';
import { datesOf, Replica } from './replica.ts';

export type { Laid, LessonView, Overlay } from './overlays.ts';
export type { RemoteChange } from './notices.ts';
export interface TableStore<R> { get(id: number): R | undefined; all(): R[] }
export interface LessonStore {
  /** Lessons that begin on that date, overlay applied; unordered. */
  onDate(date: string): LessonView[];
  get(id: number): LessonView | undefined;
  /** Asks for months (year * 12 + month - 1) not held yet. From an effect or a handler, not from a derived. */
  hold(months: number[]): void;
  isLoaded(month: number): boolean;
  /** Another number after any change of any lesson; reactive. */
  readonly version: number;
  onRemoteChange(listener: (change: RemoteChange) => void): () => void;
}

interface Source { load(months: number[]): void; listen(listener: (change: RemoteChange) => void): () => void }
let source: Source | null = null;

// Versions: reading one subscribes; bumping it is the only way a screen learns of news.
const tableVersions = new SvelteMap<Table, number>();
const dateVersions = new SvelteMap<string, number>();
const loaded = new SvelteMap<number, boolean>();
/** Any lesson anywhere: for readers of a lesson that is not in sight yet. */
let anyLesson = $state(0);
const bump = <K>(versions: SvelteMap<K, number>, key: K) => untrack(() => versions.set(key, (versions.get(key) ?? 0) + 1));

const overlays = new Overlays();
/** Where each lesson in sight is shown: date → ids, and back. */
const byDate = new Map<string, Set<number>>();
const dateOfId = new Map<number, string>();
const touched = { tables: new Set<Table>(), dates: new Set<string>() };
let batchDepth = 0;
let onLessonTouched: ((id: number, before: Lesson | undefined, after: Lesson | undefined) => void) | null = null;

const replica = new Replica((table, id, before, after) => {
  if (table === 'lesson') {
    reindex(id);
    onLessonTouched?.(id, before as Lesson | undefined, after as Lesson | undefined); // rows of table lesson
  } else touched.tables.add(table);
});
function reindex(id: number) {
  const was = dateOfId.get(id);
  const is = overlays.view(id, replica.tables.lesson.get(id))?.onDate;
  if (was !== undefined) touched.dates.add(was);
  if (is !== undefined) touched.dates.add(is);
  if (was === is) return;
  if (was !== undefined) byDate.get(was)?.delete(id);
  if (is === undefined) dateOfId.delete(id);
  else {
    dateOfId.set(id, is);
    const ids = byDate.get(is);
    if (ids) ids.add(id);
    else byDate.set(is, new Set([id]));
  }
}
function batch<T>(run: () => T): T {
  batchDepth++;
  try {
    return run();
  } finally {
    if (--batchDepth === 0) {
      for (const table of touched.tables) bump(tableVersions, table);
      for (const date of touched.dates) bump(dateVersions, date);
      if (touched.dates.size) untrack(() => anyLesson++);
      touched.tables.clear();
      touched.dates.clear();
    }
  }
}

function tableStore<T extends Exclude<Table, 'lesson'>>(table: T): TableStore<Row<T>> {
  const rows = replica.tables[table] as Map<number, Row<T>>; // the map of this very table
  tableVersions.set(table, 0);
  return {
    get(id) { return void tableVersions.get(table), rows.get(id); },
    all() { return void tableVersions.get(table), [...rows.values()]; },
  };
}
const studioRows = tableStore('studio');
const user: TableStore<User> = tableStore('user');
const trainer: TableStore<Trainer> = tableStore('trainer');
const room: TableStore<Room> = tableStore('room');
const lessonKind: TableStore<LessonKind> = tableStore('lessonKind');
const group: TableStore<Group> = tableStore('group');
const client: TableStore<Client> = tableStore('client');
const series: TableStore<Series> = tableStore('series');
const telling: TableStore<Telling> = tableStore('telling');
const absence: TableStore<Absence> = tableStore('absence');
const closure: TableStore<Closure> = tableStore('closure');
const waiting: TableStore<Waiting> = tableStore('waiting');
const subscriptionType: TableStore<SubscriptionType> = tableStore('subscriptionType');
const subscription: TableStore<Subscription> = tableStore('subscription');
const expectedPayment: TableStore<ExpectedPayment> = tableStore('expectedPayment');
const shift: TableStore<Shift> = tableStore('shift');
const notice: TableStore<Notice> = tableStore('notice');
const lessons: LessonStore = {
  onDate(date) {
    void dateVersions.get(date);
    const out: LessonView[] = [];
    for (const id of byDate.get(date) ?? []) {
      const view = overlays.view(id, replica.tables.lesson.get(id));
      if (view) out.push(view);
    }
    return out;
  },
  get(id) {
    const date = dateOfId.get(id);
    // Not in sight yet: any arrival may be it.
    void (date === undefined ? anyLesson : dateVersions.get(date));
    return overlays.view(id, replica.tables.lesson.get(id));
  },
  hold(months) {
    const fresh = batch(() => replica.hold(months));
    if (!fresh.length) return;
    untrack(() => {
      for (const m of [...loaded.keys()]) if (!replica.months.has(m)) loaded.delete(m);
      for (const m of fresh) {
        loaded.set(m, false);
        for (const d of datesOf(m)) if (!dateVersions.has(d)) dateVersions.set(d, 0);
      }
      source?.load(fresh);
    });
  },
  get version() { return anyLesson; },
  isLoaded: (month) => loaded.get(month) ?? false,
  onRemoteChange: (listener) => source?.listen(listener) ?? (() => {}),
};

/** Rows that say what lessons and places are called. */
const NAMED: readonly Table[] = ['trainer', 'room', 'lessonKind', 'group', 'client'];
export const store = {
  /** Another text after any change of what people, places, kinds and groups are called; reactive. */
  get names(): string { return NAMED.map((table) => tableVersions.get(table) ?? 0).join(); },
  get studio(): Studio | null { return studioRows.all()[0] ?? null; },
  user, trainer, room, lessonKind, group, client, series, telling, absence, closure, waiting, subscriptionType, subscription, expectedPayment, shift, notice, lessons,
};

/** For sync/client only: the side of the store that news comes in by. */
export const storeInput = {
  replica,
  overlays,
  batch,
  reindex,
  connect(to: Source, lessonTouched: typeof onLessonTouched) {
    source = to;
    onLessonTouched = lessonTouched;
  },
  monthsLoaded(months: readonly number[]) { for (const m of months) if (replica.months.has(m)) loaded.set(m, true); },
  monthsEmptied() { untrack(() => { for (const m of [...loaded.keys()]) loaded.set(m, false); }); },
  layOver(overlay: Overlay): Laid {
    const id = lessonOf(overlay);
    const before = beforeOf(overlay, overlays.view(id, replica.tables.lesson.get(id)));
    const key = overlays.add(overlay);
    batch(() => reindex(id));
    return { key, before };
  },
  takeOff(key: number) {
    const id = overlays.drop(key);
    if (id !== undefined) batch(() => reindex(id));
  },
  /** Overlays whose write the store has caught up with go. */
  reached(cursor: number) {
    const ids = overlays.reached(cursor, (id) => replica.tables.lesson.get(id)?.rev);
    if (ids.length) batch(() => ids.forEach(reindex));
  },
};
