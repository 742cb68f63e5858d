// One person into or out of one lesson, told in a message with the way back.
import type { Refusal } from '../../contract/operation.ts';
import { t, type LaterKey } from '../i18n/later.svelte.ts';
import { call, Refused } from '../sync/client.svelte.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { tellDone } from './lesson-actions.ts';
import { clientText } from './lesson-words.svelte.ts';

/** Null when it went through. */
export async function toldOf(text: string, run: () => Promise<{ rev: number }>): Promise<Refusal | null> {
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
