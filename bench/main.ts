// npm run bench [-- --only NAME] [--quick] [--strict] [--write]: measures, prints the table, ends everything it started.
import { inspect } from 'node:util';
import { isMet, type Figure, type Row } from './figure.ts';
import { atRest } from './figures/at-rest.ts';
import { auditTime } from './figures/audit-time.ts';
import { calendarLibraries } from './figures/calendar-libraries.ts';
import { calendarRender } from './figures/calendar-render.ts';
import { checkIn } from './figures/check-in.ts';
import { checkInLatency } from './figures/check-in-latency.ts';
import { clientCard } from './figures/client-card.ts';
import { clientImport } from './figures/client-import.ts';
import { clientSearch } from './figures/client-search.ts';
import { coldStart } from './figures/cold-start.ts';
import { fanOut } from './figures/fan-out.ts';
import { idleMemory } from './figures/idle-memory.ts';
import { interaction } from './figures/interaction.ts';
import { lighthouse } from './figures/lighthouse.ts';
import { million } from './figures/million.ts';
import { moveLatency } from './figures/move-latency.ts';
import { moveThroughput } from './figures/move-throughput.ts';
import { processorTime } from './figures/processor-time.ts';
import { pushBytes } from './figures/push-bytes.ts';
import { scriptBytes } from './figures/script-bytes.ts';
import { scheduleTimes } from './figures/schedule-times.ts';
import { weekBytes } from './figures/week-bytes.ts';
import { describeMachine, printTable, writeTable } from './report.ts';
import { createBench } from './setup.ts';

const FIGURES: Readonly<Record<string, Figure>> = {
  'move-throughput': moveThroughput, 'move-latency': moveLatency, 'processor-time': processorTime, 'fan-out': fanOut, 'week-bytes': weekBytes, 'push-bytes': pushBytes,
  'idle-memory': idleMemory, 'script-bytes': scriptBytes, lighthouse, 'at-rest': atRest, 'schedule-times': scheduleTimes, 'check-in': checkIn, 'check-in-latency': checkInLatency, 'audit-time': auditTime, million,
  'calendar-render': calendarRender, 'calendar-libraries': calendarLibraries, 'cold-start': coldStart, interaction, 'client-search': clientSearch, 'client-card': clientCard, 'client-import': clientImport,
};
/** No figure takes so long; one that does is stuck, and the others still count. */
const LONGEST_MS = 600_000;

const options = readOptions(process.argv.slice(2));
const bench = createBench(options.isQuick, (line) => console.log(line));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void bench.close().finally(() => process.exit(130)));
try {
  const { rows, failed } = await measure();
  const machine = await describeMachine(bench);
  printTable(rows, machine);
  const isWhole = !failed.length && options.names.length === Object.keys(FIGURES).length;
  if (options.isWritten && isWhole) writeTable(rows, machine, options.isQuick);
  else if (options.isWritten) console.log('The table is written by a whole run only.');
  if (failed.length || (options.isStrict && !rows.every(isMet))) process.exitCode = 1;
} finally {
  await bench.close();
}

async function measure(): Promise<{ rows: Row[]; failed: string[] }> {
  const rows: Row[] = [];
  const failed: string[] = [];
  for (const [name, figure] of Object.entries(FIGURES)) {
    if (!options.names.includes(name)) continue;
    const startedAt = performance.now();
    let late: NodeJS.Timeout | undefined;
    try {
      const stuck = new Promise<never>((_, reject) => { late = setTimeout(() => reject(new Error('it took too long')), LONGEST_MS); });
      rows.push(...(await Promise.race([figure(bench), stuck])));
      bench.log(`measured ${name} (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`);
    } catch (error) {
      failed.push(name);
      bench.log(`FAILED ${name}: ${inspect(error)}`);
    } finally {
      clearTimeout(late);
      await bench.stopProcesses();
    }
  }
  return { rows, failed };
}

function readOptions(args: string[]): { names: string[]; isQuick: boolean; isStrict: boolean; isWritten: boolean } {
  const at = args.indexOf('--only');
  const only = at < 0 ? null : args[at + 1];
  const rest = args.filter((arg, i) => !['--quick', '--strict', '--write'].includes(arg) && !(at >= 0 && (i === at || i === at + 1)));
  const names = Object.keys(FIGURES).filter((name) => only === null || (only !== undefined && name.includes(only)));
  if (rest.length || !names.length) {
    console.error(`Usage: npm run bench -- [--only NAME] [--quick] [--strict] [--write]\nNAME is (part of) one of: ${Object.keys(FIGURES).join(', ')}`);
    process.exit(1);
  }
  return { names, isQuick: args.includes('--quick'), isStrict: args.includes('--strict'), isWritten: args.includes('--write') };
}
