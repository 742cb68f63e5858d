// Texts of everything that concerns money, together with those of the pages; only parts that are loaded later import this.
import { translator, type Params } from './locale.svelte.ts';
import { ledger as ledgerEn } from './ledger.en.ts';
import { ledger as ledgerUk } from './ledger.uk.ts';
import { money as moneyEn } from './money.en.ts';
import { money as moneyUk } from './money.uk.ts';
import { newcomer as newcomerEn } from './newcomer.en.ts';
import { newcomer as newcomerUk } from './newcomer.uk.ts';
import { t as first, type AnyPageKey } from './pages.svelte.ts';
import { terms as termsEn } from './terms.en.ts';
import { terms as termsUk } from './terms.uk.ts';

const uk = { ...ledgerUk, ...moneyUk, ...newcomerUk, ...termsUk };
const own = translator(uk, { ...ledgerEn, ...moneyEn, ...newcomerEn, ...termsEn });
export type MoneyKey = keyof typeof uk;
/** Whether there is such a text here. */
export const isMoneyKey = (key: string): key is MoneyKey => key in uk;
const isOwn = (key: AnyPageKey | MoneyKey): key is MoneyKey => key in uk;
export const t = (key: AnyPageKey | MoneyKey, params?: Params): string => (isOwn(key) ? own(key, params) : first(key, params));
