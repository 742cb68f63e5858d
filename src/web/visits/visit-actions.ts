// Marking who came, told in a message with what it took and the way back.
import type { Taking } from '../../contract/attendance.ops.ts';
import type { Answer, Outcome } from '../../contract/entities.ts';
import type { Refusal } from '../../contract/operation.ts';
import { sending, tellRefusal, told, type Way } from '../calendar/lesson-actions.ts';
import { policyOf } from '../../domain/policy.ts';
import { clientText } from '../calendar/lesson-words.svelte.ts';
import { studioClock } from '../calendar/studio-clock.svelte.ts';
import { t } from '../i18n/later.svelte.ts';
import { isStaff } from '../parts/roles.ts';
import { call, Refused } from '../sync/client.svelte.ts';
import type { Booking, Laid, Overlay } from '../sync/overlays.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import { actsOf, placesOf, stateOf, type Act, type Place, type State } from './visit-model.ts';
import { actText, answerText, stateText, takingText } from './visit-words.svelte.ts';

/** One of the things that actsOf offers; `reason` where it is asked for, `seen`: how the place stood then. True when it went through. */
export function act(lesson: LessonView, clientId: number, what: Act, reason?: string, seen = seenOf(lesson, clientId)): Promise<boolean> {
  const because = { lessonId: lesson.id, clientId, ...(reason && { reason }), ...(seen && { seen }) };
  const name = clientText(clientId);
  /** Somebody else was quicker: how they marked it, and to do it all the same. */
  const meanwhile = ({ by, current }: Refusal) => {
    const now = current?.table === 'lesson' ? seenOf(current.row, clientId) : undefined;
    if (!now) return null;
    const again = () => void act(store.lessons.get(lesson.id) ?? lesson, clientId, what, reason, now);
    return { text: t('visit.meanwhile', { by: by || t('refusal.someone'), name, what: stateText(now) }), action: { label: t('visit.anyway', { what: actText(what) }), run: again } };
  };
  if (what === 'undo') return done(lesson, placesAs(lesson, [clientId], unmarked), (shown) => call('attendance.undo', because, shown), () => t('visit.undone', { name }), meanwhile);
  if (what === 'forgive') return done(lesson, placesAs(lesson, [clientId], forgiven), (shown) => call('attendance.forgive', because, shown), () => t('visit.forgiveDone', { name }), meanwhile);
  // Whether it is in time the server's clock says.
  const outcome = what === 'cancelledInTime' || what === 'cancelledLate' ? 'cancelled' : what;
  return done(lesson, marked(lesson, [clientId], what), (shown) => written(call('attendance.mark', { ...because, outcome }, shown)), ({ taken }) => [t('visit.done', { name, what: stateText(what) }), ...taken.map(takingText)].filter(Boolean).join(' '), meanwhile);
}
const seenOf = (lesson: Pick<LessonView, 'bookings' | 'calledOff'>, clientId: number): State | undefined => {
  const place = placesOf(lesson).find((p) => p.clientId === clientId);
  return place && stateOf(place);
};
/** Whoever says the day before that they do not come; in time or late, as the clock has it. */
export function callOff(lesson: LessonView, place: Place): Promise<boolean> {
  const { first, more } = actsOf(place, lesson, { today: studioClock.today, nowMin: studioClock.nowMin }, policyOf(store.studio), isStaff());
  return act(lesson, place.clientId, [...first, ...more].find((what) => what === 'cancelledLate') ?? 'cancelledInTime');
}
/** Everybody who is not marked yet. */
export function markAll(lesson: LessonView, outcome: 'attended' | 'noShow'): Promise<boolean> {
  const waiting = (lesson.bookings ?? []).filter((b) => !b.state).map((b) => b.clientId);
  const what = stateText(outcome);
  return done(lesson, marked(lesson, waiting, outcome), (shown) => written(call('attendance.markAll', { lessonId: lesson.id, outcome }, shown)), ({ taken }) => [t('visit.doneAll', { what: what.charAt(0).toUpperCase() + what.slice(1), n: taken.length }), sumText(taken)].filter(Boolean).join(' '));
}
/** What somebody else had marked already has nothing to take back. */
async function written<O extends { taken: readonly Taking[] }>(marking: Promise<{ rev: number; output: O }>): Promise<{ rev: number; output: O }> {
  const { rev, output } = await marking;
  return { rev: output.taken.length ? rev : 0, output };
}
/** Whether the person comes; null as if not asked. */
export const answer = (lesson: LessonView, clientId: number, what: Answer | null): Promise<boolean> =>
  done(lesson, answered(lesson, clientId, what), (shown) => sendAnswer(lesson, clientId, what, shown), () => t('visit.done', { name: clientText(clientId), what: answerText(what ?? undefined) }));
