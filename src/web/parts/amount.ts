// An amount of money as it is typed, and what is wrong with it. The rules of reading are domain/money.ts.
import { parseAmount } from '../../domain/money.ts';

/** The largest amount that travels (contract/limits.ts). */
const MOST_MINOR = 1_000_000_000;
export const AMOUNT_PROBLEMS = ['empty', 'nothing', 'negative', 'decimals', 'tooMuch', 'unreadable'] as const;
export type AmountProblem = (typeof AMOUNT_PROBLEMS)[number];

/** Hundredths, or why there are none. `mayBeNothing`: 0 is an amount too. */
export function readAmount(typed: string, mayBeNothing = false): { minor: number } | { problem: AmountProblem } {
  if (!typed.trim()) return { problem: 'empty' };
  const minor = parseAmount(typed);
  if (minor === null) return { problem: problemOf(typed.replace(/[^\d.,\-−]/g, '')) };
  if (minor > MOST_MINOR) return { problem: 'tooMuch' };
  return minor === 0 && !mayBeNothing ? { problem: 'nothing' } : { minor };
}
function problemOf(plain: string): AmountProblem {
  if (/^[-−]\d/.test(plain)) return 'negative';
  if (/^\d+[.,]\d{3,}$/.test(plain)) return 'decimals';
  return /^\d{11,}([.,]\d{1,2})?$/.test(plain) ? 'tooMuch' : 'unreadable';
}
/** The amount, or null where there is none. */
export function amountOf(typed: string, mayBeNothing = false): number | null {
  const read = readAmount(typed, mayBeNothing);
  return 'minor' in read ? read.minor : null;
}
