// What stands in the cells of a file of clients: days, sums, counts, words for sex. Null for what cannot be read.
import { isEmail } from '../email.ts';

/** Days as they are written here and there; a number is how spreadsheets count days. */
export function readDay(text: string, today: string): string | null {
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const local = /^(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})(?: р\.?)?(?:[T ]\d.*)?$/.exec(text);
  if (local) return dayOf(fullYear(local[3] ?? '', today), local[2], local[1]);
  if (/^\d{5}$/.test(text)) return new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000).toISOString().slice(0, 10);
  return null;
}
/** Two digits mean the last hundred years. */
function fullYear(year: string, today: string): string {
  if (year.length === 4) return year;
  const century = Number(today.slice(0, 2));
  return `${year > today.slice(2, 4) ? century - 1 : century}${year}`;
}
function dayOf(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(text);
  return Number(year) >= 1900 && Number(year) < 2200 && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? text : null;
}

const MOST_MINOR = 1_000_000_000;
/** «1 000,50 грн» as hundredths; dots and commas by what follows them. */
export function readSum(text: string): number | null {
  const plain = text.replace(/(грн|uah|₴|\$|€|zł)\.?/gi, '').replace(/[\s'’\u00a0\u202f]/g, '').replace(/^[−–]/, '-');
  const found = /^([+-]?)(\d[\d.,]*)$/.exec(plain);
  if (!found) return null;
  const [, sign = '', digits = ''] = found;
  const cents = /[.,](\d{1,2})$/.exec(digits);
  const whole = cents ? digits.slice(0, cents.index) : digits;
  if (/[.,]/.test(whole) && !/^[1-9]\d{0,2}([.,]\d{3})+$/.test(whole)) return null;
  const minor = Number(whole.replace(/[.,]/g, '')) * 100 + Number((cents?.[1] ?? '').padEnd(2, '0'));
  return minor > MOST_MINOR ? null : sign === '-' ? -minor : minor;
}
export const readCount = (text: string): number | null => (/^\d{1,3}$/.test(text) && Number(text) <= 500 ? Number(text) : null);

const SEXES = { female: ['ж', 'жін', 'жіноча', 'жінка', 'f', 'female', 'woman', 'w'], male: ['ч', 'чол', 'чоловіча', 'чоловік', 'м', 'm', 'male', 'man'] } as const;
export function readSex(text: string): 'female' | 'male' | null {
  const word = text.toLowerCase().replace(/\.$/, '');
  return (['female', 'male'] as const).find((sex) => (SEXES[sex] as readonly string[]).includes(word)) ?? null;
}
export const readEmail = (text: string): string | null => (isEmail(text) && text.length <= 200 ? text.toLowerCase() : null);
