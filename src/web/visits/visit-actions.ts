// Marking who came, told in a message with what it took and the way back.
import type { Taking } from '../../contract/attendance.ops.ts';
import type { Answer, Outcome } from '../../contract/entities.ts';
import { tellDone, tellRefusal } from '../calendar/lesson-actions.ts';
import { policyOf } from '../../domain/policy.ts';
import { clientText } from '../calendar/lesson-words.svelte.ts';
import { studioClock } from '../calendar/studio-clock.svelte.ts';
import { t } from '../i18n/later.svelte.ts';
import { isStaff } from '../parts/roles.ts';
import { call, Refused } from '../sync/client.svelte.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { actsOf, type Act, type Place } from './visit-model.ts';
import { answerText, stateText, takingText } from './visit-words.svelte.ts';

/** One of the things that actsOf offers; `reason` where it is asked for. True when it went through. */
export function act(lesson: LessonView, clientId: number, what: Act, reason?: string): Promise<boolean> {
  const because = { lessonId: lesson.id, clientId, ...(reason && { reason }) };
  const name = clientText(clientId);
  return attempt(async () => {
    if (what === 'undo') tellDone(t('visit.undone', { name }), [(await call('attendance.undo', because)).rev]);
    else if (what === 'forgive') tellDone(t('visit.forgiveDone', { name }), [(await call('attendance.forgive', because)).rev]);
    else await mark(lesson, clientId, what, name);
  });
}
/** Whoever says the day before that they do not come; in time or late, as the clock has it. */
export function callOff(lesson: LessonView, place: Place): Promise<boolean> {
  const { first, more } = actsOf(place, lesson, { today: studioClock.today, nowMin: studioClock.nowMin }, policyOf(store.studio), isStaff());
  return act(lesson, place.clientId, [...first, ...more].find((what) => what === 'cancelledLate') ?? 'cancelledInTime');
}
async function mark(lesson: LessonView, clientId: number, outcome: Outcome, name: string) {
  // Whether it is in time the server's clock says.
  const asked = outcome === 'cancelledInTime' || outcome === 'cancelledLate' ? 'cancelled' : outcome;
  const { output, rev } = await call('attendance.mark', { lessonId: lesson.id, clientId, outcome: asked }, { overlay: overlayOf(lesson, [clientId], outcome) });
  tellDone([t('visit.done', { name, what: stateText(outcome) }), ...output.taken.map(takingText)].filter(Boolean).join(' '), [rev]);
}
/** Everybody who is not marked yet. */
export function markAll(lesson: LessonView, outcome: 'attended' | 'noShow'): Promise<boolean> {
  const waiting = (lesson.bookings ?? []).filter((b) => !b.state).map((b) => b.clientId);
  return attempt(async () => {
    const { output, rev } = await call('attendance.markAll', { lessonId: lesson.id, outcome }, { overlay: overlayOf(lesson, waiting, outcome) });
    const what = stateText(outcome);
    tellDone([t('visit.doneAll', { what: what.charAt(0).toUpperCase() + what.slice(1), n: output.taken.length }), sumText(output.taken)].filter(Boolean).join(' '), output.taken.length ? [rev] : []);
  });
}
/** Whether the person comes; null as if not asked. */
export function answer(lesson: LessonView, clientId: number, what: Answer | null): Promise<boolean> {
  return attempt(async () => {
    const { rev } = await sendAnswer(lesson, clientId, what);
    tellDone(t('visit.done', { name: clientText(clientId), what: answerText(what ?? undefined) }), [rev]);
  });
}
/** Of one's own place. The screen itself says what is so then. */
export const answerOwn = (lesson: LessonView, clientId: number, comes: boolean): Promise<boolean> => attempt(async () => void (await sendAnswer(lesson, clientId, comes ? 'confirmed' : null)));
const sendAnswer = (lesson: LessonView, clientId: number, what: Answer | null) => call('attendance.answer', { lessonId: lesson.id, clientId, ...(what && { answer: what }) }, {
  overlay: { lessonId: lesson.id, fields: { bookings: (lesson.bookings ?? []).map(({ answer: was, ...b }) => { const next = b.clientId === clientId ? what : was; return { ...b, ...(next && { answer: next }) }; }) } },
});
const sumText = (taken: readonly Taking[]): string => {
  const subscriptions = taken.filter((x) => x.name).length;
  const money = taken.filter((x) => x.chargedMinor).length;
  const usedUp = taken.filter((x) => x.leftHalves === 0).map((x) => clientText(x.clientId)).join(', ');
  return [subscriptions || money ? t('visit.tookAll', { subscriptions, money }) : '', usedUp && t('visit.usedUp', { names: usedUp })].filter(Boolean).join(' ');
};
/** The mark is on the screen at once; who has called off leaves the list with the answer. */
function overlayOf(lesson: LessonView, clientIds: readonly number[], outcome: Outcome): { lessonId: number; fields: Partial<LessonView> } {
  const state = outcome === 'attended' || outcome === 'noShow' ? outcome : undefined;
  return { lessonId: lesson.id, fields: state ? { bookings: (lesson.bookings ?? []).map((b) => (clientIds.includes(b.clientId) ? { ...b, state } : b)) } : {} };
}
async function attempt(run: () => Promise<void>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tellRefusal(error.refusal);
    return false;
  }
}
