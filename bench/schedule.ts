// An open loop: things begin when it is their time, whether or not those before have ended. Latency counts from that time.
import { random } from './stats.ts';

/** Begins `perSecond × seconds` things at random times (Poisson) and gives the latency of each in milliseconds. */
export async function openLoop(perSecond: number, seconds: number, seed: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const next = random(seed);
  const latencies: number[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now() + 50;
  let at = 0;
  for (let i = 0; i < perSecond * seconds; i++) {
    at += (-Math.log(1 - next()) * 1000) / perSecond;
    const wait = startedAt + at - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    const dueAt = startedAt + at;
    running.push(run(i).then(() => { latencies.push(performance.now() - dueAt); }));
  }
  await Promise.all(running);
  return latencies;
}

/** `callers` at once, each doing one thing after the other, for so long. Gives how many were done a second. */
export async function closedLoop(callers: number, seconds: number, run: (caller: number) => Promise<unknown>): Promise<{ perSecond: number; count: number }> {
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let count = 0;
  await Promise.all(Array.from({ length: callers }, async (_, caller) => {
    while (performance.now() < endsAt) {
      await run(caller);
      count++;
    }
  }));
  return { perSecond: count / ((performance.now() - startedAt) / 1000), count };
}
