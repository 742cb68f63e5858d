// What is done to a line for a place, told in a message; where it is one lesson's, with the way back.
import type { Refusal } from '../../contract/operation.ts';
import type { Waiting } from '../../contract/entities.ts';
import { tellDone } from '../calendar/lesson-actions.ts';
import { clientText } from '../calendar/lesson-words.svelte.ts';
import { t, type LaterKey } from '../i18n/later.svelte.ts';
import { call, Refused } from '../sync/client.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';

export type Target = { lessonId: number } | { groupId: number };
export const targetOf = (w: Waiting): Target => (w.lessonId === undefined ? { groupId: w.groupId ?? 0 } : { lessonId: w.lessonId });

/** Null when it went through. */
export const joinLine = (target: Target, clientId: number): Promise<Refusal | null> => told(target, 'waiting.joined', clientId, () => call('waitlist.join', { ...target, clientId }));
export const leaveLine = (w: Waiting): Promise<Refusal | null> => told(targetOf(w), 'waiting.left', w.clientId, () => call('waitlist.leave', { id: w.id }));
export const offerPlace = (w: Waiting): Promise<Refusal | null> => told(targetOf(w), 'waiting.offered', w.clientId, () => call('waitlist.offer', { id: w.id }));
export const acceptPlace = (w: Waiting): Promise<Refusal | null> => told(targetOf(w), 'waiting.accepted', w.clientId, () => call('waitlist.accept', { id: w.id }));

async function told(target: Target, key: LaterKey, clientId: number, run: () => Promise<{ rev: number }>): Promise<Refusal | null> {
  try {
    const { rev } = await run();
    const text = t(key, { name: clientText(clientId) });
    if ('lessonId' in target) tellDone(text, [rev]);
    else toast({ text });
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
