// What the calendar does for actions: the one place where buttons, keys, menus and the palette come to.
import { tick } from 'svelte';
import { addDays, startOfWeek } from '../../domain/calendar-day.ts';
import type { CalendarPlace } from '../actions/action.ts';
import { overlay } from '../actions/place.svelte.ts';
import { formatDate, t, withTexts } from '../i18n/index.svelte.ts';
import { sync } from '../sync/client.svelte.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import { holdMany } from './batch-actions.ts';
import type { Slot } from './defaults.ts';
import { draftOf } from './draft.ts';
import { choices } from './choices.svelte.ts';
import { NO_FILTER, onlyOne } from './filter.ts';
import { freeStart } from './free-start.ts';
import { closedWindows, type Column } from './grid-model.ts';
import { copyLesson, holdLesson, redoLast, restoreLesson, tellRefusal, undoLast, type Outcome } from './lesson-actions.ts';
import { titleOf } from './lesson-words.svelte.ts';
import { redoable, undoable } from './own-changes.svelte.ts';
import { canCreate, canEdit, isStaff } from './permissions.ts';
import { pickedWith } from './picked.svelte.ts';
import type { CalendarScreen } from './screen.svelte.ts';
import { studioClock } from './studio-clock.svelte.ts';
import { rangeText } from './time-text.ts';
import { zoomed, zoomText } from './zoom.ts';

interface Around { readonly isPhone: boolean; readonly hasSides: boolean; readonly columns: readonly Column[]; readonly views: readonly string[]; root(): HTMLElement | undefined }
const FILTER = '[data-filter]';
/** As long as most lessons are. */
const USUAL_MIN = 55;
const MORNING = 600;
/** The lesson to be made again; kept while pages change. */
let copied = $state.raw<LessonView | null>(null);

