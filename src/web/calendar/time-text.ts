// Times and lengths as people type and read them in the calendar. A time is a minute of the studio day.

/** 'HH:MM' of a minute; past midnight it goes on from 00:00, midnight at the end of a day is 24:00. */
export const timeText = (min: number): string => {
  const m = min > 1440 ? min - 1440 : min;
  return `${pad(Math.floor(m / 60))}:${pad(m % 60)}`;
};
export const rangeText = (startMin: number, durationMin: number): string => `${timeText(startMin)}–${timeText(startMin + durationMin)}`;

/** Minute of the day from '17:25', '17.25', '17 25', '1725', '925', '9'; null when it is no time. */
export function parseTime(text: string): number | null {
  const clean = text.trim();
  const parts = /^(\d{1,2})\s*[:.,\-\s]\s*(\d{1,2})$/.exec(clean) ?? /^(\d{1,2}?)(\d\d)?$/.exec(clean);
  if (!parts) return null;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

/** Minutes of a length from '55', '1:30', '90 хв'; null when it is none or outside 5 minutes … 12 hours. */
export function parseLength(text: string): number | null {
  const clean = text.trim().toLowerCase();
  const clock = /^(\d{1,2}):(\d\d)$/.exec(clean);
  const plain = /^(\d{1,3})\s*(хв|хвилин|min|m|')?\.?$/.exec(clean);
  const hours = /^(\d{1,2}(?:[.,]\d{1,2})?)\s*(год|година|години|годин|h|hours?)\.?$/.exec(clean)?.[1];
  const minutes = clock ? Number(clock[1]) * 60 + Number(clock[2]) : plain ? Number(plain[1]) : Math.round(Number(hours?.replace(',', '.') ?? NaN) * 60);
  return minutes >= 5 && minutes <= 720 ? minutes : null;
}

/** The amount as it stands in its field: '450' or '450,50'. */
export const priceInput = (priceMinor: number): string =>
  priceMinor % 100 ? `${Math.floor(priceMinor / 100)},${pad(priceMinor % 100)}` : String(priceMinor / 100);

const pad = (n: number) => String(n).padStart(2, '0');
