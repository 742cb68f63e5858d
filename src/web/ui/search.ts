// Forgiving search over names and phones: Наталья finds Наталія, 'olena' Олена, марʼяна without the apostrophe, and «yfnfkmz» typed in the wrong layout.
// Invariant: text that contains the query literally is always found.
import { fold } from '../../domain/person-name.ts';
import { formsOf, latinOf } from './latin.ts';

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`\\";
const CYRILLIC = 'йцукенгшщзхїфівапролджєячсмитьбюʼґ';
const toCyrillic = new Map([...LATIN].map((c, i) => [c, CYRILLIC[i] as string])); // both strings have one length
const toLatin = new Map([...CYRILLIC].map((c, i) => [c, LATIN[i] as string]));
toLatin.set('ы', 's').set('э', "'").set('ъ', ']').set('ё', '`');

/** A text and a phone number as the search reads them: prepared once, asked at every letter. */
export interface Searchable { readonly words: readonly Word[]; /** The same words in Latin letters. */ readonly latin: readonly Word[]; readonly digits: string }
export function prepare(text: string, phone = ''): Searchable {
  const own = words(text);
  return { words: own, latin: own.map(({ plain }) => inLatin(latinOf(plain))), digits: phone.replace(/\D/g, '') };
}
/** How well somebody answers: not at all, inside a word, from the beginning of a word, from the beginning of the whole. */
export type Rank = 0 | 1 | 2 | 3;

/** Prepares a query; the returned function says how well something prepared answers it. An empty query answers everything. */
export function ranker(query: string): (asked: Searchable) => Rank {
  const lower = query.toLowerCase().trim();
  if (!lower) return () => 3;
  const digits = lower.replace(/[^\d]/g, '').replace(/^00(?=\d{9})/, '');
  const isPhone = digits.length >= 3 && !/[^\d\s()+.-]/.test(lower);
  // «олена 067»: the name has to fit, and the phone as well.
  const ending = isPhone ? null : /^(.*\p{L}\S*)\s+(\+?[\d\s()+.-]{3,})$/u.exec(lower);
  if (ending) {
    const [name, number] = [ranker(ending[1] ?? ''), (ending[2] ?? '').replace(/\D/g, '')];
    return (asked) => (hasDigits(asked.digits, number) ? name(asked) : 0);
  }
  const variants = layoutsOf(lower).map(words).filter((v) => v.length);
  const inLatinLetters = latinVariants(lower);
  return (asked) => {
    if (isPhone && hasDigits(asked.digits, digits)) return 2;
    let best: Rank = 0;
    for (const variant of variants) {
      const rank = rankOf(variant, asked.words);
      if (rank > best) best = rank;
    }
    for (const variant of inLatinLetters) {
      const rank = best < 3 ? rankOf(variant, asked.latin) : 0;
      if (rank > best) best = rank;
    }
    return best;
  };
}
/** Every word of the query has to be found; the worst of them counts. */
function rankOf(variant: readonly Word[], inText: readonly Word[]): Rank {
  let worst: Rank = 3;
  for (const part of variant) {
    let best: Rank = 0;
    for (let i = 0; i < inText.length && best < 2; i++) {
      const word = inText[i] as Word; // i is in bounds
      if (word.plain.startsWith(part.plain) || (part.folded !== '' && word.folded.startsWith(part.folded))) best = i === 0 ? 3 : 2;
      else if (part.plain.length > 1 && (word.plain.includes(part.plain) || (part.folded.length > 1 && word.folded.includes(part.folded)))) best = 1;
    }
    if (best < worst) worst = best;
    if (worst === 0) return 0;
  }
  return worst;
}

/** The best `most` of a list, those that answer alike in the order they came in. */
export function bestFirst<T>(list: readonly T[], rank: (item: T) => Rank, most = Infinity): T[] {
  const by: T[][] = [[], [], [], []];
  for (const item of list) {
    const found = rank(item);
    if (found && (by[found] as T[]).push(item) >= most && found === 3) break; // nothing better can come
  }
  return [...(by[3] ?? []), ...(by[2] ?? []), ...(by[1] ?? [])].slice(0, most);
}

/** Prepares a query; the returned function says whether a text, or a phone number, answers it. An empty query answers everything. */
export function matcher(query: string): (text: string, phone?: string) => boolean {
  const rank = ranker(query);
  return (text, phone) => rank(known(text, phone)) > 0;
}

/** The text, and what it says when it was typed on the other keyboard layout. Lower case. */
export function layoutsOf(text: string): string[] {
  const lower = text.toLowerCase().trim();
  return [...new Set([lower, switchLayout(lower, toCyrillic), switchLayout(lower, toLatin)])];
}

export interface Word { plain: string; folded: string }
/** Both ways: an unfinished word may fold otherwise than the whole one. */
const words = (text: string): Word[] => text.toLowerCase().replace(/['’ʼ`´"]/g, '').split(/[\s,]+/).filter(Boolean).map((plain) => ({ plain, folded: fold(plain) }));
const inLatin = (plain: string): Word => ({ plain, folded: '' });
/** Every word in each of its forms; none where a word is not in Latin letters. */
function latinVariants(query: string): Word[][] {
  const forms = words(query).map(({ plain }) => formsOf(plain));
  const most = Math.max(0, ...forms.map((f) => f.length));
  return forms.every((f) => f.length) ? Array.from({ length: most }, (_, i) => forms.map((f) => inLatin(f[i] ?? (f[0] as string)))) : []; // no form is missing
}
const switchLayout = (text: string, map: ReadonlyMap<string, string>) => [...text].map((c) => map.get(c) ?? c).join('');
function hasDigits(own: string, digits: string) {
  if (!own) return false;
  // As numbers are written here: 380…, 80… or 0….
  return own.includes(digits) || (digits.startsWith('380') && own.includes(digits.slice(2))) || (digits.length > 10 && digits.startsWith('80') && own.includes(digits.slice(1)));
}
/** Whether a text is a whole phone number, as one that is pasted. */
export const isWholePhone = (text: string): boolean => /^[\d\s()+.-]+$/.test(text.trim()) && text.replace(/\D/g, '').length >= 9;

/** Folding ten thousand names once is enough; the same names are searched at every letter. */
const prepared = new Map<string, Searchable>();
export function known(text: string, phone = ''): Searchable {
  const key = phone ? `${text}\n${phone}` : text;
  let found = prepared.get(key);
  if (!found) {
    if (prepared.size > 40_000) prepared.clear();
    prepared.set(key, (found = prepare(text, phone)));
  }
  return found;
}
