// Touches on one person's place, none of them twice while it is on its way, with the reason that another day asks for before a mark is taken back.
import { studioClock } from '../calendar/studio-clock.svelte.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { act } from './visit-actions.ts';
import type { Act } from './visit-model.ts';

export class Marking {
  #underWay = $state.raw<readonly Act[]>([]);
  /** On another day taking back needs a reason: what is typed, null where none is asked for. */
  reason = $state<string | null>(null);
  readonly #lesson: () => LessonView;
  readonly #clientId: () => number;

  constructor(lesson: () => LessonView, clientId: () => number) {
    this.#lesson = lesson;
    this.#clientId = clientId;
  }
  get isBusy() { return this.#underWay.length > 0; }
  async touch(what: Act, because?: string): Promise<void> {
    const lesson = this.#lesson();
    if (what === 'undo' && because === undefined && lesson.onDate < studioClock.today) {
      this.reason = '';
      return;
    }
    if (this.#underWay.includes(what)) return;
    this.#underWay = [...this.#underWay, what];
    const isDone = await act(lesson, this.#clientId(), what, because);
    this.#underWay = this.#underWay.filter((one) => one !== what);
    // A mark that is answered only now throws away no reason that is being typed.
    if (isDone && what === 'undo') this.reason = null;
  }
}
