// Keys of actions: which one was pressed, and how it is written. By the place of the key on the keyboard, so that every layout has them.
export interface Shortcut {
  /** KeyboardEvent.code: 'KeyT', 'ArrowLeft'. */
  readonly code: string;
  /** Ctrl, or ⌘ on a Mac. */
  readonly isMod?: boolean;
  readonly isShift?: boolean;
  /** Works while a field has the focus as well. */
  readonly isEverywhere?: boolean;
}
export interface Pressed { readonly code: string; readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean; readonly shiftKey: boolean }

export function isPressed(shortcut: Shortcut, e: Pressed): boolean {
  if (e.altKey) return false;
  const isMod = e.ctrlKey || e.metaKey;
  // On layouts that have «?» elsewhere the sign itself counts.
  if (shortcut.code === 'Slash' && shortcut.isShift && e.key === '?') return !isMod;
  // Plus is written with Shift on most keyboards, and meant without.
  if (shortcut.code === 'Equal') return codeOf(e) === 'Equal' && !isMod;
  return codeOf(e) === shortcut.code && isMod === (shortcut.isMod ?? false) && e.shiftKey === (shortcut.isShift ?? false);
}
const SIGNS: Record<string, string> = { NumpadAdd: 'Equal', NumpadSubtract: 'Minus' };
/** The number block counts as the row of digits; keyboards on a screen send no code. */
const codeOf = (e: Pressed): string => SIGNS[e.code] || e.code.replace(/^Numpad(?=\d)/, 'Digit') || (/^[a-z]$/i.test(e.key) ? `Key${e.key.toUpperCase()}` : e.key);

const NAMES: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Slash: '/', Equal: '+', Minus: '−', Delete: 'Del', Escape: 'Esc' };
/** The keys as they are written on them, one after another. */
export function keysOf(shortcut: Shortcut, isMac: boolean): string[] {
  if (shortcut.code === 'Slash' && shortcut.isShift) return ['?'];
  const key = NAMES[shortcut.code] ?? shortcut.code.replace(/^(Key|Digit)/, '');
  return [...(shortcut.isMod ? [isMac ? '⌘' : 'Ctrl'] : []), ...(shortcut.isShift ? [isMac ? '⇧' : 'Shift'] : []), key];
}
/** For aria-keyshortcuts. */
export const ariaKeys = (shortcuts: readonly Shortcut[], isMac: boolean): string =>
  shortcuts.map((s) => [...(s.isMod ? [isMac ? 'Meta' : 'Control'] : []), ...(s.isShift ? ['Shift'] : []), s.code.replace(/^(Key|Digit)/, '')].join('+')).join(' ');
