// Dictionaries of which only the Ukrainian texts come with the program: the English ones are fetched when they are first wanted.
import type { Locale } from './initial-locale.ts';
import { filled, locale, missing, type Params, type Text, type TextsLike } from './locale.svelte.ts';

/** Of what is loaded and has no English texts yet. What is loaded while they are fetched joins them. */
const fetches = new Set<() => Promise<void>>();
missing.fetch = async (language: Locale) => { if (language !== 'uk') for (const fetch of fetches) await fetch(); };

/** Makes `t` over a dictionary. What shows its texts is loaded `withTexts`. */
export function fetchingTranslator<U extends Readonly<Record<string, Text>>>(uk: U, fetchEn: () => Promise<TextsLike<U>>) {
  let en: TextsLike<U> | null = null;
  const fetch = async () => {
    en = await fetchEn();
    fetches.delete(fetch);
  };
  fetches.add(fetch);
  return (key: keyof U & string, params?: Params): string => filled((locale() === 'uk' ? uk : (en ?? uk))[key] as Text, params); // both hold every key of U
}
/** A part of the program that is loaded, with the texts of the language on the screen. */
export async function withTexts<P>(part: Promise<P>): Promise<P> {
  const loaded = await part;
  await missing.fetch(locale());
  return loaded;
}
