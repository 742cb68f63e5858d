// Every action there is, in the order of menus and of the sheet of keys; and which one a pressed key means.
import type { Action, ActionContext } from './action.ts';
import { awayActions } from './away-actions.ts';
import { calendarActions, printActions, viewActions } from './calendar-actions.ts';
import { lessonActions } from './lesson-actions.ts';
import { lookActions } from './look-actions.ts';
import { moneyActions } from './money-actions.ts';
import { languageActions, navigation, pageActions, themeActions } from './page-actions.ts';
import { isPressed, type Pressed } from './shortcut.ts';

export const allActions: readonly Action[] = [
  ...Object.values(calendarActions), ...viewActions, ...printActions, ...Object.values(awayActions), ...Object.values(moneyActions), ...Object.values(lessonActions), ...navigation, ...Object.values(lookActions), ...themeActions, ...languageActions, ...Object.values(pageActions),
];
/** Actions of a lesson's menu, `'-'` where a line is drawn. */
export const lessonMenu: readonly (Action | '-')[] = [
  lessonActions.open, lessonActions.edit, lessonActions.hold, lessonActions.restore, '-', lessonActions.copy, lessonActions.pick, lessonActions.history, lessonActions.series, '-', lessonActions.cancel, lessonActions.remove,
];
/** Actions of the menu on empty time. */
export const slotMenu: readonly (Action | '-')[] = [calendarActions.newLesson, calendarActions.paste, '-', calendarActions.undo, calendarActions.copyWeek, awayActions.absence, '-', calendarActions.today, ...printActions];

/** The allowed action of a pressed key; null when there is none. In a field only what works everywhere. */
export function actionOf(e: Pressed, context: ActionContext, isInField: boolean): Action | null {
  return allActions.find((a) => isKeyOf(a, e, isInField) && a.isAllowed(context)) ?? null;
}
const isKeyOf = (a: Action, e: Pressed, isInField: boolean): boolean => a.shortcut?.some((s) => (!isInField || s.isEverywhere) && isPressed(s, e)) ?? false;
/** The pressed key is one of an action's, allowed or not. */
export const isActionKey = (e: Pressed): boolean => allActions.some((a) => isKeyOf(a, e, false));
/** What of a menu is allowed now, without lines that divide nothing. */
export function allowedOf(menu: readonly (Action | '-')[], context: ActionContext): (Action | '-')[] {
  const allowed = menu.filter((a) => a === '-' || a.isAllowed(context));
  return allowed.filter((a, i) => a !== '-' || (i > 0 && i < allowed.length - 1 && allowed[i - 1] !== '-'));
}
