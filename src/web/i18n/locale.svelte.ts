// The language on the screen: remembered on this device, Ukrainian unless the browser speaks another one of ours. No texts here.
export const LOCALES = ['uk', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
const KEY = 'rytm.language';

let current = $state<Locale>(initial());
const tags = { uk: 'uk-UA', en: 'en-GB' } as const;

/** The language now; reactive. */
export const locale = () => current;
/** BCP 47 tag for Intl; reactive. */
export const localeTag = () => tags[current];
export function setLocale(next: Locale) {
  current = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be refused in private windows; the choice then lasts for the page.
  }
}
function initial(): Locale {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === 'uk' || kept === 'en') return kept;
  } catch {
    // As above.
  }
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
  for (const tag of wanted) {
    if (/^(uk|ru|be)\b/.test(tag)) return 'uk';
    if (tag.startsWith('en')) return 'en';
  }
  return 'uk';
}

/** A text, or its plural forms chosen by the parameter `n`. */
export type Text = string | PluralForms;
export type PluralForms = { readonly other: string } & { readonly [K in Exclude<Intl.LDMLPluralRule, 'other'>]?: string };
/** The same keys as the Ukrainian texts; a plural stays a plural. */
export type TextsLike<U> = { readonly [K in keyof U]: U[K] extends string ? string : PluralForms };
export type Params = Readonly<Record<string, string | number>>;

/** Makes `t` over the two dictionaries. `{name}` in a text is replaced by the parameter of that name. */
export function translator<U extends Readonly<Record<string, Text>>>(uk: U, en: TextsLike<U>) {
  return (key: keyof U & string, params?: Params): string => {
    const text: Text = (current === 'uk' ? uk : en)[key] as Text; // both hold every key of U
    const form = typeof text === 'string' ? text : plural(Number(params?.['n'] ?? 0), text);
    return params ? form.replace(/\{(\w+)\}/g, (whole, name: string) => (params[name] === undefined ? whole : String(params[name]))) : form;
  };
}
const rules = new Map<string, Intl.PluralRules>();
/** The form for a number: plural(5, { one: 'заняття', few: …, many: …, other: … }). */
export function plural(n: number, forms: PluralForms): string {
  const tag = tags[current];
  let rule = rules.get(tag);
  if (!rule) rules.set(tag, (rule = new Intl.PluralRules(tag)));
  return forms[rule.select(n)] ?? forms.other;
}
