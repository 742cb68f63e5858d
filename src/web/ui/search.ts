// Forgiving search over names and phones: Наталья finds Наталія, marʼyana without the apostrophe, and «yfnfkmz» typed in the wrong layout.
// Invariant: text that contains the query literally is always found.
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`\\";
const CYRILLIC = 'йцукенгшщзхїфівапролджєячсмитьбюʼґ';
const toCyrillic = new Map([...LATIN].map((c, i) => [c, CYRILLIC[i] as string])); // both strings have one length
const toLatin = new Map([...CYRILLIC].map((c, i) => [c, LATIN[i] as string]));
toLatin.set('ы', 's').set('э', "'").set('ъ', ']').set('ё', '`');

/** Prepares a query; the returned function says whether a text, or a phone number, answers it. An empty query answers everything. */
export function matcher(query: string): (text: string, phone?: string) => boolean {
  const lower = query.toLowerCase().trim();
  if (!lower) return () => true;
  const digits = lower.replace(/[^\d]/g, '');
  const isPhone = digits.length >= 3 && !/[^\d\s()+.-]/.test(lower);
  // «олена 067»: the name has to fit, and the phone as well.
  const ending = isPhone ? null : /^(.*\p{L}\S*)\s+(\+?[\d\s()+.-]{3,})$/u.exec(lower);
  if (ending) {
    const [name, number] = [matcher(ending[1] ?? ''), (ending[2] ?? '').replace(/\D/g, '')];
    return (text, phone) => name(text) && phone !== undefined && hasDigits(phone, number);
  }
  const variants = layoutsOf(lower).map(words).filter((v) => v.length);
  return (text, phone) => {
    if (isPhone && phone && hasDigits(phone, digits)) return true;
    const inText = foldedWords(text);
    return variants.some((variant) => variant.every((part) => inText.some((word) => isIn(part.plain, word.plain) || isIn(part.folded, word.folded))));
  };
}

/** The text, and what it says when it was typed on the other keyboard layout. Lower case. */
export function layoutsOf(text: string): string[] {
  const lower = text.toLowerCase().trim();
  return [...new Set([lower, switchLayout(lower, toCyrillic), switchLayout(lower, toLatin)])];
}

/** Letters people mix up become one: и і ї ы, е є ё э, г ґ; soft signs, apostrophes and doubled letters go. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’ʼ`´"]/g, '')
    .replace(/[ґ]/g, 'г')
    .replace(/[єёэ]/g, 'е')
    .replace(/[ьъіїйиы]+(?=[яюе])/g, '')
    .replace(/[іїыйи]/g, 'и')
    .replace(/[ьъ]/g, '')
    .replace(/(.)\1+/g, '$1');
}
interface Word { plain: string; folded: string }
/** Both ways: an unfinished word may fold otherwise than the whole one. */
const words = (text: string): Word[] => text.toLowerCase().replace(/['’ʼ`´"]/g, '').split(/[\s,]+/).filter(Boolean).map((plain) => ({ plain, folded: fold(plain) }));
const isIn = (part: string, word: string) => part !== '' && (word.startsWith(part) || (part.length > 2 && word.includes(part)));
const switchLayout = (text: string, map: ReadonlyMap<string, string>) => [...text].map((c) => map.get(c) ?? c).join('');
function hasDigits(phone: string, digits: string) {
  const own = phone.replace(/\D/g, '');
  // As numbers are written here: 380…, 80… or 0….
  return own.includes(digits) || (digits.startsWith('380') && own.includes(digits.slice(2))) || (digits.length > 10 && digits.startsWith('80') && own.includes(digits.slice(1)));
}
/** Whether a text is a whole phone number, as one that is pasted. */
export const isWholePhone = (text: string): boolean => /^[\d\s()+.-]+$/.test(text.trim()) && text.replace(/\D/g, '').length >= 9;

/** Folding ten thousand names once is enough; the same names are searched at every letter. */
const known = new Map<string, Word[]>();
function foldedWords(text: string): Word[] {
  let found = known.get(text);
  if (!found) {
    if (known.size > 40_000) known.clear();
    known.set(text, (found = words(text)));
  }
  return found;
}
