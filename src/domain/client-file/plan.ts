// What becomes of each line of a file: who is here already or stands twice in it, what was chosen for them, and the pieces that are sent.
import type { ImportLine } from '../../contract/client-import.ops.ts';
import { MOST_LINES } from '../../contract/client-import.ops.ts';
import { fold, isSameName } from '../person-name.ts';
import { phoneKey } from '../phone.ts';
import type { FileLine, Person } from './read.ts';

/** Added as somebody of their own, used to fill the gaps of the card or line that is there, or left out. */
export const CHOICES = ['add', 'fill', 'skip'] as const;
export type Choice = (typeof CHOICES)[number];
export interface Known { readonly clientId: number; readonly by: 'file' | 'phone' | 'email' | 'name'; readonly name: string }
/** A line about somebody who is known: from a card of the studio, or from a line above. */
export type Double = { readonly at: number; readonly by: Known['by']; /** Under another name: a family has one phone. */ readonly isOther: boolean } & ({ readonly clientId: number } | { readonly above: number });

/** Lines (by their place) about somebody who is known otherwise than from a first taking over; those count as done. */
export function doublesOf(lines: readonly FileLine[], known: ReadonlyMap<number, Known>): Double[] {
  const phones: Firsts = new Map();
  const emails: Firsts = new Map();
  const nameAt = (at: number) => nameOf(lines[at]?.person);
  return lines.flatMap(({ person }, at): Double[] => {
    const here = known.get(at);
    const isOther = (above: number | undefined) => above === undefined || !isSameName(nameAt(above), nameAt(at));
    const byPhone = firstWith(phones, phoneKey(person.phone ?? ''), at, nameAt);
    const byEmail = firstWith(emails, person.email, at, nameAt);
    if (here?.by === 'file') return [];
    const by = byPhone === undefined || (isOther(byPhone) && !isOther(byEmail)) ? 'email' : 'phone';
    const above = by === 'phone' ? byPhone : byEmail;
    const isOtherHere = here !== undefined && !isSameName(here.name, nameAt(at));
    // Of another name than the card: who stands above under the same one is nearer.
    if (here && (!isOtherHere || isOther(above))) return [{ at, clientId: here.clientId, by: here.by, isOther: isOtherHere }];
    return above === undefined ? [] : [{ at, above, by, isOther: isOther(above) }];
  });
}
const nameOf = (person: Person | undefined): string => [person?.lastName, person?.firstName].filter(Boolean).join(' ');
/** By phone or email: the first line with it, and where there are several the first of each name. */
type Firsts = Map<string, { at: number; byName?: Map<string, number> }>;
const foldedName = (name: string): string => name.split(' ').map(fold).sort().join(' ');
/** The first line with this value, of the same name where there is one; this line is remembered. */
function firstWith(firsts: Firsts, value: string | null | undefined, at: number, nameAt: (at: number) => string): number | undefined {
  if (!value) return undefined;
  const first = firsts.get(value);
  if (!first) return void firsts.set(value, { at });
  first.byName ??= new Map([[foldedName(nameAt(first.at)), first.at]]);
  const name = foldedName(nameAt(at));
  const found = first.byName.get(name);
  if (found === undefined) first.byName.set(name, at);
  return found ?? first.at;
}
/** What is usual: nobody twice, and nothing lost. Of one name and birthday alone there may be two, and of one phone a whole family. */
export const usualChoice = (double: Double): Choice => (double.by === 'name' || double.isOther ? 'add' : 'fill');

export interface Plan { readonly pieces: readonly ImportLine[][]; readonly count: { added: number; filled: number; skipped: number; present: number; /** Lines that bring money or lessons. */ openings: number } }

/** `choices`: by the place of the line, where somebody chose otherwise than is usual. */
export function planImport(lines: readonly FileLine[], known: ReadonlyMap<number, Known>, choices: ReadonlyMap<number, Choice>): Plan {
  const doubles = new Map(doublesOf(lines, known).map((d) => [d.at, d]));
  const count = { added: 0, filled: 0, skipped: 0, present: 0, openings: 0 };
  const planned: ImportLine[] = [];
  /** Which line brings the person of a line; another one where that was left out. */
  const brings = new Map<number, ImportLine>();
  lines.forEach(({ key, person, opening }, at) => {
    const double = doubles.get(at);
    const choice = double && (choices.get(at) ?? usualChoice(double));
    const line: ImportLine = { key, ...person, ...opening };
    if (choice === 'skip') return void count.skipped++;
    if (choice === 'add') line.isOther = true;
    const above = double && 'above' in double && choice === 'fill' ? double.above : undefined;
    if (double && 'clientId' in double && choice === 'fill') line.clientId = double.clientId;
    if (above !== undefined && brings.has(above)) line.sameAs = brings.get(above)?.key;
    else if (above !== undefined) brings.set(above, line);
    const isPresent = known.get(at)?.by === 'file';
    count[isPresent ? 'present' : line.clientId === undefined && line.sameAs === undefined ? 'added' : 'filled']++;
    if (!isPresent && (line.balanceMinor || line.lessonsLeft)) count.openings++;
    brings.set(at, line);
    planned.push(line);
  });
  return { pieces: piecesOf(planned), count };
}

/** How much work a line is, how much one request brings, and how much of it one write may be so that others wait no longer than a moment. */
const MOST_WORK = 50;
const MOST_WORK_AT_ONCE = 10;
const MOST_LETTERS = 40_000;
const workOf = (line: ImportLine): number => 1 + ((line.clientId ?? line.sameAs) === undefined ? 0 : 2) + (line.lessonsLeft === undefined ? 0 : 3) + (line.balanceMinor ? 1 : 0);
/** The parts of a piece: each is a write of its own. */
export const partsOf = (lines: readonly ImportLine[]): ImportLine[][] => piecesOf(lines, MOST_WORK_AT_ONCE);
function piecesOf(lines: readonly ImportLine[], mostWork = MOST_WORK): ImportLine[][] {
  const pieces: ImportLine[][] = [];
  let [work, letters] = [Infinity, 0];
  for (const line of lines) {
    const more = (line.description?.length ?? 0) * 2 + 300;
    if (work + workOf(line) > mostWork || letters + more > MOST_LETTERS || (pieces.at(-1)?.length ?? 0) >= MOST_LINES) {
      pieces.push([]);
      [work, letters] = [0, 0];
    }
    pieces.at(-1)?.push(line);
    work += workOf(line);
    letters += more;
  }
  return pieces;
}
