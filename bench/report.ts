// The table: on the terminal, and between the markers of docs/BENCHMARKS.md.
import fs from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { digits, isMet, type Row } from './figure.ts';
import type { Bench } from './setup.ts';

const file = fileURLToPath(new URL('../docs/BENCHMARKS.md', import.meta.url));
const BEGIN = '<!-- begin: written by npm run bench -- --write -->';
const END = '<!-- end -->';

export interface Machine { date: string; cores: number; model: string; memoryGb: number; system: string; node: string; postgres: string; load: number }
/** Load average of the last minute before anything was measured: above some tenths, others were at work. */
const loadBefore = os.loadavg()[0] ?? 0;

export async function describeMachine(bench: Bench): Promise<Machine> {
  return {
    date: new Date().toISOString().slice(0, 10), cores: os.availableParallelism(), model: os.cpus()[0]?.model.trim() ?? 'unknown', memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`, node: process.versions.node, postgres: await bench.postgresVersion(), load: loadBefore,
  };
}
const lineOf = (m: Machine) => `${m.date}: ${m.cores} cores, ${m.model}, ${m.memoryGb} GB, ${m.system}; Node ${m.node}, PostgreSQL ${m.postgres}; load before the run ${m.load.toFixed(1)}`;

export function printTable(rows: readonly Row[], machine: Machine): void {
  console.log(`\n${lineOf(machine)}\n`);
  for (const row of rows) {
    console.log(`${isMet(row) ? '✓' : '✗'} ${row.what}`);
    console.log(`    ${figureOf(row)}, reach ${reachOf(row)}   ours ${row.ours}   ${row.baseline === '—' ? '' : `against ${row.baseline}`}`);
    for (const note of row.notes) console.log(`    ${note}`);
  }
  const missed = rows.filter((row) => !isMet(row)).length;
  console.log(`\n${rows.length - missed} of ${rows.length} within their reach${missed ? `, ${missed} not (✗)` : ''}.`);
}

/** Rewrites what lies between the markers; the text around them stays. */
export function writeTable(rows: readonly Row[], machine: Machine, isQuick: boolean): void {
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : `# Benchmarks\n\n${BEGIN}\n${END}\n`;
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${file} has lost its markers`);
  fs.writeFileSync(file, `${text.slice(0, begin)}${BEGIN}\n${markdown(rows, machine, isQuick)}\n${text.slice(end)}`);
  console.log('docs/BENCHMARKS.md has been written.');
}

function markdown(rows: readonly Row[], machine: Machine, isQuick: boolean): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  let count = 0;
  const notes: string[] = [];
  const lines = rows.map((row) => {
    // Notes are numbered in the order of the table.
    const marks = row.notes.map((note) => {
      notes.push(`${++count}. ${note}`);
      return count;
    });
    return `| ${cell(row.what)}${marks.length ? ` [${marks.join(', ')}]` : ''} | ${cell(row.ours)} | ${cell(row.baseline)} | ${cell(figureOf(row))} | ${reachOf(row)} | ${isMet(row) ? '✓' : '✗'} |`;
  });
  return [
    `Measured ${lineOf(machine)}.${isQuick ? ' A quick run: less data, fewer rounds.' : ''}`, '',
    '| what | ours | baseline | figure | reach | |', '|---|---|---|---|---|---|', ...lines, '', ...notes,
  ].join('\n');
}
/** `1.12 × (1.05–1.20)` */
function figureOf({ figure: { median, min, max }, unit }: Row): string {
  return min === max ? `${digits(median)} ${unit}` : `${digits(median)} ${unit} (${digits(min)}–${digits(max)})`;
}
const reachOf = ({ reach, unit }: Row) => ('most' in reach ? `≤ ${reach.most} ${unit}` : `≥ ${reach.least} ${unit}`);
