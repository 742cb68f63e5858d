// Names as people spell them: what is one name although it is written otherwise.
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

const wordsOf = (name: string): string[] => name.split(/[\s,]+/).map(fold).filter(Boolean);
/** Whether two names may be one person's: in any order and spelling, and one may lack what the other has (a surname, a middle name). */
export function isSameName(a: string, b: string): boolean {
  const [less, more] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length) as [string[], string[]]; // two of two
  return less.every((word) => more.includes(word));
}
