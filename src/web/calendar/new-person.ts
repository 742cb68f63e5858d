// People who come for the first time, typed right in the lesson's form. Their cards are made before the lesson; what was made stays made.
import type { Refusal } from '../../contract/operation.ts';
import { typedPerson, type TypedPerson } from '../parts/typed-person.ts';
import { call, newId, Refused } from '../sync/client.svelte.ts';

export interface NewPerson extends TypedPerson { /** Tells one from another while they have no id. */ readonly key: number }
let lastKey = 0;
export const newPerson = (typed: string): NewPerson => ({ key: ++lastKey, ...typedPerson(typed) });

/** Makes the cards one after another and tells each; stops at the first refusal. */
export async function createPeople(people: readonly NewPerson[], made: (person: NewPerson, id: number) => void): Promise<Refusal | null> {
  for (const person of people) {
    const { firstName, lastName, phone } = { firstName: person.firstName.trim(), lastName: person.lastName.trim(), phone: person.phone.trim() };
    try {
      const id = await newId();
      await call('client.create', { id, firstName, ...(lastName && { lastName }), ...(phone && { phone }) });
      made(person, id);
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      reportError(error);
      return { code: 'failed' };
    }
  }
  return null;
}
