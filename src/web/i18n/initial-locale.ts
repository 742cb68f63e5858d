// The language to begin with: remembered on this device, Ukrainian unless the browser speaks another one of ours. Known before the program has come.
export const LOCALES = ['uk', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const LOCALE_KEY = 'rytm.language';

export function initialLocale(): Locale {
  try {
    const kept = localStorage.getItem(LOCALE_KEY);
    if (kept === 'uk' || kept === 'en') return kept;
  } catch {
    // Storage may be refused in private windows; the choice then lasts for the page.
  }
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
  for (const tag of wanted) {
    if (/^(uk|ru|be)\b/.test(tag)) return 'uk';
    if (tag.startsWith('en')) return 'en';
  }
  return 'uk';
}
