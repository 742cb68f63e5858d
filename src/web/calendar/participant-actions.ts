// One person into or out of one lesson, or to a place in it, told in a message with the way back.
import type { Refusal } from '../../contract/operation.ts';
import { t, type LaterKey } from '../i18n/later.svelte.ts';
import { call } from '../sync/client.svelte.ts';
import type { Laid, Overlay } from '../sync/overlays.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { sending, told, type Outcome } from './lesson-actions.ts';
import { clientText } from './lesson-words.svelte.ts';

const named = (key: LaterKey, clientId: number) => t(key, { name: clientText(clientId) });
/** Null when it went through. */
export const addParticipant = (lesson: LessonView, clientId: number): Promise<Refusal | null> =>
  withPerson(lesson, { lessonId: lesson.id, joins: { clientId }, isNew: true }, named('people.added', clientId), (shown) => call('lesson.addParticipant', { id: lesson.id, clientId }, shown));
export const removeParticipant = (lesson: LessonView, clientId: number): Promise<Refusal | null> =>
  withPerson(lesson, { lessonId: lesson.id, leaves: clientId }, named('people.removed', clientId), (shown) => call('lesson.removeParticipant', { id: lesson.id, clientId }, shown));
async function withPerson(lesson: LessonView, shown: Overlay, text: string, send: (shown: { overlay?: Laid | undefined }) => Promise<{ rev: number; output: object }>): Promise<Refusal | null> {
  const outcome = await told(text, (own) => sending(lesson.id, lesson.rev, (write) => write({ overlay: shown }, (_seenRev, laid) => send(laid)), own));
  return outcome.isDone ? null : outcome.refusal;
}
/** Pins a person to a place of the room; without a slot the place is released. */
export const pinPlace = async (lesson: LessonView, clientId: number, slot: number | undefined, text: string): Promise<Outcome> =>
  told(text, (own) => sending(lesson.id, lesson.rev, (write) => write({}, (seenRev) => call('lesson.update', { id: lesson.id, seenRev, pins: [{ clientId, ...(slot !== undefined && { slot }) }] })), own));
