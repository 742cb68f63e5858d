// Who looks at which lesson now: kept in memory only, told to those who look at the same one, in every process on the database.
// A process tells the others whom it has at a lesson when that changes, and again from time to time; what is not repeated is forgotten.
import { encodePresence } from '../../contract/frames.ts';
import type { LiveSocket } from '../transport/live-socket.ts';

const REPEAT_MS = 30_000;
const FORGET_MS = 75_000;

export interface Onlooker { userId: number; name: string }
/** What a process says of a lesson. `isAsking`: whoever has somebody there answers. */
export interface PresenceNote { from: string; studioId: number; lessonId: number; people: Onlooker[]; isAsking: boolean }
interface Elsewhere { people: Onlooker[]; at: number }
interface Lesson { studioId: number; lessonId: number; here: Set<LiveSocket>; elsewhere: Map<string, Elsewhere> }

export class Presence {
  #lessons = new Map<string, Lesson>();
  #at = new WeakMap<LiveSocket, Lesson>();
  #turns = new WeakMap<LiveSocket, number>();
  #from: string;
  #tell: (note: PresenceNote) => void;
  #now: () => number;
  #timer: NodeJS.Timeout;

  /** `from` names this process among those on the database. */
  constructor(from: string, tell: (note: PresenceNote) => void, now: () => number) {
    this.#from = from;
    this.#tell = tell;
    this.#now = now;
    this.#timer = setInterval(() => this.#repeat(), REPEAT_MS);
    this.#timer.unref();
  }
  stop(): void { clearInterval(this.#timer); }

  /** A request of that device has come; of those that overtake each other on the way to `look` the last one counts. */
  begin(socket: LiveSocket): number {
    const turn = (this.#turns.get(socket) ?? 0) + 1;
    this.#turns.set(socket, turn);
    return turn;
  }
  /** That device looks at this lesson now, or (null) at none. Gives the others who look at it. */
  look(socket: LiveSocket, lessonId: number | null, turn: number): Onlooker[] {
    if (socket.isEnded || turn !== this.#turns.get(socket)) return [];
    const before = this.#at.get(socket);
    if (before && before.lessonId !== lessonId) this.gone(socket);
    if (lessonId === null) return [];
    const lesson = this.#lesson(socket.studioId, lessonId);
    if (before !== lesson) {
      const isFirst = !lesson.here.size;
      lesson.here.add(socket);
      this.#at.set(socket, lesson);
      this.#changed(lesson, isFirst, socket);
    }
    return this.#othersOf(lesson, socket);
  }
  /** That device looks at nothing any more. */
  gone(socket: LiveSocket): void {
    const lesson = this.#at.get(socket);
    if (!lesson) return;
    this.#at.delete(socket);
    lesson.here.delete(socket);
    this.#changed(lesson, false, socket);
  }
  /** What another process has said. */
  heard(note: PresenceNote): void {
    if (note.from === this.#from) return;
    const lesson = this.#lessons.get(keyOf(note.studioId, note.lessonId));
    // Nobody here looks at it: nobody here is told, and whoever comes will ask.
    if (!lesson) return;
    if (note.people.length) lesson.elsewhere.set(note.from, { people: note.people, at: this.#now() });
    else lesson.elsewhere.delete(note.from);
    this.#tellHere(lesson);
    if (note.isAsking) this.#say(lesson, false);
  }

  #lesson(studioId: number, lessonId: number): Lesson {
    const key = keyOf(studioId, lessonId);
    let lesson = this.#lessons.get(key);
    if (!lesson) this.#lessons.set(key, (lesson = { studioId, lessonId, here: new Set(), elsewhere: new Map() }));
    return lesson;
  }
  #changed(lesson: Lesson, isAsking: boolean, except: LiveSocket): void {
    this.#tellHere(lesson, except);
    this.#say(lesson, isAsking);
    if (!lesson.here.size) this.#lessons.delete(keyOf(lesson.studioId, lesson.lessonId));
  }
  #tellHere(lesson: Lesson, except?: LiveSocket): void {
    for (const socket of lesson.here) if (socket !== except) socket.queue(encodePresence({ lessonId: lesson.lessonId, others: this.#othersOf(lesson, socket) }));
  }
  #say({ studioId, lessonId, here }: Lesson, isAsking: boolean): void { this.#tell({ from: this.#from, studioId, lessonId, people: peopleOf(here), isAsking }); }
  #othersOf(lesson: Lesson, socket: LiveSocket): Onlooker[] {
    const people = [...peopleOf(lesson.here), ...[...lesson.elsewhere.values()].flatMap((e) => e.people)];
    return [...new Map(people.map((p) => [p.userId, p])).values()].filter((p) => p.userId !== socket.actor.userId).slice(0, MOST_SHOWN);
  }
  #repeat(): void {
    const oldest = this.#now() - FORGET_MS;
    for (const lesson of this.#lessons.values()) {
      const before = lesson.elsewhere.size;
      for (const [from, { at }] of lesson.elsewhere) if (at < oldest) lesson.elsewhere.delete(from);
      if (lesson.elsewhere.size < before) this.#tellHere(lesson);
      this.#say(lesson, false);
    }
  }
}
/** So that a note fits into a notification of the database. */
const MOST_SHOWN = 10;
const keyOf = (studioId: number, lessonId: number) => `${studioId} ${lessonId}`;
const peopleOf = (sockets: Iterable<LiveSocket>): Onlooker[] =>
  [...new Map([...sockets].map(({ actor: { userId, name } }) => [userId, { userId, name }])).values()].slice(0, MOST_SHOWN);
