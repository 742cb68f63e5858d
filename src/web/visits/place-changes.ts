// What a change in a lesson's history did to each person's place.
import { ANSWERS, OUTCOMES, type Answer } from '../../contract/entities.ts';
import type { State } from './visit-model.ts';

interface Change { field: string; before?: string | undefined; after?: string | undefined }
export interface PlaceChange { clientId: number; /** Absent where the person was not, or is not any more, in the lesson. */ before?: State; after?: State; isForgiven?: boolean; /** What was said before and after, where nothing else is different. */ answers?: [Answer | undefined, Answer | undefined] }
export const isOfPlaces = ({ field }: Change): boolean => field === 'bookings' || field === 'calledOff';

/** Only people for whom something is different; a place that was moved is no change of theirs. */
export function placeChanges(changes: readonly Change[]): PlaceChange[] {
  const of = changes.filter(isOfPlaces);
  const was = read(of.map((c) => c.before)), is = read(of.map((c) => c.after));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((clientId) => {
    const [before, after] = [was.get(clientId), is.get(clientId)];
    const isSame = before?.state === after?.state && before?.isForgiven === after?.isForgiven;
    if (isSame && before?.answer === after?.answer) return [];
    return { clientId, ...(before && { before: before.state }), ...(after && { after: after.state }), ...(after?.isForgiven && { isForgiven: true }), ...(isSame && { answers: [before?.answer, after?.answer] as [Answer | undefined, Answer | undefined] }) };
  });
}
function read(texts: readonly (string | undefined)[]): Map<number, { state: State; isForgiven: boolean; answer: Answer | undefined }> {
  return new Map(texts.flatMap((text) => (text ? text.split(',') : [])).map((entry) => {
    const [id, ...words] = entry.split(' ');
    return [Number(id), { state: OUTCOMES.find((o) => words.includes(o)) ?? 'booked', isForgiven: words.includes('forgiven'), answer: ANSWERS.find((a) => words.includes(a)) }] as const;
  }));
}
