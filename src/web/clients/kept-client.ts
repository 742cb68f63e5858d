// A new client that was left half typed: kept for this person in this tab, a reload included, and gone with the tab.
const keyOf = (userId: number) => `rytm.newClient.${userId}`;

/** Fields as they were typed; null when there are none. */
export function keptClient(userId: number): object | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? 'null');
    return typeof kept === 'object' && !Array.isArray(kept) ? kept : null;
  } catch {
    return null; // Storage may be refused, or hold what is not ours.
  }
}
export function keepClient(userId: number, fields: object | null) {
  try {
    if (fields) sessionStorage.setItem(keyOf(userId), JSON.stringify(fields));
    else sessionStorage.removeItem(keyOf(userId));
  } catch {
    // As above; what was typed then lasts as long as the form is open.
  }
}