/** Of one's own place. The screen itself says what is so then. */
export async function answerOwn(lesson: LessonView, clientId: number, comes: boolean): Promise<boolean> {
  const what = comes ? 'confirmed' : null;
  try {
    await sendAnswer(lesson, clientId, what, { overlay: answered(lesson, clientId, what) });
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tellRefusal(error.refusal);
    return false;
  }
}
const sendAnswer = (lesson: LessonView, clientId: number, what: Answer | null, shown: { overlay?: Overlay | Laid | undefined }) => call('attendance.answer', { lessonId: lesson.id, clientId, ...(what && { answer: what }) }, shown);
const sumText = (taken: readonly Taking[]): string => {
  const subscriptions = taken.filter((x) => x.name).length;
  const money = taken.filter((x) => x.chargedMinor).length;
  const usedUp = taken.filter((x) => x.leftHalves === 0).map((x) => clientText(x.clientId)).join(', ');
  return [subscriptions || money ? t('visit.tookAll', { subscriptions, money }) : '', usedUp && t('visit.usedUp', { names: usedUp })].filter(Boolean).join(' ');
};
/** Sends what is on the screen already, and tells it with what only the answer knows. */
async function done<O>(lesson: LessonView, overlay: Overlay, send: (shown: { overlay?: Laid | undefined }) => Promise<{ rev: number; output: O }>, text: (output: O) => string, meanwhile?: (refusal: Refusal) => { text: string; action: Way } | null): Promise<boolean> {
  let words = '';
  const outcome = await told(() => words, (own) => sending(lesson.id, lesson.rev, (write) => write({ overlay }, async (_seenRev, shown) => {
    const { rev, output } = await send(shown);
    words = text(output);
    return { rev, output: {} };
  }), own));
  if (outcome.isDone) return true;
  const said = outcome.refusal.code === 'changedMeanwhile' ? meanwhile?.(outcome.refusal) : null;
  if (said) toast({ ...said, tone: 'danger', seconds: 12 });
  else tellRefusal(outcome.refusal);
  return false;
}
const placesAs = (lesson: LessonView, clientIds: readonly number[], as: (place: Booking) => Booking): Overlay => ({ lessonId: lesson.id, places: (lesson.bookings ?? []).filter((b) => clientIds.includes(b.clientId)).map(as) });
/** Who has called off leaves the list with the answer. */
const marked = (lesson: LessonView, clientIds: readonly number[], outcome: Outcome): Overlay => placesAs(lesson, clientIds, (b) => (outcome === 'attended' || outcome === 'noShow' ? { ...unmarked(b), state: outcome } : b));
const answered = (lesson: LessonView, clientId: number, what: Answer | null): Overlay => placesAs(lesson, [clientId], ({ answer: _was, ...b }) => ({ ...b, ...(what && { answer: what }) }));
const unmarked = ({ state: _state, takenHalves: _halves, chargedMinor: _minor, isForgiven: _isForgiven, ...b }: Booking): Booking => b;
const forgiven = ({ takenHalves: _halves, chargedMinor: _minor, ...b }: Booking): Booking => ({ ...b, isForgiven: true });
