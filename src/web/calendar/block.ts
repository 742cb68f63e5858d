// A block of time as it is typed: what it is, its words, how much of the room, and how long a tentative hold lasts.
import type { Client, Lesson } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import { NEW_BLOCK, type BlockDraft, type Draft } from './draft.ts';

export const HOLD_HOURS = [2, 24, 72, 168] as const;
const HOUR_MS = 3_600_000;
export const blockOf = (l: Lesson): BlockDraft => ({ ...NEW_BLOCK, what: l.block ?? 'other', title: l.title ?? '', places: l.takesWholeRoom ? null : (l.capacity ?? null) });

type Place = Pick<Draft, 'onDate' | 'startMin' | 'fold' | 'durationMin' | 'trainerId' | 'roomId'>;
export const blockInput = (id: number, { onDate, startMin, fold, durationMin, trainerId, roomId }: Place, block: BlockDraft, nowMs: number): Input<'block.create'> => ({
  id, what: block.what, onDate, startMin, durationMin, ...(fold && { fold }), ...(trainerId !== null && { trainerId }), ...(roomId !== null && { roomId }), ...(roomId !== null && block.places !== null && { places: block.places }),
  ...(block.title.trim() && { title: block.title.trim() }), ...(block.what === 'hold' && { expiresAt: nowMs + block.holdHours * HOUR_MS }),
});
/** Only what differs; null when nothing does. */
export function blockChanges(before: Lesson, block: BlockDraft, isHoldLonger: boolean, nowMs: number): Omit<Input<'block.update'>, 'id' | 'seenRev'> | null {
  const title = block.title.trim();
  const changes = {
    ...(block.what !== before.block && { what: block.what }), ...(title !== (before.title ?? '') && { title: title || null }),
    ...(block.what === 'hold' && (before.block !== 'hold' || isHoldLonger) && { expiresAt: nowMs + block.holdHours * HOUR_MS }),
  };
  return Object.keys(changes).length ? changes : null;
}
/** The one client who is called exactly so, in either order. */
export function clientNamed<C extends Pick<Client, 'firstName' | 'lastName' | 'isArchived'>>(title: string, clients: readonly C[]): C | null {
  const words = title.trim().toLocaleLowerCase('uk').split(/\s+/).sort().join(' ');
  const found = words ? clients.filter((c) => !c.isArchived && [c.firstName, c.lastName].filter(Boolean).join(' ').toLocaleLowerCase('uk').split(/\s+/).sort().join(' ') === words) : [];
  return found.length === 1 ? (found[0] ?? null) : null;
}
/** The block as it will look, until the server's row arrives. */
export const newBlockOf = ({ what, id, places: _, ...input }: Input<'block.create'>): Lesson => ({ ...input, id, rev: 0, status: 'planned', block: what, bookings: [] });
