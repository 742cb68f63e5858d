// What this person chose in the palette lately, on this device: shown first.
const MOST = 6;
const keyOf = (userId: number) => `rytm.palette.${userId}`;

export function recentChoices(userId: number): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((k): k is string => typeof k === 'string').slice(0, MOST) : [];
  } catch {
    return []; // Storage may be refused in private windows, or hold what is not ours.
  }
}
export function rememberChoice(userId: number, choice: string) {
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(withChoice(recentChoices(userId), choice)));
  } catch {
    // As above; the palette then begins with actions.
  }
}
/** The newest first, each once. */
export const withChoice = (before: readonly string[], choice: string): string[] => [choice, ...before.filter((k) => k !== choice)].slice(0, MOST);
