// What others change, as it is read aloud: what stands on the screen and is not filtered away, has just left it, or is open. Several that come together are counted.
import { tick } from 'svelte';
import { t } from '../i18n/index.svelte.ts';
import type { RemoteChange } from '../sync/store.svelte.ts';
import { choices } from './choices.svelte.ts';
import { passes } from './filter.ts';
import { labelOf } from './lesson-words.svelte.ts';
import { isBusy } from './permissions.ts';
import type { CalendarScreen } from './screen.svelte.ts';

export function newsReader(screen: CalendarScreen, isShown: (date: string) => boolean): (change: RemoteChange) => void {
  const waiting = new Map<number, RemoteChange>();
  const isOfInterest = ({ id, before, after }: RemoteChange) => [before, after].some((l) => l && ((isShown(l.onDate) && passes(choices.filter, l)) || (screen.open?.kind === 'lesson' && screen.open.id === id)));
  function tell() {
    const news = [...waiting.values()].map(asSeen).filter(isOfInterest);
    waiting.clear();
    const [{ before, after } = {}, ...others] = news;
    if (others.length) screen.say(t('calendar.changedByOther', { label: t('batch.lessons', { n: news.length }) }));
    else if (after) screen.say(t(before ? 'calendar.changedByOther' : 'calendar.addedByOther', { label: labelOf(after) }));
    else if (before) screen.say(t('calendar.goneByOther', { label: labelOf(before) }));
  }
  return (change) => {
    if (!waiting.size) void tick().then(tell);
    waiting.set(change.id, { ...change, before: (waiting.get(change.id) ?? change).before });
  };
}
/** To a trainer a lesson that others teach is none: what comes from them is new, what goes to them is gone, and what they do among themselves is no news. */
const asSeen = ({ id, before, after }: RemoteChange): RemoteChange => ({ id, before: before && isBusy(before) ? undefined : before, after: after && isBusy(after) ? undefined : after });
