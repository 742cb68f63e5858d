// An instant as a studio date and minute, and which local times come twice, by Intl alone: no browser needs more for it.

/** An unknown or empty zone falls back to the browser's own. */
export function localNow(zone: string, atMs: number): { date: string; minute: number } {
  if (!zone) return ownNow(new Date(atMs));
  const parts = Object.fromEntries(format(zone).formatToParts(atMs).map((p) => [p.type, p.value]));
  return { date: `${parts['year']}-${parts['month']}-${parts['day']}`, minute: Number(parts['hour']) * 60 + Number(parts['minute']) };
}

/** Without Intl, which takes its time when it is first asked. */
function ownNow(now: Date): { date: string; minute: number } {
  const two = (n: number) => String(n).padStart(2, '0');
  return { date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`, minute: now.getHours() * 60 + now.getMinutes() };
}

/** Whether the clock shows this local time twice that day, so that "first" or "second" has to be said. */
export function comesTwice(zone: string, date: string, minute: number): boolean {
  const wall = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)), 0, minute);
  const offsets = [-1, 1].map((day) => offsetAt(zone, wall + day * 86_400_000));
  if (offsets[0] === offsets[1]) return false;
  return offsets.every((offset) => offsetAt(zone, wall - offset) === offset);
}

/** Local time minus UTC at an instant, in milliseconds. */
function offsetAt(zone: string, atMs: number): number {
  const { date, minute } = localNow(zone, atMs);
  return Date.parse(`${date}T00:00:00Z`) + minute * 60_000 - Math.floor(atMs / 60_000) * 60_000;
}
const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) formats.set(zone, (found = make(zone)));
  return found;
}
function make(zone: string): Intl.DateTimeFormat {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', options);
  }
}
