// What a figure gives: rows of the table, each a ratio with its spread over the rounds and the reach it must keep.
import type { Bench } from './setup.ts';
import { spread, type Spread } from './stats.ts';

export interface Row {
  what: string;
  ours: string;
  baseline: string;
  /** Ours over the baseline, or the figure itself where there is no baseline. */
  figure: Spread;
  reach: { most: number } | { least: number };
  /** Of the figure and its reach: '×', 'bytes', 'MB'. */
  unit: string;
  notes: readonly string[];
}
/** Measures and gives its rows of the table; several where one set-up serves several. */
export type Figure = (bench: Bench) => Promise<Row[]>;

export const isMet = ({ figure, reach }: Row): boolean => ('most' in reach ? figure.median <= reach.most : figure.median >= reach.least);

/** A number for people: three digits that matter. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '—';
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}
/** `812 /s (790–840)` */
export function shown(values: readonly number[], unit: string): string {
  const { median, min, max } = spread(values);
  return values.length < 2 || min === max ? `${digits(median)} ${unit}` : `${digits(median)} ${unit} (${digits(min)}–${digits(max)})`;
}
