// Money is whole hundredths of the currency; nothing here ever makes a fraction.

/** Of a price so many halves: half of an odd sum is rounded up. */
export const shareMinor = (priceMinor: number, halves: number): number => Math.round((priceMinor * halves) / 2);

/** How much of a subscription's price its used lessons are worth. The parts always add up to the price, whatever the count. */
export const earnedMinor = (priceMinor: number, countHalves: number | undefined, usedHalves: number): number =>
  (countHalves ? Math.floor((priceMinor * Math.min(usedHalves, countHalves)) / countHalves) : 0);

/** Reads an amount as people type it: "1 000,50", "1000.5 грн", "₴ 300". Null when it is none, has more than two decimals, or is below zero. */
export function parseAmount(typed: string): number | null {
  const plain = typed.replace(/[\s\u00a0\u202f'’]|грн\.?|uah|₴|[€$]/gi, '');
  if (!/^\d{1,10}([.,]\d{1,2})?$/.test(plain)) return null;
  const [whole = '', part = ''] = plain.split(/[.,]/);
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
