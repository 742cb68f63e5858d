// Time zones and currencies to choose from: Kyiv and one's own first.
const KYIV = 'Europe/Kyiv';
const modern = (zone: string) => (zone === 'Europe/Kiev' ? KYIV : zone);
/** The browser's zone; Kyiv where it names no place (UTC). */
export function ownZone(): string {
  const zone = modern(Intl.DateTimeFormat().resolvedOptions().timeZone || KYIV);
  return zone.includes('/') && !zone.startsWith('Etc/') ? zone : KYIV;
}
export function zones(own = ownZone()) {
  const rest = Intl.supportedValuesOf('timeZone').map(modern).filter((z) => z.includes('/'));
  return [...new Set([KYIV, own, ...rest])].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
export const CURRENCIES = [
  { value: 'UAH', label: 'UAH ₴' }, { value: 'EUR', label: 'EUR €' }, { value: 'USD', label: 'USD $' }, { value: 'PLN', label: 'PLN zł' }, { value: 'GBP', label: 'GBP £' }, { value: 'CZK', label: 'CZK Kč' },
];
