// Which screen an address shows, who may see it, and what the menu holds. The calendar comes with the shell, the others load when first opened.
import type { Component } from 'svelte';
import Calendar from '../calendar/Calendar.svelte';
import type { Role } from '../../contract/limits.ts';
import type { TextKey } from '../i18n/index.svelte.ts';
import type { IconName } from '../ui/icons.ts';

type Load = () => Promise<{ default: Component<{ id: number }> | Component }>;
interface Screen { pattern: RegExp; load: Load; roles?: readonly Role[]; /** Fills the window; scrolls by itself. */ isWide?: boolean }
const TEAM: readonly Role[] = ['owner', 'administrator', 'trainer'];
const STAFF: readonly Role[] = ['owner', 'administrator'];

const screens: readonly Screen[] = [
  { pattern: /^\/$/, load: () => Promise.resolve({ default: Calendar }), isWide: true },
  { pattern: /^\/today$/, load: () => import('../today/Today.svelte'), roles: TEAM },
  { pattern: /^\/cabinet$/, load: () => import('../cabinet/Cabinet.svelte'), roles: ['client'] },
  { pattern: /^\/notices$/, load: () => import('../notices/Notices.svelte'), roles: STAFF },
  { pattern: /^\/renewals$/, load: () => import('../notices/Renewals.svelte'), roles: STAFF },
  { pattern: /^\/clients$/, load: () => import('../clients/Clients.svelte'), roles: TEAM, isWide: true },
  { pattern: /^\/clients\/import$/, load: () => import('../clients/ImportClients.svelte'), roles: STAFF },
  { pattern: /^\/clients\/(\d+)$/, load: () => import('../clients/ClientCard.svelte'), roles: TEAM },
  { pattern: /^\/trainers$/, load: () => import('../trainers/Trainers.svelte'), roles: STAFF },
  { pattern: /^\/trainers\/(\d+)$/, load: () => import('../trainers/TrainerCard.svelte'), roles: STAFF },
  { pattern: /^\/groups$/, load: () => import('../groups/Groups.svelte'), roles: TEAM },
  { pattern: /^\/groups\/(\d+)$/, load: () => import('../groups/GroupCard.svelte'), roles: TEAM },
  { pattern: /^\/till$/, load: () => import('../money/Till.svelte'), roles: TEAM },
  { pattern: /^\/series\/(\d+)$/, load: () => import('../series/SeriesPage.svelte'), roles: TEAM },
  { pattern: /^\/settings(\/(rooms|kinds|subscriptions|logins|me))?$/, load: () => import('../settings/Settings.svelte') },
];
/** The screen of a path for somebody with these roles; null when there is none. */
export function findScreen(path: string, roles: readonly Role[]): { screen: Screen; id: number } | null {
  for (const screen of screens) {
    const found = screen.pattern.exec(path);
    if (found) return !screen.roles || screen.roles.some((r) => roles.includes(r)) ? { screen, id: Number(found[1]) || 0 } : null;
  }
  return null;
}

/** Who is nobody but a client lands in the own place; the calendar is one press away. */
export const landing = (roles: readonly Role[]): string => (roles.length > 0 && roles.every((r) => r === 'client') ? '/cabinet' : '/');

interface MenuEntry { href: string; label: TextKey; icon: IconName; /** On a phone under «Ще». */ isRest?: boolean }
export function menuFor(roles: readonly Role[]): MenuEntry[] {
  const isStaff = roles.some((r) => STAFF.includes(r));
  const isTeam = roles.some((r) => TEAM.includes(r));
  return [
    ...(roles.includes('client') ? [{ href: '/cabinet', label: 'nav.cabinet', icon: 'list' } as const] : []),
    { href: '/', label: 'nav.calendar', icon: 'calendar' },
    ...(isTeam ? [{ href: '/today', label: 'nav.today', icon: 'clock' } as const] : []),
    ...(isTeam ? [{ href: '/clients', label: isStaff ? 'nav.clients' : 'clients.own', icon: 'people' } as const] : []),
    ...(isStaff ? [{ href: '/notices', label: 'nav.notices', icon: 'bell' } as const] : []),
    ...(isStaff ? [{ href: '/trainers', label: 'nav.trainers', icon: 'person', isRest: true } as const] : []),
    ...(isTeam ? [{ href: '/groups', label: isStaff ? 'nav.groups' : 'groups.own', icon: 'group', isRest: isStaff } as const] : []),
    ...(isTeam ? [{ href: '/till', label: 'nav.till', icon: 'wallet', isRest: true } as const] : []),
    isStaff ? { href: '/settings', label: 'nav.settings', icon: 'settings', isRest: true } : { href: '/settings/me', label: 'nav.profile', icon: 'person' },
  ];
}
export const isCurrent = (href: string, path: string) => (href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`));
