// Lessons as the events of these libraries, and the boxes they draw for them: found by a class of their own.
import type { Lesson } from '../../src/contract/entities.ts';
import { BASE } from '../browser/studio.ts';

const clients = new Map(BASE.client.map((c) => [c.id, c]));
const trainers = new Map(BASE.trainer.map((t) => [t.id, t]));
const MARK = 'bench-lesson';
const at = (date: string, min: number) => `${date}T${String(Math.floor(min / 60)).padStart(2, '0')}:${String(min % 60).padStart(2, '0')}:00`;

/** `classes`: what the library calls the classes of an event. */
export function eventOf<K extends string>(lesson: Lesson, classes: K) {
  const people = (lesson.bookings ?? []).flatMap((b) => clients.get(b.clientId) ?? []);
  return {
    id: String(lesson.id), start: at(lesson.onDate, lesson.startMin), end: at(lesson.onDate, lesson.startMin + lesson.durationMin), title: people.map((p) => p.lastName ?? '').join(', '),
    backgroundColor: `oklch(0.62 0.13 ${trainers.get(lesson.trainerId ?? 0)?.hue ?? 0})`, color: `oklch(0.62 0.13 ${trainers.get(lesson.trainerId ?? 0)?.hue ?? 0})`,
    [classes as 'className']: `${MARK} ${MARK}-${lesson.id}`, // under the name the library reads
  };
}
export const boxesIn = (target: HTMLElement): number => target.querySelectorAll(`.${MARK}`).length;
export const boxOf = (target: HTMLElement, id: number): Element | null => target.querySelector(`.${MARK}-${id}`);
