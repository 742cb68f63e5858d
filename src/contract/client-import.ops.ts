// Clients from a file: who of them is here already, and the lines themselves, piece by piece, each applied once.
import { balanceMinor, date, email, id, longText, name, phone, shortText } from './limits.ts';
import { operation, STAFF } from './operation.ts';
import { bool, list, object, oneOf, optional, text, uint, type Of } from './schema.ts';

/** As many lines as one question asks about, and as one write brings. */
export const MOST_ASKED = 500;
export const MOST_LINES = 100;
const key = text(40, { min: 1 });

export const importLine = object({
  /** The same for the same person of the same file: a line that was taken over before is not taken over again. */
  key, firstName: name, lastName: optional(name), phone: optional(phone), email: optional(email), sex: optional(oneOf('female', 'male')), birthOn: optional(date),
  description: optional(longText), note: optional(shortText), registeredOn: optional(date), trainerId: optional(id),
  /** Fills what is empty on this card instead of adding somebody. */
  clientId: optional(id),
  /** Fills the card of the line with this key, which came before. */
  sameAs: optional(key),
  /** Somebody else, although the phone or the email is known. */
  isOther: optional(bool),
  /** From before: what was on the account, and lessons that were paid for. */
  balanceMinor: optional(balanceMinor), lessonsLeft: optional(uint(500, 1)), lessonsUntil: optional(date), subscription: optional(name),
});
export type ImportLine = Of<typeof importLine>;

export const clientImportOps = {
  /** Who of these is here already, and how that is known; of several the one with the same name, and of those the surest way. `at`: the place in the question. */
  'client.findKnown': operation({
    code: 204, effect: 'read', roles: STAFF, errors: [],
    input: object({ people: list(object({ key, phone: optional(phone), email: optional(email), name: text(161), birthOn: optional(date) }), MOST_ASKED) }),
    output: object({ known: list(object({ at: uint(MOST_ASKED), clientId: id, by: oneOf('file', 'phone', 'email', 'name'), name: text(161) }), MOST_ASKED) }),
  }),
  'client.import': operation({
    code: 205, effect: 'write', roles: STAFF, errors: ['notFound'], input: object({ lines: list(importLine, MOST_LINES) }),
    /** `filled`: lines that went to a card that was there. `present`: taken over before, or known by phone or email by now. */
    output: object({ added: uint(MOST_LINES), filled: uint(MOST_LINES), present: uint(MOST_LINES), openings: uint(MOST_LINES) }),
  }),
};
