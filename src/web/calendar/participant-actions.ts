// One person into or out of one lesson, or to a place in it, told in a message with the way back.
import type { Refusal } from '../../contract/operation.ts';
import { t, type LaterKey } from '../i18n/later.svelte.ts';
import { call, Refused } from '../sync/client.svelte.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { sending, tellDone, told, type Outcome } from './lesson-actions.ts';
import { clientText } from './lesson-words.svelte.ts';

/** Null when it went through. */
async function toldOf(text: string, run: () => Promise<{ rev: number }>): Promise<Refusal | null> {
  try {
    const { rev } = await run();
    tellDone(text, [rev]);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
const named = (key: LaterKey, clientId: number) => t(key, { name: clientText(clientId) });
export const addParticipant = (lesson: LessonView, clientId: number): Promise<Refusal | null> =>
  toldOf(named('people.added', clientId), () => call('lesson.addParticipant', { id: lesson.id, clientId }));
export const removeParticipant = (lesson: LessonView, clientId: number): Promise<Refusal | null> =>
  toldOf(named('people.removed', clientId), () => call('lesson.removeParticipant', { id: lesson.id, clientId }));
/** Pins a person to a place of the room; without a slot the place is released. */
export const pinPlace = async (lesson: LessonView, clientId: number, slot: number | undefined, text: string): Promise<Outcome> =>
  told(text, (own) => sending(lesson.id, lesson.rev, (write) => write({}, (seenRev) => call('lesson.update', { id: lesson.id, seenRev, pins: [{ clientId, ...(slot !== undefined && { slot }) }] })), own));
