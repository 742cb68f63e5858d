// Names across alphabets: Олена answers to 'olena', Андрій to 'Andriy' and 'Andrii'. Letters that are spelled in several ways become one.
// Invariant: what the national transliteration (Cabinet decision 55 of 2010) makes of a word has the same form as the word.

const OF = new Map(Object.entries({
  а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'h', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u',
  ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ю: 'iu', я: 'ia', ё: 'io', ы: 'i', э: 'e', ь: '', ъ: '',
}));
const IS_CYRILLIC = /\p{Script=Cyrillic}/u;

/** The form of a word (lower case, no apostrophes) in Cyrillic; empty for one that has no such letter. */
export function latinOf(word: string): string {
  if (!IS_CYRILLIC.test(word)) return '';
  let out = '';
  for (const letter of word) out += OF.get(letter) ?? letter;
  return single(out);
}
/** The forms a word in Latin letters may have: x is х or кс, a last c may yet become ch, Evhen is Yevhen. Empty without such letters. */
export function formsOf(word: string): string[] {
  if (!/[a-z]/.test(word) || IS_CYRILLIC.test(word)) return [];
  const common = word.replace(/ph/g, 'f').replace(/w/g, 'v').replace(/[yj]/g, 'i').replace(/tz(?!g?h)/g, 'ts').replace(/ck/g, 'k').replace(/c(?!h|$)/g, 'k').replace(/kh|g/g, 'h');
  const variants = [common.replace(/x/g, 'h'), common.replace(/x/g, 'ks')].flatMap((v) => [v, v.replace(/c$/, 'k')]).flatMap((v) => (v.startsWith('e') ? [v, `i${v}`] : [v]));
  return [...new Set(variants.map(single))];
}
/** Щ is also written sch. */
const single = (text: string): string => text.replace(/(.)\1+/g, '$1').replace(/shch/g, 'sch');
