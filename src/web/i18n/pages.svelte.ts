// Texts of the pages beside the calendar, together with all others; only such pages import this.
import { t as first, type AnyKey } from './later.svelte.ts';
import { translator, type Params } from './locale.svelte.ts';
import { desk as deskEn } from './desk.en.ts';
import { desk as deskUk } from './desk.uk.ts';
import { people as peopleEn } from './people.en.ts';
import { people as peopleUk } from './people.uk.ts';
import { series as seriesEn } from './series.en.ts';
import { series as seriesUk } from './series.uk.ts';
import { settings as settingsEn } from './settings.en.ts';
import { settings as settingsUk } from './settings.uk.ts';

const uk = { ...deskUk, ...peopleUk, ...seriesUk, ...settingsUk };
const pages = translator(uk, { ...deskEn, ...peopleEn, ...seriesEn, ...settingsEn });
export type PageKey = keyof typeof uk;
const isPage = (key: AnyKey | PageKey): key is PageKey => key in uk;
export const t = (key: AnyKey | PageKey, params?: Params): string => (isPage(key) ? pages(key, params) : first(key, params));
