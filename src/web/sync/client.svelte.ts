// The device's end of the change feed: joins connection, outbox and store, and gives screens `sync`, `call` and `newId`.
// Invariant: the cursor to resume from never passes a message that is still arriving.
import { WIRE_VERSION, type ServerMessage, type Snapshot, type Welcome } from '../../contract/frames.ts';
import type { Input, OpName, Output } from '../../contract/ops.ts';
import { browserClock as clock, isSignedOut, openSocket, watchHands } from './browser.ts';
import { Connection, type LinkState } from './connection.ts';
import { instance, isAskedEarly } from './early.ts';
import { IdPool } from './ids.ts';
import { Keeper, readKept } from './kept.ts';
import { Notices } from './notices.ts';
import { findOperation, loadOperations, operationNamed } from './operations.ts';
import { Outbox } from './outbox.ts';
import { Pauses } from './pauses.ts';
import { Presence } from './presence.svelte.ts';
import { Refused } from './refused.ts';
import { monthOf } from './replica.ts';
import { store, storeInput } from './store.svelte.ts';
import type { Laid, Overlay } from './overlays.ts';

export { Refused } from './refused.ts';
export type Me = Welcome['me'];
export type SyncState = LinkState | 'slow';

const SLOW_MS = 1500;
const MOST_MONTHS_KEPT = 6;
const BASE_TABLES = ['studio', 'user', 'trainer', 'room', 'lessonKind', 'group', 'series', 'telling', 'absence', 'closure', 'waiting'] as const;
/** What comes after the calendar has been drawn. */
const LATE_TABLES = ['client', 'subscriptionType', 'subscription', 'expectedPayment', 'shift', 'notice'] as const;
const OVERLAY_LEFTOVER_MS = 3000;
/** By then the line has nothing better to do. */
const OPERATIONS_AFTER_MS = 4000;

const { replica, overlays } = storeInput;
const stand = { epoch: '', rev: 0, view: '', reached: 0, streams: 0, userId: 0 };
/** Parts of a snapshot still awaited: the base tables, the clients. */
let awaited: { epoch: string; view: string; rev: number; parts: Set<'base' | 'clients'> } | null = null;

// Screens read these; the code here reads the connection itself, so that a call made in an effect does not tie the effect to them.
let link = $state<LinkState>('connecting');
let isSlow = $state(false);
let me = $state.raw<Me | null>(null);
let pendingWrites = $state(0);
let retryAt = $state<number | null>(null);
let clockOffsetMs = $state(0);
let cancelSlow: (() => void) | null = null;

