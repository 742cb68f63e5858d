// From studio-local time to instants and back. The truth is local (date, minute, fold, length); instants are derived here and nowhere else.

export interface LocalTime { onDate: string; startMin: number; fold?: number | undefined; durationMin: number }
/** Half-open interval of instants, milliseconds since 1970 UTC. */
export interface During { fromMs: number; toMs: number }

/** Instants of a local interval; null when the clock jumps over its start. `fold` 1 takes the second of a repeated hour. */
export function duringOf(time: LocalTime, zone: string): During | null {
  const local = Temporal.PlainDate.from(time.onDate).toPlainDateTime({ hour: Math.floor(time.startMin / 60), minute: time.startMin % 60 });
  const start = local.toZonedDateTime(zone, { disambiguation: time.fold ? 'later' : 'earlier' });
  if (start.hour * 60 + start.minute !== time.startMin) return null;
  const fromMs = start.epochMilliseconds;
  return { fromMs, toMs: fromMs + time.durationMin * 60_000 };
}

/** The instant of a local minute, 0 … 1440; where the clock jumps over it, the moment after the jump. For the ends of intervals, not for lessons. */
export const instantAt = (onDate: string, minute: number, zone: string): number =>
  Temporal.PlainDate.from(onDate).add({ days: Math.floor(minute / 1440) }).toPlainDateTime({ hour: Math.floor((minute % 1440) / 60), minute: minute % 60 }).toZonedDateTime(zone).epochMilliseconds;

/** Whether this local minute comes twice, so that fold means something. */
export function isRepeated(onDate: string, startMin: number, zone: string): boolean {
  const first = duringOf({ onDate, startMin, durationMin: 5 }, zone);
  const second = duringOf({ onDate, startMin, fold: 1, durationMin: 5 }, zone);
  return first !== null && second !== null && first.fromMs !== second.fromMs;
}

/** Studio date and minute of an instant. */
export function localOf(ms: number, zone: string): { onDate: string; startMin: number } {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return { onDate: at.toPlainDate().toString(), startMin: at.hour * 60 + at.minute };
}

/** Whether a name is a time zone that this machine knows: 'Europe/Kyiv'. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}
export const overlaps = (a: During, b: During) => a.fromMs < b.toMs && b.fromMs < a.toMs;
/** A span of local time: from a minute of a date to a minute of another. */
export interface Span { fromOn: string; fromMin: number; toOn: string; toMin: number }
export const duringOfSpan = (s: Span, zone: string): During => ({ fromMs: instantAt(s.fromOn, s.fromMin, zone), toMs: instantAt(s.toOn, s.toMin, zone) });
