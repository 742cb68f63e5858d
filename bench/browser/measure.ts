// Times what happens in a page, the same way for everybody: work begins with a frame of the browser's and ends when that frame is
// painted, so that nothing of it is waiting for the screen. Whoever needs more frames until all is there is timed until the last.
const MOST_FRAMES = 60;

/** Milliseconds from `run` until everything `isThere` asks for has been painted. */
export async function timed(run: () => void, isThere: () => boolean): Promise<number> {
  const { startedAt, endedAt } = await inFrame(run);
  let last = endedAt;
  for (let frames = 0; !isThere(); frames++) {
    if (frames === MOST_FRAMES) throw new Error('it was not drawn');
    last = (await inFrame(() => {})).endedAt;
  }
  return last - startedAt;
}
/** Milliseconds of work on the main thread of each of `count` frames in a row. */
export function timedFrames(count: number, run: (frame: number) => void): Promise<number[]> {
  const times: number[] = [];
  return new Promise((done) => {
    const frame = (i: number) => {
      if (i === count) return;
      // Asked for before anybody else can, so that the time begins with the frame.
      requestAnimationFrame(() => frame(i + 1));
      const startedAt = performance.now();
      run(i);
      afterPaint(() => { if (times.push(performance.now() - startedAt) === count) done(times); });
    };
    requestAnimationFrame(() => frame(0));
  });
}
/** Garbage of what came before is not for the next to carry. Needs --expose-gc. */
export async function collect(): Promise<void> {
  (globalThis as { gc?: () => void }).gc?.(); // a flag of the browser adds it
  await rest();
}
/** Until nothing of what came before is left to draw. */
export async function rest(): Promise<void> {
  for (let i = 0; i < 3; i++) await inFrame(() => {});
}

function inFrame(run: () => void): Promise<{ startedAt: number; endedAt: number }> {
  return new Promise((done) => requestAnimationFrame(() => {
    const startedAt = performance.now();
    run();
    afterPaint(() => done({ startedAt, endedAt: performance.now() }));
  }));
}
/** Style, layout and paint belong to the frame's own task; the next task comes after them. */
function afterPaint(run: () => void) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = run;
  port2.postMessage(null);
}
