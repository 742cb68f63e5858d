// What is written to clients is in the language of the studio, whatever language the screen is in.
import type { Locale } from '../i18n/index.svelte.ts';
import { missing, spoken } from '../i18n/locale.svelte.ts';
import { store } from '../sync/store.svelte.ts';

/** Brings that language; the function it returns says everything within it so. To be called while a component is made. */
export function clientWords(): <T>(say: () => T) => T {
  const language = (): Locale => store.studio?.language ?? 'uk';
  let brought = $state.raw<Locale | null>(null);
  $effect(() => {
    const wanted = language();
    // Without a line the texts stay Ukrainian until the list is opened anew.
    void missing.fetch(wanted).then(() => { brought = wanted; }, () => {});
  });
  return (say) => {
    void brought;
    const before = spoken.in;
    spoken.in = language();
    try {
      return say();
    } finally {
      spoken.in = before;
    }
  };
}