export function calendarPlace(screen: CalendarScreen, around: Around): CalendarPlace {
  const where = whereabouts(screen, around);
  return {
    get date() { return where.dateHere(); },
    get view() { return screen.heading.view; },
    get views() { return around.views; },
    get hasSides() { return around.hasSides; },
    get pickedCount() { return screen.picked.size; },
    get canUndo() { return !undoable.isEmpty; },
    get canRedo() { return !redoable.isEmpty; },
    get hasCopied() { return copied !== null; },
    lessonHere: where.lessonHere,
    slotHere: where.slotHere,
    canCreate: () => canCreate(sync.me),
    canEdit: (lesson) => canEdit(sync.me, lesson),
    isPast: (lesson) => lesson.onDate <= studioClock.today,
    go: (view, date) => screen.go(around.views.includes(view) ? (view as typeof screen.view) : screen.view, date), // one of the views that the calendar itself named
    say: (text) => screen.say(text),
    zoom(direction) {
      choices.hourPx = zoomed(choices.hourPx, direction);
      screen.say(`${t('calendar.looks.zoom')} ${zoomText(choices.hourPx)}`);
    },
    showOnly(filter, name) {
      const before = choices.filter;
      choices.filter = { ...NO_FILTER, ...filter };
      toast({ text: t('palette.onlyNow', { name }), action: { label: t('do.undo'), run: () => { choices.filter = before; } } });
    },
    get hasFilter() { return around.root()?.querySelector(FILTER) !== null; },
    openFilter: () => around.root()?.querySelector<HTMLElement>(FILTER)?.click(),
    turnBy: () => screen.turnBy(),
    goToday: () => screen.goToday(),
    step: (direction) => screen.step(direction, { days: around.isPhone ? 1 : undefined }),
    pickDate: () => around.root()?.querySelector<HTMLElement>('[data-title]')?.click(),
    newLesson: (slot, of) => screen.openNew({ ...(slot ?? where.usualSlot()), ...of }),
    show: (id, part) => void show(screen, id, part),
    ...statuses(screen, where),
    copy(lesson) {
      // Under a finger there is no menu of free time to paste from: the copy opens as a new lesson a week later.
      if (matchMedia('(pointer: coarse)').matches) {
        const onDate = addDays(lesson.onDate, 7);
        screen.open = { kind: 'new', slot: { onDate, startMin: lesson.startMin }, draft: { ...draftOf(lesson), onDate, fold: 0 } };
        return;
      }
      copied = lesson;
      toast({ text: t('action.copied', { what: titleOf(lesson) }), seconds: 6 });
      screen.say(t('action.copied', { what: titleOf(lesson) }));
    },
    paste(slot) {
      const to = slot ?? where.usualSlot();
      if (copied) void tell(copyTo(copied, to), copied);
    },
    pick(lesson) {
      screen.togglePicked(lesson.id);
      if (around.isPhone && screen.open?.kind === 'lesson') screen.close(); // It lies over the others to be picked.
    },
    isPicked: (lesson) => screen.picked.has(lesson.id),
    clearPicked: () => screen.clearPicked(),
    tell(lessonIds) { screen.dialog = { kind: 'tell', of: lessonIds }; },
    undoLast,
    redoLast,
    showTelling() { screen.dialog = { kind: 'telling' }; },
    copyWeek() { screen.dialog = { kind: 'copyWeek', monday: startOfWeek(screen.date) }; },
    print(what) {
      overlay.open({ kind: 'print', what, date: screen.date || studioClock.today, trainerId: where.own() ?? where.lessonHere()?.trainerId });
    },
  };
}
const tell = async (outcome: Promise<Outcome>, lesson: LessonView) => {
  const result = await outcome;
  if (!result.isDone) tellRefusal(result.refusal, undefined, lesson);
};
async function show(screen: CalendarScreen, id: number, part: Parameters<CalendarPlace['show']>[1]) {
  const isOpen = screen.open?.kind === 'lesson' && screen.open.id === id && screen.turnPanel;
  if (!isOpen) screen.open = { kind: 'lesson', id, mode: part === 'cancel' ? 'cancel' : 'show' };
  if (!isOpen) await tick();
  screen.turnPanel?.(part);
}
/** What becomes of a lesson, or of all that are picked with it. */
function statuses(screen: CalendarScreen, { pickedWith }: ReturnType<typeof whereabouts>): Pick<CalendarPlace, 'pickedWith' | 'hold' | 'cancel' | 'restore' | 'remove'> {
  const isOneOfMany = (lesson: LessonView) => pickedWith(lesson).length > 0;
  const cancelMany = () => { screen.dialog = { kind: 'cancelMany' }; };
  return {
    pickedWith,
    hold: (lesson) => void (isOneOfMany(lesson) ? holdMany(pickedWith(lesson), studioClock.today) : tell(holdLesson(lesson, t('calendar.held', { what: titleOf(lesson) })), lesson)),
    cancel: (lesson) => (isOneOfMany(lesson) ? cancelMany() : void show(screen, lesson.id, 'cancel')),
    restore: (lesson) => void tell(restoreLesson(lesson, t('calendar.restored', { what: titleOf(lesson) })), lesson),
    async remove(lesson) {
      if (isOneOfMany(lesson)) return cancelMany();
      const refusal = await (await withTexts(import('./block-actions.ts'))).removeBlock(lesson);
      if (refusal) tellRefusal(refusal, undefined, lesson);
    },
  };
}
/** Where in the calendar the person is: the lesson and the free time that a key is about. */
function whereabouts(screen: CalendarScreen, around: Around) {
  const own = () => (isStaff(sync.me) ? undefined : sync.me?.trainerId);
  const focused = () => (document.activeElement instanceof HTMLElement && around.root()?.contains(document.activeElement) ? document.activeElement : null);
  const lessonFocused = () => store.lessons.get(Number(focused()?.closest<HTMLElement>('[data-lesson-id]')?.dataset['lessonId']));
  const lessonOpen = () => (screen.open?.kind === 'lesson' ? store.lessons.get(screen.open.id) : undefined);
  const columnSlot = (index: number, startMin: number): Slot | null => {
    const column = around.columns[index];
    return column ? { onDate: column.date, startMin, trainerId: own() ?? column.trainerId ?? onlyOne(choices.filter.trainers), roomId: column.roomId ?? onlyOne(choices.filter.rooms) } : null;
  };
  /** Where a new lesson goes when nobody has said: at the cursor, else soon today or when it opens next, else in the morning of the first day; of a trainer beside her lessons. */
  const usualSlot = (): Slot => {
    const { cursor } = screen;
    // In a month: the day that the keyboard is on.
    if (screen.view === 'month') return { onDate: around.root()?.querySelector<HTMLElement>('[data-month-day][tabindex="0"]')?.dataset['monthDay'] ?? screen.date, startMin: MORNING, trainerId: own() };
    const today = around.columns.findIndex((c) => c.date === studioClock.today);
    const soon = Math.min(1380, Math.ceil((studioClock.nowMin + 1) / 30) * 30);
    const index = Math.min(cursor?.column ?? Math.max(0, today), around.columns.length - 1);
    const slot = columnSlot(index, 0) ?? { onDate: screen.date, startMin: 0, trainerId: own() };
    if (cursor) return { ...slot, startMin: cursor.startMin };
    const wanted = today >= 0 ? soon : MORNING;
    // Nobody has said which day: where today is over, the next one that is open.
    const open = openFrom(slot, wanted, today >= 0 ? 7 : 0) ?? openFrom(slot, wanted, 0, { isAfterHours: true });
    return { ...slot, ...(open ?? { startMin: wanted }) };
  };
  /** The first time within hours, of a trainer beside her lessons, on the day of a slot or so many days later. */
  const openFrom = ({ onDate, trainerId }: Slot, startMin: number, days: number, { isAfterHours = false } = {}): Pick<Slot, 'onDate' | 'startMin'> | null => {
    const trainer = own() === undefined ? undefined : (trainerId ?? undefined);
    for (let after = 0; after <= days; after++) {
      const date = addDays(onDate, after);
      const lessons = trainer === undefined ? [] : store.lessons.onDate(date).filter((l) => l.trainerId === trainer);
      const closed = isAfterHours ? [] : closedWindows(date, store.studio, trainer === undefined ? undefined : store.trainer.get(trainer)).map(({ from, to }) => ({ startMin: from, durationMin: to - from }));
      const start = freeStart(after ? MORNING : startMin, USUAL_MIN, [...lessons, ...closed]);
      if (start < 1440) return { onDate: date, startMin: Math.min(1380, start) };
    }
    return null;
  };
  return {
    own, usualSlot,
    pickedWith(lesson: LessonView): LessonView[] {
      // In its own panel it is about that one alone.
      const isInPanel = screen.open?.kind === 'lesson' && screen.open.id === lesson.id && lessonFocused()?.id !== lesson.id;
      return isInPanel ? [] : pickedWith(screen, lesson.id);
    },
    /** The day that the keyboard is at, else the one that is shown. */
    dateHere(): string {
      const at = screen.heading.date === screen.date ? focused() : null;
      return (at?.matches('[data-cursor]') ? around.columns[screen.cursor?.column ?? -1]?.date : at?.closest<HTMLElement>('[data-date]')?.dataset['date']) ?? screen.heading.date;
    },
    lessonHere: (): LessonView | null => lessonFocused() ?? lessonOpen() ?? null,
    slotHere(): Slot | null {
      const lesson = lessonFocused();
      const column = Number(focused()?.closest<HTMLElement>('[data-column]')?.dataset['column']);
      // After that lesson, when its trainer has time again.
      if (lesson && Number.isInteger(column)) return columnSlot(column, Math.min(1410, freeStart(lesson.startMin + lesson.durationMin, USUAL_MIN, store.lessons.onDate(lesson.onDate).filter((l) => l.trainerId === lesson.trainerId && l.status !== 'cancelled'))));
      if (screen.view === 'month') return Number.isInteger(column) ? columnSlot(column, MORNING) : null;
      if (!focused()?.closest('[data-cursor]')) return null;
      // As CursorCell stands before it is moved.
      const cursor = screen.cursor ?? { column: Math.max(0, around.columns.findIndex((c) => c.date === studioClock.today)), startMin: MORNING };
      return columnSlot(Math.min(cursor.column, around.columns.length - 1), cursor.startMin);
    },
  };
}
/** The same lesson there; its trainer changes only where the column is somebody's. */
export function copyTo(original: LessonView, to: Slot): Promise<Outcome> {
  const when = `${formatDate(to.onDate, 'weekdayShort')}, ${rangeText(to.startMin, original.durationMin)}`;
  return copyLesson(original, { onDate: to.onDate, startMin: to.startMin, trainerId: to.trainerId, roomId: to.roomId }, t('calendar.created', { what: titleOf(original), when }));
}
