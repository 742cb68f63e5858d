// Wakes the other processes on the same database: a NOTIFY after commit, at most one in 20 ms, and a poll besides.
// A notification carries no rows: what changed is read from the log. It says that, that a session has ended, or who looks at a lesson.
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { PresenceNote } from '../presence/presence.ts';

const TELL_MS = 20;
const POLL_MS = 1000;
const LOOK = 'look ';

export interface Heard { onWake(): void; onSessionEnded(studioId: number, sessionId: number): void; onPresence(note: PresenceNote): void }

export class Notifier {
  #db: Database;
  #log: Logger;
  #on: Heard;
  #timer: NodeJS.Timeout | null = null;
  #poll: NodeJS.Timeout | null = null;
  #isStopped = false;
  constructor(db: Database, log: Logger, on: Heard) {
    this.#db = db;
    this.#log = log;
    this.#on = on;
  }
  start(): void {
    void this.#db.listen((payload) => {
      const [, studioId, sessionId] = /^session (\d+) (\d+)$/.exec(payload) ?? [];
      if (payload.startsWith(LOOK)) this.#on.onPresence(JSON.parse(payload.slice(LOOK.length)) as PresenceNote); // told by another process of this program
      else if (studioId && sessionId) this.#on.onSessionEnded(Number(studioId), Number(sessionId));
      else this.#on.onWake();
    }).catch((error: unknown) => this.#log.warn({ err: error }, 'listening failed'));
    this.#poll = setInterval(() => this.#on.onWake(), POLL_MS);
  }
  tell(): void {
    if (this.#isStopped) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#notify('');
    }, TELL_MS);
  }
  tellSessionEnded(studioId: number, sessionId: number): void { this.#notify(`session ${studioId} ${sessionId}`); }
  tellPresence(note: PresenceNote): void { this.#notify(LOOK + JSON.stringify(note)); }
  #notify(payload: string): void {
    this.#db.read(`select pg_notify('rytm', $1)`, [payload]).catch((error: unknown) => { if (!this.#isStopped) this.#log.warn({ err: error }, 'notify failed'); });
  }
  async stop(): Promise<void> {
    if (this.#poll) clearInterval(this.#poll);
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#notify('');
      await new Promise((done) => setTimeout(done, 20));
    }
    this.#isStopped = true;
  }
}
