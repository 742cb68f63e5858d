// What an action is: one object with name, icon, shortcut, when it is allowed and what it does. Buttons, menus, keys and the palette all use the same one.
// Invariant: nobody runs an action past `runAction`, which asks `isAllowed` first.
import type { AnyKey } from '../i18n/later.svelte.ts';
import type { Slot } from '../calendar/defaults.ts';
import type { Filter } from '../calendar/filter.ts';
import type { Me } from '../sync/client.svelte.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import type { IconName } from '../ui/icons.ts';
import type { Shortcut } from './shortcut.ts';

export type PrintKind = 'week' | 'day' | 'trainer';
export const VIEW_NAMES = ['day', 'week', 'month'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** What the calendar offers while it is on the screen; it keeps its own logic. */
export interface CalendarPlace {
  readonly date: string;
  readonly view: string;
  /** Views that exist here. */
  readonly views: readonly string[];
  /** Trainers and rooms can stand side by side. */
  readonly hasSides: boolean;
  readonly pickedCount: number;
  /** There is a change to take back, or one on its way. */
  readonly canUndo: boolean;
  /** Something has been taken back, and nothing done since. */
  readonly canRedo: boolean;
  readonly hasCopied: boolean;
  /** The lesson the keyboard is on, or whose panel is open. */
  lessonHere(): LessonView | null;
  slotHere(): Slot | null;
  canCreate(): boolean;
  canEdit(lesson: LessonView): boolean;
  isPast(lesson: LessonView): boolean;
  go(view: string, date: string): void;
  zoom(direction: 1 | -1): void;
  /** For those who hear the calendar. */
  say(text: string): void;
  /** Shows nothing but the lessons of a trainer, a group or a room. */
  showOnly(filter: Partial<Filter>, name: string): void;
  /** A filter can be opened here. */
  readonly hasFilter: boolean;
  openFilter(): void;
  /** A day by trainers, or by rooms. */
  turnBy(): void;
  goToday(): void;
  step(direction: 1 | -1): void;
  pickDate(): void;
  /** `of`: what the form begins with besides. */
  newLesson(slot: Slot | null, of?: Pick<Slot, 'trainerId' | 'clientIds'>): void;
  show(id: number, mode: 'show' | 'edit' | 'cancel' | 'history'): void;
  /** The picked lessons, where this is one of several; what is done to it is then done to all of them. */
  pickedWith(lesson: LessonView): readonly LessonView[];
  hold(lesson: LessonView): void;
  cancel(lesson: LessonView): void;
  restore(lesson: LessonView): void;
  /** Takes a block of time out of the calendar. */
  remove(lesson: LessonView): void;
  copy(lesson: LessonView): void;
  paste(slot: Slot | null): void;
  pick(lesson: LessonView): void;
  isPicked(lesson: LessonView): boolean;
  clearPicked(): void;
  /** Whom to tell about these lessons, which have just been changed. */
  tell(lessonIds: readonly number[]): void;
  undoLast(): void;
  redoLast(): void;
  copyWeek(): void;
  /** Whom to tell of changes. */
  showTelling(): void;
  print(kind: PrintKind): void;
}
export interface ActionContext {
  readonly me: Me | null;
  readonly path: string;
  readonly calendar: CalendarPlace | null;
  /** What a menu was opened on, or what the keyboard is on. */
  readonly lesson: LessonView | null;
  readonly slot: Slot | null;
}
/** A name, and of how many it is said. */
export type ActionName = readonly [key: AnyKey, params?: { readonly n: number }];
export type ActionGroup = 'calendar' | 'lesson' | 'pages' | 'look' | 'session';
export interface Action {
  readonly id: string;
  readonly name: AnyKey;
  /** What it is called where it does something else than its name says, or to several; null where the name is right. */
  namedFor?(context: ActionContext): ActionName | null;
  readonly icon: IconName;
  readonly group: ActionGroup;
  readonly shortcut?: readonly Shortcut[];
  /** More words it is found by in the palette, of both languages. */
  readonly words?: string;
  readonly isDanger?: boolean;
  isAllowed(context: ActionContext): boolean;
  run(context: ActionContext): void;
}
/** What it is called here. */
export const nameOf = (action: Action, context: ActionContext): ActionName => action.namedFor?.(context) ?? [action.name];
/** Runs it when it is allowed; tells whether it was. */
export function runAction(action: Action, context: ActionContext): boolean {
  if (!action.isAllowed(context)) return false;
  action.run(context);
  return true;
}
