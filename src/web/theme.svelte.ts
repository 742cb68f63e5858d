// Light, dark, or as the system has it; remembered on this device.
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
const KEY = 'rytm.theme';
let current = $state<Theme>('system');

export const theme = () => current;
export function setTheme(next: Theme) {
  current = next;
  if (next === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset['theme'] = next;
  try {
    if (next === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // Private windows may refuse storage; the choice then lasts for the page.
  }
}
/** Applies the theme kept on this device. */
export function restoreTheme() {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === 'light' || kept === 'dark') setTheme(kept);
  } catch {
    // As above.
  }
}
