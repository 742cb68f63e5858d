// A studio for the design page, put straight into the store: nothing is asked of a server.
import type { AnyRow } from '../../contract/entities.ts';
import type { LessonView } from '../sync/overlays.ts';
import { storeInput } from '../sync/store.svelte.ts';
import { HUES } from '../trainers/hues.ts';

/** The Monday of every sample. */
export const DAY = '2026-11-23';
export const NAMES = ['Мельниченко Оксана', 'Шевчук-Гай Тарас', 'Костенко-Вишневецька Олександра-Магдалена'] as const;
const PLACES = [{ slot: 1, name: 'Реформер 1' }, { slot: 2, name: 'Реформер 2' }];
const ROWS: AnyRow[] = [
  { table: 'studio', row: { id: 1, rev: 1, name: 'Студія', zone: 'Europe/Kyiv', currency: 'UAH', hours: [], closedDays: [], language: 'uk' } },
  { table: 'trainer', row: { id: 2, rev: 1, firstName: 'Ганна', lastName: 'Коваленко', hue: HUES[0] ?? 0, hours: [], isArchived: false } },
  { table: 'trainer', row: { id: 7, rev: 1, firstName: 'Ігор', lastName: 'Бондаренко', hue: HUES[1] ?? 0, hours: [], isArchived: false } },
  { table: 'room', row: { id: 3, rev: 1, name: 'Реформери', isArchived: false, places: PLACES } },
  { table: 'lessonKind', row: { id: 4, rev: 1, name: 'Індивідуальне', format: 'individual', durationMin: 55, priceMinor: 45_000, capacity: 1, takesWholeRoom: false, isArchived: false } },
  { table: 'lessonKind', row: { id: 5, rev: 1, name: 'Групове', format: 'group', durationMin: 55, priceMinor: 30_000, capacity: 8, takesWholeRoom: true, isArchived: false } },
  { table: 'group', row: { id: 6, rev: 1, name: 'Ранкова група', trainerId: 2, kindId: 5, capacity: 8, hue: HUES[0] ?? 0, isArchived: false } },
  ...NAMES.map((name, i): AnyRow => {
    const [lastName = '', firstName = ''] = name.split(' ');
    return { table: 'client', row: { id: 10 + i, rev: 1, firstName, lastName, isArchived: false, ...(i === 1 && { note: 'Завжди спізнюється' }) } };
  }),
];
export function fillStudio(): void {
  storeInput.batch(() => storeInput.replica.applyChanges(1, ROWS));
}

const ANY: Omit<LessonView, 'id' | 'startMin' | 'durationMin'> = { rev: 1, onDate: DAY, trainerId: 2, roomId: 3, kindId: 4, status: 'planned', bookings: [{ clientId: 10, slot: 1 }], headCount: 1 };
/** Lessons one below the other, of every length a tile looks different at. */
export function lessonsOf(given: Partial<LessonView>): LessonView[] {
  let startMin = 540;
  return [15, 30, 55, 90].map((durationMin, i) => {
    const lesson = { ...ANY, id: i + 1, startMin, durationMin, ...given };
    startMin += Math.max(25, durationMin) + 5;
    return lesson;
  });
}
