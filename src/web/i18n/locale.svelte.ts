// The language on the screen, and that of what is written to others. No texts here.
import { initialLocale, LOCALE_KEY, type Locale } from './initial-locale.ts';

let current = $state<Locale>(initialLocale());
let wanted: Locale = current;
const tags = { uk: 'uk-UA', en: 'en-GB' } as const;
/** Brings the texts of a language that are files of their own (fetched.ts). */
export const missing = { fetch: async (_language: Locale): Promise<void> => {} };
/** The language of what is being written for somebody else; that on the screen without it. */
export const spoken: { in?: Locale | undefined } = {};

/** The language now; reactive. */
export const locale = () => spoken.in ?? current;
/** BCP 47 tag for Intl; reactive. */
export const localeTag = () => tags[locale()];
export async function setLocale(next: Locale): Promise<void> {
  wanted = next;
  await missing.fetch(next);
  if (wanted !== next) return;
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(LOCALE_KEY, next);
  } catch {
    // Refused in private windows; the choice then lasts for the page.
  }
}

/** A text, or its plural forms chosen by the parameter `n`. */
export type Text = string | PluralForms;
export type PluralForms = { readonly other: string } & { readonly [K in Exclude<Intl.LDMLPluralRule, 'other'>]?: string };
/** The same keys as the Ukrainian texts; a plural stays a plural. */
export type TextsLike<U> = { readonly [K in keyof U]: U[K] extends string ? string : PluralForms };
export type Params = Readonly<Record<string, string | number>>;

/** Makes `t` over the two dictionaries. `{name}` in a text is replaced by the parameter of that name. */
export function translator<U extends Readonly<Record<string, Text>>>(uk: U, en: TextsLike<U>) {
  return (key: keyof U & string, params?: Params): string => filled((locale() === 'uk' ? uk : en)[key] as Text, params); // both hold every key of U
}
export function filled(text: Text, params?: Params): string {
  const form = typeof text === 'string' ? text : plural(Number(params?.['n'] ?? 0), text);
  return params ? form.replace(/\{(\w+)\}/g, (whole, name: string) => (params[name] === undefined ? whole : String(params[name]))) : form;
}
const rules = new Map<string, Intl.PluralRules>();
/** The form for a number: plural(5, { one: 'заняття', few: …, many: …, other: … }). */
export function plural(n: number, forms: PluralForms): string {
  const tag = localeTag();
  let rule = rules.get(tag);
  if (!rule) rules.set(tag, (rule = new Intl.PluralRules(tag)));
  return forms[rule.select(n)] ?? forms.other;
}
