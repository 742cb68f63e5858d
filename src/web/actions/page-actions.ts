// Actions that every page has: going to pages, the look, the language, leaving, help.
import { LOCALES, locale, setLocale } from '../i18n/index.svelte.ts';
import { leave } from '../parts/leave.ts';
import { navigate } from '../router.svelte.ts';
import { setTheme, theme, THEMES } from '../theme.svelte.ts';
import type { AnyKey } from '../i18n/later.svelte.ts';
import type { IconName } from '../ui/icons.ts';
import type { Action, ActionContext } from './action.ts';
import { overlay } from './place.svelte.ts';

const has = (context: ActionContext, ...roles: readonly string[]): boolean => context.me?.roles.some((r) => roles.includes(r)) ?? false;
const anybody = (context: ActionContext): boolean => context.me !== null;
const staff = (context: ActionContext): boolean => has(context, 'owner', 'administrator');
const team = (context: ActionContext): boolean => has(context, 'owner', 'administrator', 'trainer');

function toPage(path: string, name: AnyKey, icon: IconName, isAllowed: (context: ActionContext) => boolean, words = ''): Action {
  return { id: `page${path.replaceAll('/', '.')}`, name, icon, group: 'pages', words, isAllowed: (c) => c.path !== path && isAllowed(c), run: () => navigate(path) };
}
const themeIcons = { system: 'settings', light: 'sun', dark: 'moon' } as const;

export const pageActions = {
  palette: {
    id: 'palette', name: 'action.palette', icon: 'search', group: 'session', shortcut: [{ code: 'KeyK', isMod: true, isEverywhere: true }, { code: 'Slash' }], isAllowed: anybody, run: () => overlay.open({ kind: 'palette' }),
  },
  help: { id: 'help', name: 'action.help', icon: 'list', group: 'session', shortcut: [{ code: 'Slash', isShift: true }], words: 'keys shortcuts hotkeys довідка гарячі', isAllowed: anybody, run: () => overlay.open({ kind: 'help' }) },
  signOut: { id: 'signOut', name: 'person.signOut', icon: 'logout', group: 'session', words: 'log out exit sign out вихід', isAllowed: anybody, run: () => void leave() },
} as const satisfies Record<string, Action>;

export const themeActions: readonly Action[] = THEMES.map((name) => ({
  id: `theme.${name}`, name: `action.theme.${name}`, icon: themeIcons[name], group: 'look', words: 'theme тема look вигляд', isAllowed: (c) => anybody(c) && theme() !== name, run: () => setTheme(name),
}));
export const languageActions: readonly Action[] = LOCALES.map((tag) => ({
  id: `language.${tag}`, name: `action.language.${tag}`, icon: 'globe', group: 'look', words: 'language мова ukrainian english', isAllowed: (c) => anybody(c) && locale() !== tag, run: () => setLocale(tag),
}));
export const navigation: readonly Action[] = [
  toPage('/', 'nav.calendar', 'calendar', anybody, 'calendar timetable розклад'),
  toPage('/cabinet', 'nav.cabinet', 'list', (c) => has(c, 'client'), 'cabinet кабінет'),
  toPage('/today', 'nav.today', 'clock', team, 'today day reception день рецепція'),
  toPage('/notices', 'nav.notices', 'bell', staff, 'notices bell сповіщення'),
  toPage('/renewals', 'action.page.renewals', 'list', staff, 'renew renewals subscription call продовжити абонемент обдзвін'),
  toPage('/clients', 'nav.clients', 'people', team, 'clients'),
  toPage('/trainers', 'nav.trainers', 'person', staff, 'trainers'),
  toPage('/groups', 'nav.groups', 'group', team, 'groups'),
  toPage('/till', 'nav.till', 'wallet', team, 'till cash drawer shift каса готівка зміна'),
  toPage('/settings', 'nav.settings', 'settings', staff, 'settings studio'),
  toPage('/settings/rooms', 'action.page.rooms', 'room', staff, 'rooms places зали місця'),
  toPage('/settings/kinds', 'action.page.kinds', 'list', staff, 'lesson kinds види'),
  toPage('/settings/subscriptions', 'action.page.subscriptions', 'wallet', staff, 'subscription types membership абонементи типи ціни'),
  toPage('/settings/logins', 'action.page.logins', 'key', (c) => has(c, 'owner'), 'logins users accounts'),
  toPage('/settings/me', 'nav.me', 'person', anybody, 'my account password profile пароль профіль'),
];
