// One queue of writes a studio in this process: they would wait for the same row lock anyway, and so they never deadlock.
import type { OpName } from '../../contract/ops.ts';
import type { InParts, WriteHandler } from '../context.ts';
import type { Database } from '../db/database.ts';
import { applyWrite, type KnownStudios, type WriteCall, type WriteResult } from './write.ts';

interface Job { call: WriteCall; done: (result: WriteResult) => void; failed: (error: unknown) => void }

interface Parts { split(input: unknown): unknown[]; join(outputs: readonly unknown[]): unknown }

export class Writers {
  #db: Database;
  #inParts: InParts;
  #studios: KnownStudios = new Map();
  #queues = new Map<number, Job[]>();
  #running = new Set<number>();
  /** Writes waiting or at work. */
  #pending = 0;
  #idle: (() => void)[] = [];
  constructor(db: Database, inParts: InParts) {
    this.#db = db;
    this.#inParts = inParts;
  }

  run(call: WriteCall): Promise<WriteResult> {
    const long = (this.#inParts as Readonly<Record<string, Parts | undefined>>)[call.name]; // parts are of their operation's own types
    const parts = long?.split(call.input) ?? [];
    return long && parts.length > 1 ? this.#runParts(call, parts, long) : this.#queue(call);
  }
  /** One part after the other; each goes to the end of the queue. The last one stores the answer to all of them; a part that is refused ends it. */
  async #runParts(call: WriteCall, parts: unknown[], { join }: Parts): Promise<WriteResult> {
    const outputs: unknown[] = [];
    const handler = (async (ctx, input) => join([...outputs, await call.handler(ctx, input)])) as WriteHandler<OpName>; // of the same operation
    let written: { rev?: number } = {};
    // Between two parts it is at work as well.
    this.#pending++;
    try {
      for (const input of parts.slice(0, -1)) {
        const result = await this.#queue({ ...call, input, isPart: true });
        if (result.rev === undefined) return { ...result, ...written };
        written = { rev: result.rev };
        outputs.push(result.output);
      }
      return { ...written, ...(await this.#queue({ ...call, handler, input: parts.at(-1) })) };
    } finally {
      this.#pending--;
      this.#rest();
    }
  }
  #queue(call: WriteCall): Promise<WriteResult> {
    return new Promise((done, failed) => {
      const queue = this.#queues.get(call.studioId) ?? [];
      this.#queues.set(call.studioId, queue);
      queue.push({ call, done, failed });
      this.#pending++;
      if (!this.#running.has(call.studioId)) void this.#drain(call.studioId, queue);
    });
  }
  /** Resolves when nothing is waiting or at work. */
  async settle(): Promise<void> {
    if (this.#pending) await new Promise<void>((done) => this.#idle.push(done));
  }
  async #drain(studioId: number, queue: Job[]): Promise<void> {
    this.#running.add(studioId);
    let connection;
    let failure: unknown;
    try {
      connection = await this.#db.writer();
      for (let job = queue[0]; job; job = queue[0]) {
        try {
          const result = await applyWrite(connection, job.call, this.#studios);
          this.#end(queue);
          job.done(result);
        } catch (error) {
          this.#end(queue);
          job.failed(error);
          // Whatever state that connection is in, the next write gets a new one.
          failure = error;
          break;
        }
      }
    } catch (error) {
      // No connection to be had: everybody who waits is told.
      failure = error;
      for (const job of queue.splice(0)) {
        this.#pending--;
        job.failed(error);
      }
    } finally {
      connection?.release(failure);
      this.#running.delete(studioId);
      if (queue.length) void this.#drain(studioId, queue);
      else this.#rest();
    }
  }
  #rest(): void { if (!this.#pending) for (const done of this.#idle.splice(0)) done(); }
  #end(queue: Job[]): void {
    queue.shift();
    this.#pending--;
  }
}