const outbox = new Outbox(clock, () => {
  pendingWrites = outbox.pendingWrites;
  notices.writes(pendingWrites);
  watchSlowness();
});
const notices = new Notices(clock);
const ids = new IdPool(async () => (await call('session.leaseIds', {})).output.first);
const presence = new Presence(clock, async (id) => (await call('presence.look', id === null ? {} : { lessonId: id })).output.others);
const keeper = new Keeper(clock, () => {
  if (!me || !stand.epoch) return null;
  const months = [...replica.months].filter((month) => store.lessons.isLoaded(month)).slice(-MOST_MONTHS_KEPT);
  const { lesson, ...base } = replica.tables;
  const rows = Object.fromEntries(Object.entries(base).map(([table, held]) => [table, [...held.values()]])) as Omit<Snapshot, 'rev' | 'months' | 'lesson'>; // the rows of each table
  return { me, epoch: stand.epoch, view: stand.view, snapshot: { ...rows, rev: stand.rev, months, lesson: [...lesson.values()].filter((l) => months.includes(monthOf(l.onDate))) } };
});
const connection = new Connection({
  clock,
  open() {
    const socket = openSocket();
    if (socket.asked) asked = new Set(socket.asked);
    return socket;
  },
  isSignedOut,
  hello() {
    asked = new Set(replica.months);
    return { wire: WIRE_VERSION, instance, epoch: stand.epoch, rev: stand.rev, view: stand.view, months: [...asked] };
  },
  message: receive,
  streams(delta) {
    stand.streams += delta;
    if (delta === 1) replica.underWay();
    else replica.settled();
    advance();
  },
  down() {
    takeIn();
    outbox.detach();
    isGreeted = false;
    for (; stand.streams > 0; stand.streams--) replica.settled();
    stand.reached = stand.rev;
    if (awaited) replica.settled();
    awaited = null;
  },
  changed() {
    link = connection.state;
    retryAt = connection.retryAt;
    // A session that was ended elsewhere ends here with all that it showed.
    if (link === 'signedOut') void keeper.forget();
    watchSlowness();
  },
});
const pauses = new Pauses(clock);
let unwatchHands = () => {};
/** The last that was answered to this page. */
let ownRev = 0;
/** Pushed, and not taken in yet because a hand is at work. */
const pushed: Extract<ServerMessage, { kind: 'changes' }>[] = [];
/** The server has answered the hello of the present socket. */
let isGreeted = false;
let wasGreeted = false;
let haveRows = () => {};
const rows = new Promise<void>((done) => { haveRows = done; });
/** Months that the hello of the present socket named: a snapshot holds them. */
let asked: ReadonlySet<number> = new Set();
/** The push being applied, while it is: its lessons are news to tell. */
let pushRev: number | null = null;
storeInput.connect(
  // Until the greeting nothing is asked for apart: the hello or the welcome sees to it.
  { load: (months) => { if (isGreeted) void loadMonths(months); }, listen: (listener) => notices.listen(listener) },
  (id, before, after) => { if (pushRev !== null && connection.state === 'live') notices.seen({ id, before, after }, after?.rev ?? pushRev); },
);

export const sync = {
  get state(): SyncState { return link === 'live' && isSlow ? 'slow' : link; },
  get me() { return me; },
  get pendingWrites() { return pendingWrites; },
  get retryAt() { return retryAt; },
  /** How far the server's clock is ahead of this device's. */
  get clockOffsetMs() { return clockOffsetMs; },
  start() {
    connection.start();
    unwatchHands(); // the shell starts what has been started before it
    unwatchHands = watchHands(pauses);
    addEventListener('online', poke);
    addEventListener('beforeunload', warnOfUnsent);
    document.addEventListener('visibilitychange', visibilityChanged);
  },
  stop() {
    removeEventListener('online', poke);
    removeEventListener('beforeunload', warnOfUnsent);
    document.removeEventListener('visibilitychange', visibilityChanged);
    unwatchHands();
    connection.stop();
  },
  /** Resolves with the first rows from the server. */
  rows,
  /** The others who have the same lesson open. */
  get onlookers() { return presence.others; },
  /** Says which lesson is open here; null when none is. */
  look(lessonId: number | null) { presence.look(lessonId); },
  /** Shows what was seen last on this device; what has changed since comes with the connection. Before `start`. */
  async restore() {
    const kept = stand.userId || isAskedEarly() ? null : await readKept();
    if (!kept) return;
    const { me: who, epoch, view, snapshot } = kept;
    replica.hold(snapshot.months);
    storeInput.batch(() => {
      replica.applySnapshot(snapshot, BASE_TABLES);
      replica.applySnapshot(snapshot, LATE_TABLES);
      replica.applyMonths(snapshot.rev, snapshot.months, snapshot.lesson);
    });
    storeInput.monthsLoaded(snapshot.months);
    Object.assign(stand, { epoch, view, rev: snapshot.rev, reached: snapshot.rev, userId: who.userId });
    me = who;
  },
  /** True once the server has spoken to this page. */
  get wasGreeted() { return wasGreeted; },
  /** Draws in the next pause between keys and clicks what nobody here has asked for. */
  whenQuiet(run: () => void) { pauses.whenQuiet(run); },
  /** Leaves nothing of this person on the device. */
  forget: () => keeper.forget(),
  /** Tries to connect at once instead of waiting for the timer. */
  retryNow() { connection.poke(); },
};
const poke = () => connection.poke();
function visibilityChanged() {
  if (document.visibilityState === 'visible') connection.poke();
  else keeper.flush();
}
const warnOfUnsent = (event: BeforeUnloadEvent) => { if (outbox.pendingWrites) event.preventDefault(); };

