// All live sockets of this process, by studio and by login.
import type { LiveSocket } from './live-socket.ts';

export class Hub {
  #studios = new Map<number, Set<LiveSocket>>();
  add(socket: LiveSocket): void {
    const set = this.#studios.get(socket.studioId) ?? new Set();
    this.#studios.set(socket.studioId, set.add(socket));
  }
  remove(socket: LiveSocket): void { this.#studios.get(socket.studioId)?.delete(socket); }
  ofStudio(studioId: number): Iterable<LiveSocket> { return this.#studios.get(studioId) ?? []; }
  *all(): Iterable<LiveSocket> { for (const set of this.#studios.values()) yield* set; }
  *ofUser(studioId: number, userId: number): Iterable<LiveSocket> {
    for (const s of [...this.ofStudio(studioId)]) if (s.actor.userId === userId) yield s;
  }
  *ofSession(studioId: number, sessionId: number): Iterable<LiveSocket> {
    for (const s of [...this.ofStudio(studioId)]) if (s.actor.sessionId === sessionId) yield s;
  }
  get count(): number {
    let n = 0;
    for (const set of this.#studios.values()) n += set.size;
    return n;
  }
}
