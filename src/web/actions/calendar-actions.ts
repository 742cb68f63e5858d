// Actions of the calendar: moving through time, views, a new lesson, taking back, copying a week, printing.
import type { AnyKey } from '../i18n/later.svelte.ts';
import { VIEW_NAMES, type Action, type ActionContext, type PrintKind, type ViewName } from './action.ts';
import { inCalendar } from './place.svelte.ts';

const here = (c: ActionContext): boolean => c.calendar !== null;
const isTeam = (c: ActionContext): boolean => c.me?.roles.some((r) => r !== 'client') ?? false;
const printing = (what: PrintKind, name: AnyKey): Action => ({
  id: `print.${what}`, name, icon: 'print', group: 'calendar', words: 'print paper друк', ...(what === 'week' && { shortcut: [{ code: 'KeyP', isMod: true }] }),
  isAllowed: (c) => isTeam(c) && (what !== 'week' || c.path === '/' || !c.calendar), run: () => inCalendar((calendar) => calendar.print(what)),
});

export const calendarActions = {
  newLesson: {
    id: 'lesson.new', name: 'calendar.newLesson', icon: 'plus', group: 'calendar', shortcut: [{ code: 'KeyN' }], words: 'new lesson add create додати створити записати free time slot знайти вільний час',
    isAllowed: (c) => (c.calendar ? c.calendar.canCreate() : isTeam(c)), run: (c) => inCalendar((calendar) => calendar.newLesson(c.slot)),
  },
  today: { id: 'today', name: 'calendar.today', icon: 'calendar', group: 'calendar', shortcut: [{ code: 'KeyT' }], words: 'today now', isAllowed: here, run: (c) => c.calendar?.goToday() },
  previous: { id: 'previous', name: 'action.previous', icon: 'left', group: 'calendar', shortcut: [{ code: 'ArrowLeft' }], words: 'previous back', isAllowed: here, run: (c) => c.calendar?.step(-1) },
  next: { id: 'next', name: 'action.next', icon: 'right', group: 'calendar', shortcut: [{ code: 'ArrowRight' }], words: 'next forward', isAllowed: here, run: (c) => c.calendar?.step(1) },
  goToDate: { id: 'goToDate', name: 'action.goToDate', icon: 'calendar', group: 'calendar', shortcut: [{ code: 'KeyG' }], words: 'go to date jump day', isAllowed: here, run: (c) => c.calendar?.pickDate() },
  undo: { id: 'undo', name: 'action.undo', icon: 'undo', group: 'calendar', shortcut: [{ code: 'KeyZ', isMod: true }], words: 'undo take back повернути', isAllowed: (c) => c.calendar?.canUndo ?? false, run: (c) => c.calendar?.undoLast() },
  redo: { id: 'redo', name: 'action.redo', icon: 'redo', group: 'calendar', shortcut: [{ code: 'KeyZ', isMod: true, isShift: true }, { code: 'KeyY', isMod: true }], words: 'redo again повторити', isAllowed: (c) => c.calendar?.canRedo ?? false, run: (c) => c.calendar?.redoLast() },
  paste: {
    id: 'lesson.paste', name: 'action.paste', icon: 'paste', group: 'calendar', shortcut: [{ code: 'KeyV', isMod: true }], words: 'paste insert',
    isAllowed: (c) => !!c.calendar?.hasCopied && c.calendar.canCreate(), run: (c) => c.calendar?.paste(c.slot),
  },
  copyWeek: { id: 'copyWeek', name: 'action.copyWeek', icon: 'copy', group: 'calendar', words: 'copy week next week repeat так само повторити', isAllowed: (c) => (c.calendar ? c.calendar.canCreate() : isTeam(c)), run: () => inCalendar((calendar) => calendar.copyWeek()) },
  tell: { id: 'telling', name: 'tell.title', icon: 'bell', group: 'calendar', words: 'tell notify call кого повідомити подзвонити', isAllowed: (c) => c.me?.roles.some((r) => r === 'owner' || r === 'administrator') ?? false, run: () => inCalendar((calendar) => calendar.showTelling()) },
  turnBy: { id: 'turnBy', name: 'action.turnBy', icon: 'room', group: 'calendar', shortcut: [{ code: 'Digit4' }], words: 'rooms trainers side by side зали тренери поруч', isAllowed: (c) => c.calendar?.hasSides ?? false, run: (c) => c.calendar?.turnBy() },
  clearPicked: { id: 'clearPicked', name: 'action.clearPicked', icon: 'close', group: 'calendar', shortcut: [{ code: 'Escape' }], isAllowed: (c) => !!c.calendar?.pickedCount, run: (c) => c.calendar?.clearPicked() },
} as const satisfies Record<string, Action>;

/** Keys 1–3 in this order. */
export const viewActions: readonly Action[] = VIEW_NAMES.map((view, i) => ({
  id: `view.${view}`, name: `action.view.${view}`, icon: 'calendar', group: 'calendar', shortcut: [{ code: `Digit${i + 1}` }], words: `${view} view вигляд`,
  isAllowed: (c) => c.calendar?.views.includes(view) ?? false, run: (c) => c.calendar?.go(view, c.calendar.date),
}));
export const viewAction = (view: ViewName): Action => viewActions[VIEW_NAMES.indexOf(view)] ?? calendarActions.today;
export const printActions: readonly Action[] = [printing('week', 'action.print.week'), printing('day', 'action.print.day'), printing('trainer', 'action.print.trainer')];
