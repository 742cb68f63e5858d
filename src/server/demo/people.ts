// The clients of the demo: names, phones, birthdays, what the trainer should know. No two are called the same.
import type { Client } from '../../contract/entities.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { FEMALE_NAMES, HEALTH, inFeminine, inLatin, MALE_NAMES, NOTES, SURNAMES } from './names.ts';
import type { Random } from './random.ts';

const OPERATORS = ['50', '63', '66', '67', '68', '73', '93', '95', '96', '97', '98', '99'];
const DAYS_A_YEAR = 365.25;

/** Rows without what is known only later: rev, registration and trainer. `firstId` is that of the first. */
export function drawClients(random: Random, count: number, firstId: number, today: string): Omit<Client, 'rev'>[] {
  const names = new Set<string>();
  const phones = new Set<string>();
  return Array.from({ length: count }, (_, i) => {
    const name = draw(names, () => drawName(random));
    const [sex, firstName = '', lastName = ''] = name.split(' ');
    const phone = draw(phones, () => `+380${random.pick(OPERATORS)}${String(random.between(1_000_000, 9_999_999))}`);
    const birthOn = addDays(today, -random.between(Math.round(17 * DAYS_A_YEAR), Math.round((random.chance(0.2) ? 70 : 48) * DAYS_A_YEAR)));
    return {
      id: firstId + i, firstName, lastName, phone, sex: sex === 'male' ? 'male' : 'female', isArchived: false,
      ...(random.chance(0.7) && { birthOn }),
      ...(random.chance(0.35) && { email: `${inLatin(firstName)}.${inLatin(lastName)}@post.example` }),
      ...(random.chance(0.28) && { description: random.pick(HEALTH) }),
      ...(random.chance(0.12) && { note: random.pick(NOTES) }),
    };
  });
}

function drawName(random: Random): string {
  const surname = random.pick(SURNAMES);
  return random.chance(0.86) ? `female ${random.pick(FEMALE_NAMES)} ${inFeminine(surname)}` : `male ${random.pick(MALE_NAMES)} ${surname}`;
}
/** Draws until it is something new. */
function draw(known: Set<string>, make: () => string): string {
  let made = make();
  while (known.has(made)) made = make();
  known.add(made);
  return made;
}
