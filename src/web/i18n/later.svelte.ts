// Texts of parts that are loaded when they are first wanted, together with all others; only such parts import this.
import { t as first, type TextKey } from './index.svelte.ts';
import { fetchingTranslator } from './fetched.ts';
import type { Params } from './locale.svelte.ts';
import { later as uk } from './later.uk.ts';

export type LaterKey = keyof typeof uk;
export type AnyKey = TextKey | LaterKey;
const later = fetchingTranslator(uk, async () => (await import('./later.en.ts')).later);
const isLater = (key: AnyKey): key is LaterKey => key in uk;
export const t = (key: AnyKey, params?: Params): string => (isLater(key) ? later(key, params) : first(key, params));
