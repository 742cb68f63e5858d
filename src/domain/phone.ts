// Phone numbers as people write them, and as they are kept: +380671234567. Which spelling is meant follows from the studio's country.

/** What numbers begin with where they are written without a country, and how long they then are with their zero. */
const HOME: Readonly<Record<string, { code: string; digits: number }>> = { 'Europe/Kyiv': { code: '380', digits: 10 }, 'Europe/Kiev': { code: '380', digits: 10 } };

/** One spelling for every way to write a number; null when it is none. Numbers of unknown countries keep their digits. */
export function normalPhone(text: string, zone: string): string | null {
  const plain = text.trim();
  if (!/^[+\d\s().\-–—/]+$/.test(plain) || plain.lastIndexOf('+') > 0) return null;
  const digits = plain.replace(/\D/g, '').replace(/^00(?=\d{9})/, '');
  if (digits.length < 7 || digits.length > 15) return null;
  const home = HOME[zone];
  const isForeign = plain.startsWith('+') || plain.startsWith('00');
  if (home && !(isForeign && !digits.startsWith(home.code))) {
    const local = home.digits - 1;
    const rest = digits.slice(-local);
    // 380…, 80…, 0… and the bare number.
    if (rest.length === local && rest[0] !== '0' && [home.code, home.code.slice(-2), '0', ''].includes(digits.slice(0, -local))) return `+${home.code}${rest}`;
  }
  return isForeign ? `+${digits}` : digits;
}
/** A number as it is kept: in one spelling, or, where it is none, as somebody wrote it. */
export const keptPhone = <P extends string | null | undefined>(phone: P, zone: string): P | string => (phone ? (normalPhone(phone, zone) ?? phone.trim()) : phone);
/** Whether somebody can be reached by it: digits enough, or words that say more («мама»). */
export const isReachable = (phone: string): boolean => /\p{L}/u.test(phone) || phone.replace(/\D/g, '').length >= 7;
/** A number as people here read it: 067 123 45 67; one of another country as it is kept. */
export const phoneText = (phone: string): string => phone.replace(/^\+380(\d\d)(\d{3})(\d\d)(\d\d)$/, '0$1 $2 $3 $4');
/** By what numbers are compared: their last nine digits; null where there are too few to tell people apart. */
export function phoneKey(phone: string): string | null {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 7 ? null : digits.slice(-9);
}
