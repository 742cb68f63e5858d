// What was typed in a search for somebody who is not there yet, taken apart into a name and a phone.
export interface TypedPerson { firstName: string; lastName: string; phone: string }

const PHONE = /\+?\d[\d\s().-]{4,}\d|\d{3,}/;
/** «Олена 067 123 45 67» is a name and a phone; of two names the surname is typed first, as lists have it. */
export function typedPerson(text: string): TypedPerson {
  const phone = PHONE.exec(text)?.[0].trim() ?? '';
  const [first = '', ...rest] = text.replace(phone, ' ').replace(/\s[-–—,;:+]+(?=\s|$)/g, ' ').trim().split(/\s+/).map(capital);
  return rest.length ? { firstName: rest.join(' '), lastName: first, phone } : { firstName: first, lastName: '', phone };
}
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
