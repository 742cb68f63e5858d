// The kind of lesson made last on this device; the next one begins with it.
const KEY = 'rytm.lastKind';

export function lastKind(): number | null {
  try {
    return Number(localStorage.getItem(KEY)) || null;
  } catch {
    return null; // Storage may be refused in private windows.
  }
}
export function rememberKind(id: number) {
  try {
    localStorage.setItem(KEY, String(id));
  } catch {
    // As above; the form then begins with an individual lesson.
  }
}