/** Shows it before anything is sent: it stays until it is taken off, or given to the `call` that makes it true. */
export const { layOver, takeOff } = storeInput;
/** Sends an operation and resolves with its output and rev; throws Refused. Waits while there is no connection. */
export async function call<N extends OpName>(name: N, input: Input<N>, { overlay }: { overlay?: Overlay | Laid | undefined } = {}): Promise<{ output: Output<N>; rev: number }> {
  const key = overlay ? ('key' in overlay ? overlay : layOver(overlay)).key : null;
  try {
    const operation = findOperation(name) ?? (await operationNamed(name).catch(() => { throw new Refused({ code: 'unavailable' }); }));
    const answered = await outbox.call(name, operation, input as Record<string, unknown>); // every input is an object
    if (operation.effect === 'write') notices.ownRev(answered.rev);
    if (key !== null) settleOverlay(key, answered.rev);
    return answered as { output: Output<N>; rev: number }; // read by the operation's own output type
  } catch (error) {
    if (key !== null) takeOff(key);
    throw error;
  }
}
/** Next free row number of the leased blocks; rejects with `unavailable` when there is none and no connection. */
export function newId(): Promise<number> {
  const { state } = connection;
  if (!ids.hasSpare && (state === 'offline' || state === 'signedOut' || state === 'outdated')) return Promise.reject(new Refused({ code: 'unavailable' }));
  return ids.next();
}

function settleOverlay(key: number, rev: number) {
  overlays.answered(key, rev);
  storeInput.reached(stand.reached);
  // A write that changed nothing here is followed by no push.
  clock.after(OVERLAY_LEFTOVER_MS, () => takeOff(key));
}
async function loadMonths(months: readonly number[]) {
  for (let i = 0; i < months.length; i += 12) {
    const part = months.slice(i, i + 12);
    const before = stand.epoch;
    const cursorBefore = stand.reached;
    replica.underWay();
    try {
      const { output } = await call('calendar.load', { months: part });
      if (before === stand.epoch && output.rev < cursorBefore) void loadMonths(part);
      else {
        storeInput.batch(() => replica.applyMonths(output.rev, output.months, output.lessons.filter((l) => part.includes(Number(l.onDate.slice(0, 4)) * 12 + Number(l.onDate.slice(5, 7)) - 1))));
        storeInput.reached(stand.reached);
        storeInput.monthsLoaded(part);
        keeper.changed();
      }
    } catch {
      // Refused for good: not held after all, so that opening the month asks again.
      for (const m of part) replica.release(m);
    } finally {
      replica.settled();
    }
  }
}

