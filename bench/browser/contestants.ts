// What every calendar in a page offers to be measured by, and what a figure can ask of them: `bench` in the page.
import type { Lesson } from '../../src/contract/entities.ts';
import { collect, rest, timed, timedFrames } from './measure.ts';

export interface Scene { readonly lessons: readonly Lesson[]; readonly firstDay: string; readonly isMonth?: boolean }
export interface Contestant {
  /** Draws the scene into an empty page. */
  show(scene: Scene): void;
  clear(): void;
  /** Makes ready what somebody else has changed; to call the result is its arrival on this screen. */
  news(lesson: Lesson): () => void;
  /** How many boxes of lessons are drawn. */
  count(): number;
  boxOf(id: number): Element | null;
}
const UPDATES = 10;
const FRAMES = 42;
/** Ten a second where the screen has sixty frames. */
const FRAMES_AN_UPDATE = 6;
const STEP_MIN = 30;
const HELD_AT_MIN = 840;

/** Makes contestants and scenes known to the figure. */
export function offer(contestants: Readonly<Record<string, Contestant>>, scenes: Readonly<Record<string, Scene>>) {
  const sides = new Map<string, Side>();
  const sideOf = (who: string, what: string): Side => {
    const [contestant, scene] = [contestants[who], scenes[what]];
    if (!contestant || !scene) throw new Error(`there is no ${who} or no ${what}`);
    const side = sides.get(`${who} ${what}`) ?? new Side(contestant, scene);
    sides.set(`${who} ${what}`, side);
    return side;
  };
  const bench = {
    render: (who: string, what: string, boxes: number | null) => sideOf(who, what).render(boxes),
    update: (who: string, what: string) => sideOf(who, what).update(),
    drag: (who: string, what: string) => sideOf(who, what).drag(),
    places: (who: string, what: string) => sideOf(who, what).places(),
    count: (who: string) => contestants[who]?.count(),
    clear: (who: string) => contestants[who]?.clear(),
  };
  Object.assign(globalThis, { bench });
}

/** One contestant with one scene: what it shows is what the other sides of this scene show after as many updates. */
class Side {
  #contestant: Contestant;
  #scene: Scene;
  #lessons: Map<number, Lesson>;
  #updates = 0;
  #moving: readonly Lesson[] | null = null;
  constructor(contestant: Contestant, scene: Scene) {
    this.#contestant = contestant;
    this.#scene = scene;
    this.#lessons = new Map(scene.lessons.map((l) => [l.id, l]));
  }
  /** Milliseconds until the frame with `boxes` boxes is painted, or any where nobody knows how many; leaves them standing. */
  async render(boxes: number | null): Promise<number> {
    this.#contestant.clear();
    await collect();
    const scene = { ...this.#scene, lessons: [...this.#lessons.values()] };
    return timed(() => this.#contestant.show(scene), () => (boxes === null ? this.#contestant.count() > 0 : this.#contestant.count() === boxes));
  }
  /** Mean milliseconds of one lesson that somebody else has moved. */
  async update(): Promise<number> {
    await collect();
    let sum = 0;
    for (let i = 0; i < UPDATES; i++) {
      const { id, arrive } = this.#next();
      await rest();
      const before = this.#placeOf(id);
      sum += await timed(arrive, () => this.#placeOf(id) !== before);
    }
    return sum / UPDATES;
  }
  /** Milliseconds of each frame while a lesson is carried about and others move theirs. */
  async drag(): Promise<number[]> {
    const held = this.#scene.lessons.find((l) => l.status === 'planned' && l.startMin >= HELD_AT_MIN && l.onDate > this.#scene.firstDay && this.#contestant.boxOf(l.id));
    const box = held && this.#contestant.boxOf(held.id);
    if (!box) throw new Error('nothing can be taken');
    const { left, top, width } = box.getBoundingClientRect();
    const at = { x: left + width / 2, y: top + 12 };
    const point = (type: string, on: EventTarget) => on.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, pointerType: 'mouse', clientX: at.x, clientY: at.y }));
    await collect();
    point('pointerdown', box);
    const from = { ...at };
    const ghosts = new Set<string>();
    const times = await timedFrames(FRAMES, (frame) => {
      const turn = ((frame + 1) / FRAMES) * 2 * Math.PI;
      Object.assign(at, { x: from.x + 300 * Math.sin(turn), y: from.y + 120 * Math.sin(2 * turn) });
      point('pointermove', window);
      if (frame % FRAMES_AN_UPDATE === 0) this.#next().arrive();
      ghosts.add(document.querySelector('[data-ghost]')?.textContent?.trim() ?? '');
    });
    point('pointercancel', window);
    if (ghosts.size < 5) throw new Error('the ghost has not followed');
    return times;
  }
  /** Where each box stands, rounded to pixels: what the figure compares. */
  places(): string[] {
    return [...this.#lessons.keys()].map((id) => `${id}: ${this.#placeOf(id)}`);
  }

  /** Ten planned lessons all over the scene go half an hour on and back, in turn. */
  #next() {
    const turn = this.#updates++;
    const lesson = this.#chosen()[turn % UPDATES] as Lesson; // there are ten
    const moved = { ...lesson, startMin: lesson.startMin + (turn % (2 * UPDATES) < UPDATES ? STEP_MIN : 0) };
    this.#lessons.set(lesson.id, moved);
    return { id: lesson.id, arrive: this.#contestant.news(moved) };
  }
  /** Of those that everybody draws: chosen once, when the first of them is about to go. */
  #chosen(): readonly Lesson[] {
    if (this.#moving) return this.#moving;
    const planned = this.#scene.lessons.filter((l) => l.status === 'planned' && l.startMin < HELD_AT_MIN && this.#contestant.boxOf(l.id));
    return (this.#moving = Array.from({ length: UPDATES }, (_, i) => planned[Math.floor(((i + 0.5) * planned.length) / UPDATES)] as Lesson)); // there are more
  }
  #placeOf(id: number): string {
    const box = this.#contestant.boxOf(id)?.getBoundingClientRect();
    return box ? [box.left, box.top, box.width, box.height].map(Math.round).join(' ') : 'hidden';
  }
}
