// Processes of a bench run: started with a channel, asked things, ended with the run. Invariant: a child never outlives its parent.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** Asks the child for something by name; rejects with what it threw, or when it has ended. */
  ask<T = void>(what: string, data?: unknown): Promise<T>;
  stop(): Promise<void>;
}
interface Request { id: number; what: string; data: unknown }
interface Reply { id: number; value?: unknown; error?: string }

const children = new Set<Child>();
const PATIENCE_MS = 10_000;

/** Starts `file` (relative to this folder) in a process of its own. `flags` are Node's. */
export function startChild(file: string, flags: readonly string[] = []): Child {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { execArgv: [...flags], env: { ...process.env, NODE_ENV: 'production' } });
  const waiting = new Map<number, { done: (value: never) => void; failed: (error: Error) => void }>();
  let nextId = 1;
  child.on('message', (message) => {
    const { id, value, error } = message as Reply; // sent by answer() below
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error !== undefined) asked?.failed(new Error(`${file}: ${error}`));
    else asked?.done(value as never); // whoever asks knows what it asks for
  });
  const isOver = once(child, 'exit').then(() => { for (const w of waiting.values()) w.failed(new Error(`${file} has ended`)); });
  const self: Child = {
    pid: child.pid ?? 0,
    ask: (what, data) => new Promise((done, failed) => {
      if (!child.connected) return failed(new Error(`${file} has ended`));
      waiting.set(nextId, { done, failed });
      child.send({ id: nextId++, what, data } satisfies Request);
    }),
    async stop() {
      children.delete(self);
      if (child.connected) child.disconnect();
      const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await isOver;
      clearTimeout(impatience);
    },
  };
  children.add(self);
  return self;
}
/** Ends every child that is still there. */
export const stopChildren = (): Promise<unknown> => Promise.all([...children].map((c) => c.stop()));

/** In the child: answers what is asked, and ends when the parent is gone. */
export function answer(handlers: Readonly<Record<string, (data: never) => unknown>>): void {
  process.on('message', (message) => {
    const { id, what, data } = message as Request; // sent by ask() above
    const reply = (more: Partial<Reply>) => { if (process.connected) process.send?.({ id, ...more } satisfies Reply); };
    Promise.resolve().then(() => {
      const handler = handlers[what];
      if (!handler) throw new Error(`nothing answers to ${what}`);
      return handler(data as never); // the parent knows what the handler takes
    }).then((value) => reply({ value }), (error: unknown) => reply({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }));
  });
  process.on('disconnect', () => process.exit(0));
}

/** Microseconds of processor time this process has used. */
export const cpuMicros = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
/** Resident bytes after a thorough collection; needs --expose-gc. */
export async function residentBytes(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await new Promise((done) => setTimeout(done, 100));
  }
  return process.memoryUsage.rss();
}
/** Microseconds on a clock that all processes of this machine share. */
export const sharedMicros = (): number => Number(process.hrtime.bigint() / 1000n);