function receive(m: Exclude<ServerMessage, { kind: 'piece' }>) {
  // Nothing overtakes what was pushed before it.
  if (m.kind !== 'changes') takeIn();
  switch (m.kind) {
    case 'welcome': return welcomed(m.welcome);
    case 'snapshot': {
      const isBase = m.snapshot.studio.length > 0;
      storeInput.batch(() => {
        replica.applyMonths(m.snapshot.rev, m.snapshot.months, m.snapshot.lesson);
        replica.applySnapshot(m.snapshot, isBase ? BASE_TABLES : LATE_TABLES);
      });
      storeInput.monthsLoaded(m.snapshot.months);
      if (isBase && m.snapshot.client.length) {
        storeInput.batch(() => replica.applySnapshot(m.snapshot, LATE_TABLES));
        awaited?.parts.delete('clients');
      }
      awaited?.parts.delete(isBase ? 'base' : 'clients');
      haveRows();
      return advance();
    }
    case 'changes': {
      pushed.push(m);
      // What comes of one's own doing is not kept waiting.
      return stand.reached < ownRev || outbox.pendingWrites ? takeIn() : pauses.whenQuiet(takeIn);
    }
    case 'pong':
      stand.reached = Math.max(stand.reached, m.rev);
      heardTime(m.now);
      if (!awaited) connection.caughtUp();
      return advance();
    case 'answer':
      ownRev = Math.max(ownRev, m.rev);
      return outbox.answer(m.request, m.rev, m.body);
    case 'refusal': return outbox.refuse(m.request, m.refusal);
    case 'presence': return presence.heard(m.presence.lessonId, m.presence.others);
    case 'goodbye': return undefined;
  }
}
/** What has been pushed, all at once: the screen is drawn once for it. */
function takeIn() {
  const all = pushed.splice(0);
  if (!all.length) return;
  storeInput.batch(() => {
    for (const { rev, changes } of all) {
      pushRev = rev;
      replica.applyChanges(rev, changes);
      stand.reached = Math.max(stand.reached, rev);
    }
  });
  pushRev = null;
  keeper.changed();
  advance();
}
/** Small differences are the way the message took, not the clock. */
const CLOCK_SLACK_MS = 3000;
function heardTime(serverNow: number) {
  const offset = serverNow - clock.now();
  if (Math.abs(offset - clockOffsetMs) > CLOCK_SLACK_MS) clockOffsetMs = Math.abs(offset) > CLOCK_SLACK_MS ? offset : 0;
}
function welcomed(welcome: Welcome) {
  const isOther = stand.userId !== 0 && stand.userId !== welcome.me.userId;
  if (isOther) {
    outbox.abandon();
    ids.forget();
  }
  stand.userId = welcome.me.userId;
  me = welcome.me;
  heardTime(welcome.now);
  if (welcome.mode === 'snapshot') {
    // Rows of the same person and view stay in sight until they are replaced.
    if (isOther || (stand.view !== '' && stand.view !== welcome.view)) {
      storeInput.batch(() => replica.clear());
      storeInput.monthsEmptied();
    } else replica.markStale();
    awaited = { epoch: welcome.epoch, view: welcome.view, rev: welcome.rev, parts: new Set(['base', 'clients']) };
    Object.assign(stand, { epoch: '', rev: 0, view: welcome.view, reached: welcome.rev });
    replica.underWay();
  } else {
    stand.view = welcome.view;
    // Its answer comes after what was missed.
    connection.ping();
  }
  isGreeted = true;
  if (!wasGreeted) clock.after(OPERATIONS_AFTER_MS, () => void loadOperations().catch(() => {}));
  wasGreeted = true;
  outbox.attach((bytes) => connection.send(bytes));
  const isComing = welcome.mode === 'snapshot' ? (month: number) => asked.has(month) : (month: number) => store.lessons.isLoaded(month);
  void loadMonths([...replica.months].filter((month) => !isComing(month)));
  presence.returned();
  if (!welcome.me.roles.every((r) => r === 'client')) void ids.fill();
}
/** Moves the cursor as far as it is safe, and lets go of overlays it has passed. */
function advance() {
  if (awaited && !awaited.parts.size) {
    stand.epoch = awaited.epoch;
    stand.view = awaited.view;
    awaited = null;
    replica.settled();
    connection.caughtUp();
    keeper.changed();
  }
  if (!awaited && !stand.streams) stand.rev = Math.max(stand.rev, stand.reached);
  storeInput.reached(stand.reached);
}

function watchSlowness() {
  cancelSlow?.();
  cancelSlow = null;
  const since = connection.state === 'live' ? outbox.waitingSince : null;
  if (since === null) {
    isSlow = false;
    return;
  }
  const left = since + SLOW_MS - clock.now();
  if (left <= 0) isSlow = true;
  else {
    isSlow = false;
    cancelSlow = clock.after(left + 5, watchSlowness);
  }
}
