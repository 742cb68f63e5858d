// Our own grids with the real client and store, fed by a server within the page.
import { flushSync, mount, unmount } from 'svelte';
import '../../src/web/ui/tokens.css';
import '../../src/web/ui/base.css';
import { monthOf } from '../../src/domain/calendar-day.ts';
import { sync } from '../../src/web/sync/client.svelte.ts';
import { store } from '../../src/web/sync/store.svelte.ts';
import type { Contestant } from './contestants.ts';
import Grid from './Grid.svelte';
import { ShamServer } from './sham-server.ts';
import { BASE, SCENES } from './studio.ts';

/** Connected, and the lessons of all scenes held. */
export async function startOurs(target: HTMLElement): Promise<Contestant> {
  const lessons = Object.values(SCENES).flatMap((scene) => scene.lessons);
  const server = new ShamServer(BASE, lessons);
  const months = [...new Set(lessons.map((l) => monthOf(l.onDate)))];
  sync.start();
  store.lessons.hold(months);
  for (let i = 0; sync.state !== 'live' || !months.every((m) => store.lessons.isLoaded(m)); i++) {
    if (i === 1000) throw new Error('the store has not been filled');
    await new Promise((done) => setTimeout(done, 5));
  }
  let shown: object | null = null;
  return {
    show({ firstDay, isMonth = false }) { shown = mount(Grid, { target, props: { date: firstDay, isMonth } }); },
    clear() {
      if (shown) flushSync(() => void unmount(shown ?? {}));
      shown = null;
      target.replaceChildren();
    },
    news: (row) => server.news({ table: 'lesson', row }),
    count: () => target.querySelectorAll('[data-lesson-id]').length,
    boxOf: (id) => target.querySelector(`[data-lesson-id="${id}"]`),
  };
}
