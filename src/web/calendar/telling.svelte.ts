// Who has to be told of changes, kept current while staff look at the calendar: read anew a moment after anything has changed, and when what waits is due.
import type { Output } from '../../contract/ops.ts';
import { call } from '../sync/client.svelte.ts';

export type ToTell = Output<'telling.list'>['people'][number];
export type TellingNews = ToTell['news'][number];
/** Many changes in a row ask once. */
const REST_MS = 1500;

let people = $state.raw<readonly ToTell[]>([]);
let timer = 0;

export const telling = {
  get people() { return people; },
  /** Something has changed. */
  refresh() {
    clearTimeout(timer);
    timer = window.setTimeout(() => void load(), REST_MS);
  },
  stop() { clearTimeout(timer); },
};
async function load() {
  try {
    const { output } = await call('telling.list', {});
    people = output.people;
    const { nextAt } = output;
    if (nextAt === undefined) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => void load(), Math.max(REST_MS, nextAt - Date.now()));
  } catch {
    // What is shown stays; the next change asks again.
  }
}
/** The person knows, or does not after all. Throws Refused. */
export async function markTold({ clientId, trainerId, news }: ToTell, isTold: boolean): Promise<void> {
  await call('telling.mark', { ...(clientId && { clientId }), ...(trainerId && { trainerId }), lessons: news.map(({ lessonId, rev }) => ({ lessonId, rev })), isTold });
}
