// What a lesson is called on its tile, from whatever part of the row the viewer may see.
import type { Client, Group, LessonKind } from '../../contract/entities.ts';
import { fullName } from '../parts/names.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { isBusy } from './permissions.ts';

export interface Named {
  client(id: number): Pick<Client, 'firstName' | 'lastName'> | undefined;
  group(id: number): Pick<Group, 'name'> | undefined;
  kind(id: number): Pick<LessonKind, 'name' | 'format'> | undefined;
}
export interface Words { busy: string; lesson: string; /** What a block of time is called without words of its own. */ block?: (what: NonNullable<LessonView['block']>) => string }

/** Own title, group, people, kind: the first that is there. */
export function lessonTitle(lesson: LessonView, named: Named, words: Words): string {
  if (isBusy(lesson)) return words.busy;
  if (lesson.block) return lesson.title || words.block?.(lesson.block) || words.busy;
  const group = lesson.groupId !== undefined ? named.group(lesson.groupId)?.name : undefined;
  const kind = lesson.kindId !== undefined ? named.kind(lesson.kindId)?.name : undefined;
  return lesson.title || group || peopleText(lesson, named) || kind || words.lesson;
}
/** One person in full, several by surname; of a cancelled lesson that all have given up, those who had. */
function peopleText({ status, bookings = [], calledOff = [] }: LessonView, named: Pick<Named, 'client'>): string {
  const people = (status === 'cancelled' && !bookings.length ? calledOff : bookings).flatMap((b) => named.client(b.clientId) ?? []);
  return people.length === 1 && people[0] ? fullName(people[0]) : people.map((p) => p.lastName || p.firstName).join(', ');
}

/** '5/8' where places are counted; empty otherwise. */
export function headCountText(lesson: LessonView, named: Named): string {
  const isGroup = lesson.groupId !== undefined || (lesson.kindId !== undefined && named.kind(lesson.kindId)?.format === 'group');
  const count = lesson.headCount ?? lesson.bookings?.length;
  if (!isGroup || isBusy(lesson) || count === undefined) return '';
  return lesson.capacity ? `${count}/${lesson.capacity}` : String(count);
}
/** Has a place, and nobody knows yet whether they come. */
export const isUnconfirmed = (place: NonNullable<LessonView['bookings']>[number]): boolean => !place.state && place.answer !== 'confirmed';
