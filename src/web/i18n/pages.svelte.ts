// Texts of the pages beside the calendar, together with all others; only such pages import this.
import { t as first, type AnyKey } from './later.svelte.ts';
import { translator, type Params } from './locale.svelte.ts';
import { people as peopleEn } from './people.en.ts';
import { people as peopleUk } from './people.uk.ts';
import { series as seriesEn } from './series.en.ts';
import { series as seriesUk } from './series.uk.ts';
import { settings as settingsEn } from './settings.en.ts';
import { settings as settingsUk } from './settings.uk.ts';

const uk = { ...peopleUk, ...seriesUk, ...settingsUk };
const pages = translator(uk, { ...peopleEn, ...seriesEn, ...settingsEn });
export type PageKey = keyof typeof uk;
export type AnyPageKey = AnyKey | PageKey;
const isPage = (key: AnyPageKey): key is PageKey => key in uk;
export const t = (key: AnyPageKey, params?: Params): string => (isPage(key) ? pages(key, params) : first(key, params));
