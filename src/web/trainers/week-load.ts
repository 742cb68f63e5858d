// How full a trainer's week is.
import type { Lesson } from '../../contract/entities.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { spansOn, type OpenTimes } from '../../domain/working-hours.ts';

/** Minutes of one day; `openMin` is null where no hours are stated. */
export interface DayLoad { date: string; count: number; minutes: number; openMin: number | null }
type Counted = Pick<Lesson, 'trainerId' | 'status' | 'block' | 'durationMin'>;

/** The seven days from Monday on: planned and held lessons of the trainer, without blocks of time, beside the hours worked. */
export function weekLoad(trainerId: number, times: OpenTimes, monday: string, lessonsOn: (date: string) => readonly Counted[]): DayLoad[] {
  return Array.from({ length: 7 }, (_, i) => {
    const date = addDays(monday, i);
    const own = lessonsOn(date).filter((l) => l.trainerId === trainerId && l.status !== 'cancelled' && !l.block);
    const open = spansOn(times, date);
    return { date, count: own.length, minutes: own.reduce((sum, l) => sum + l.durationMin, 0), openMin: open && open.reduce((sum, s) => sum + s.endMin - s.startMin, 0) };
  });
}
