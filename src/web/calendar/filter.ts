// Which lessons the grid shows: by trainer, group, room and status. Hiding is for the eye only; conflicts look at all of them.
import { LESSON_STATUSES, type LessonStatus } from '../../contract/entities.ts';
import type { LessonView } from '../sync/store.svelte.ts';

/** An empty list of a kind lets everything of that kind through; `NONE` in it stands for "without one". */
export interface Filter { readonly trainers: readonly number[]; readonly groups: readonly number[]; readonly rooms: readonly number[]; readonly statuses: readonly LessonStatus[] }
export type FilterKind = keyof Filter;
export const NONE = 0;
export const NO_FILTER: Filter = { trainers: [], groups: [], rooms: [], statuses: [] };

export function passes(filter: Filter, lesson: Pick<LessonView, 'trainerId' | 'groupId' | 'roomId' | 'status'>): boolean {
  return lets(filter.trainers, lesson.trainerId) && lets(filter.groups, lesson.groupId) && lets(filter.rooms, lesson.roomId)
    && (!filter.statuses.length || (lesson.status !== undefined && filter.statuses.includes(lesson.status)));
}
const lets = (wanted: readonly number[], id: number | undefined) => !wanted.length || wanted.includes(id ?? NONE);

/** Of columns side by side those that are chosen; all of them where none of the chosen is among them. */
export function wantedOf(wanted: readonly number[], columns: (number | null)[]): (number | null)[] {
  const chosen = columns.filter((id) => lets(wanted, id ?? undefined));
  return chosen.length ? chosen : columns;
}
/** The one trainer, or room, that is chosen: whoever looks at nothing else means it with what is new. */
export const onlyOne = (wanted: readonly number[]): number | undefined => (wanted.length === 1 && wanted[0] !== NONE ? wanted[0] : undefined);
/** How many choices are ticked. */
export const countChosen = (filter: Filter): number => filter.trainers.length + filter.groups.length + filter.rooms.length + filter.statuses.length;
export function toggled<K extends FilterKind>(filter: Filter, kind: K, choice: Filter[K][number]): Filter {
  const before: readonly unknown[] = filter[kind];
  return { ...filter, [kind]: before.includes(choice) ? before.filter((c) => c !== choice) : [...before, choice] };
}
/** A filter from storage, where anything may stand. */
export function readFilter(kept: unknown): Filter {
  const from = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<Record<FilterKind, unknown>>; // each field is looked at below
  const ids = (value: unknown) => (Array.isArray(value) ? value.filter((v): v is number => Number.isSafeInteger(v) && Number(v) >= 0) : []);
  const statuses = Array.isArray(from.statuses) ? LESSON_STATUSES.filter((s) => (from.statuses as unknown[]).includes(s)) : []; // an array by the line itself
  return { trainers: ids(from.trainers), groups: ids(from.groups), rooms: ids(from.rooms), statuses };
}
