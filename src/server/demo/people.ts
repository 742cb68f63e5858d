// The clients of the demo: names, phones, birthdays, what the trainer should know. No two are called the same.
import type { Client } from '../../contract/entities.ts';
import { addDays, daysBetween } from '../../domain/calendar-day.ts';
import { FEMALE_NAMES, HEALTH, inFeminine, inLatin, MALE_NAMES, MATERNITY, NOTES, SURNAMES } from './names.ts';
import type { Random } from './random.ts';
import type { Circle } from './trainers.ts';

const OPERATORS = ['50', '63', '66', '67', '68', '73', '93', '95', '96', '97', '98', '99'];
const DAYS_A_YEAR = 365.25;
export type DrawnClient = Omit<Client, 'rev'>;

/** Rows without what is known only later: rev, registration and trainer. `firstId` is that of the first. */
export function drawClients(random: Random, count: number, firstId: number, today: string): DrawnClient[] {
  const names = new Set<string>();
  const phones = new Set<string>();
  return Array.from({ length: count }, (_, i) => {
    const name = draw(names, () => drawName(random));
    const [sex, firstName = '', lastName = ''] = name.split(' ');
    const phone = draw(phones, () => `+380${random.pick(OPERATORS)}${String(random.between(1_000_000, 9_999_999))}`);
    const birthOn = addDays(today, -random.between(...yearsToDays(random.chance(0.15) ? [60, 74] : [17, 55])));
    const person: DrawnClient = {
      id: firstId + i, firstName, lastName, phone, sex: sex === 'male' ? 'male' : 'female', isArchived: false,
      ...(random.chance(0.7) && { birthOn }),
      ...(random.chance(0.35) && { email: `${inLatin(firstName)}.${inLatin(lastName)}@post.example` }),
      ...(random.chance(0.12) && { note: random.pick(NOTES) }),
    };
    const known = isIn('mothers', person, today) ? [...HEALTH, ...MATERNITY, ...MATERNITY] : HEALTH;
    return random.chance(0.28) ? { ...person, description: random.pick(known) } : person;
  });
}

/** Whether somebody belongs to those whom a group is for; by age only where the birthday is known. */
export function isIn(circle: Circle | undefined, { sex, birthOn }: DrawnClient, today: string): boolean {
  if (circle === undefined) return true;
  if (circle === 'men') return sex === 'male';
  const years = birthOn === undefined ? 0 : daysBetween(birthOn, today) / DAYS_A_YEAR;
  return circle === 'over60' ? years >= 60 : sex === 'female' && years >= 20 && years <= 42;
}
const yearsToDays = ([from, to]: readonly [number, number]): [number, number] => [Math.round(from * DAYS_A_YEAR), Math.round(to * DAYS_A_YEAR)];

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
