// Texts of the pages beside the calendar, together with all others; only such pages import this.
import { t as first, type AnyKey } from './later.svelte.ts';
import { fetchingTranslator } from './fetched.ts';
import type { Params } from './locale.svelte.ts';
import { cabinet } from './cabinet.uk.ts';
import { desk } from './desk.uk.ts';
import { clientFile } from './import.uk.ts';
import { people } from './people.uk.ts';
import { series } from './series.uk.ts';
import { settings } from './settings.uk.ts';

const uk = { ...cabinet, ...desk, ...people, ...clientFile, ...series, ...settings };
const pages = fetchingTranslator(uk, async () => (await import('./pages.en.ts')).pages);
export type PageKey = keyof typeof uk;
export type AnyPageKey = AnyKey | PageKey;
const isPage = (key: AnyPageKey): key is PageKey => key in uk;
export const t = (key: AnyPageKey, params?: Params): string => (isPage(key) ? pages(key, params) : first(key, params));
