// What somebody has to be told about a lesson: the difference between what they know and what is.
export interface Known { onDate: string; startMin: number; durationMin: number; trainerId?: number | undefined; roomId?: number | undefined; status: 'planned' | 'held' | 'cancelled' }
/** A lesson at one moment, with its people. */
export interface Moment extends Known { clientIds: readonly number[] }
/** One change, oldest first: what the lesson was before it, and whose decision it was where that was a trainer's. */
export interface Step { rev: number; at: number; before: Moment; byTrainerId?: number | undefined }
export interface Person { clientId?: number | undefined; trainerId?: number | undefined }
/** `was` is null for a lesson that a trainer has been given, `is` where the person is not in it any more. */
export interface News { person: Person; rev: number; was: Known | null; is: Known | null }

const SHOWN = ['onDate', 'startMin', 'durationMin', 'trainerId', 'roomId'] as const;
const isOn = ({ status }: Known): boolean => status !== 'cancelled';
/** A mark of held that is taken back changes nothing for anybody. */
const isSame = (a: Known, b: Known): boolean => isOn(a) === isOn(b) && SHOWN.every((field) => a[field] === b[field]);

/**
 * News of one lesson. `now` is null when it is gone; `toldRev` gives the change up to which a person knows. A client who joined later knows what it was
 * then, and was asked; a trainer who was given it has to be told.
 */
export function newsOf(steps: readonly Step[], now: Moment | null, toldRev: (person: Person) => number): News[] {
  const last = steps.at(-1);
  if (!last) return [];
  const out: News[] = [];
  const clients = new Set([...steps.flatMap((s) => s.before.clientIds), ...(now?.clientIds ?? [])]);
  for (const clientId of clients) {
    const news = newsFor({ clientId }, steps, now, toldRev({ clientId }), (m) => m.clientIds.includes(clientId));
    if (news) out.push(news);
  }
  const trainers = new Set([...steps.map((s) => s.before.trainerId), now?.trainerId].filter((t) => t !== undefined));
  for (const trainerId of trainers) {
    // A trainer knows what was decided by oneself.
    const own = Math.max(toldRev({ trainerId }), ...steps.filter((s) => s.byTrainerId === trainerId).map((s) => s.rev));
    const news = newsFor({ trainerId }, steps, now, own, (m) => m.trainerId === trainerId);
    if (news) out.push(news);
  }
  return out;
}
function newsFor(person: Person, steps: readonly Step[], now: Moment | null, told: number, isIn: (m: Moment) => boolean): News | null {
  const unheard = steps.filter((s) => s.rev > told);
  const last = unheard.at(-1);
  if (!last) return null;
  const first = unheard.find((s) => isIn(s.before));
  const is = now && isIn(now) ? plain(now) : null;
  if (!first) return person.trainerId !== undefined && is?.status === 'planned' ? { person, rev: last.rev, was: null, is } : null;
  const was = plain(first.before);
  // Who was told that a lesson is cancelled need not hear that it is gone.
  // A lesson that has been held is over: who came knows, and nobody else needs to.
  if (is ? is.status === 'held' || isSame(was, is) : was.status !== 'planned') return null;
  return { person, rev: last.rev, was, is };
}
function plain({ clientIds: _, ...known }: Moment): Known { return known; }
