// What becomes of each line of a file: who is here already or stands twice in it, what was chosen for them, and the pieces that are sent.
import type { ImportLine } from '../../contract/client-import.ops.ts';
import { MOST_LINES } from '../../contract/client-import.ops.ts';
import { phoneKey } from '../phone.ts';
import type { FileLine } from './read.ts';

/** Added as somebody of their own, used to fill the gaps of the card or line that is there, or left out. */
export const CHOICES = ['add', 'fill', 'skip'] as const;
export type Choice = (typeof CHOICES)[number];
export interface Known { readonly clientId: number; readonly by: 'file' | 'phone' | 'email' | 'name' }
/** A line about somebody who is known: from a card of the studio, or from a line above. */
export type Double = { readonly at: number; readonly by: Known['by'] } & ({ readonly clientId: number } | { readonly above: number });

/** Lines (by their place) about somebody who is known otherwise than from a first taking over; those count as done. */
export function doublesOf(lines: readonly FileLine[], known: ReadonlyMap<number, Known>): Double[] {
  const phones = new Map<string, number>();
  const emails = new Map<string, number>();
  return lines.flatMap(({ person }, at): Double[] => {
    const [phone, email] = [phoneKey(person.phone ?? '') ?? undefined, person.email];
    const here = known.get(at);
    const byPhone = phone === undefined ? undefined : phones.get(phone);
    const byEmail = email === undefined ? undefined : emails.get(email);
    if (phone !== undefined && byPhone === undefined) phones.set(phone, at);
    if (email !== undefined && byEmail === undefined) emails.set(email, at);
    if (here?.by === 'file') return [];
    if (here) return [{ at, ...here }];
    const above = byPhone ?? byEmail;
    return above === undefined ? [] : [{ at, above, by: byPhone === undefined ? 'email' : 'phone' }];
  });
}
/** What is usual: nobody twice, and nothing lost. Of one name and birthday alone there may be two. */
export const usualChoice = (double: Double): Choice => (double.by === 'name' ? 'add' : 'fill');

export interface Plan { readonly pieces: readonly ImportLine[][]; readonly count: { added: number; filled: number; skipped: number; present: number } }

/** `choices`: by the place of the line, where somebody chose otherwise than is usual. */
export function planImport(lines: readonly FileLine[], known: ReadonlyMap<number, Known>, choices: ReadonlyMap<number, Choice>): Plan {
  const doubles = new Map(doublesOf(lines, known).map((d) => [d.at, d]));
  const count = { added: 0, filled: 0, skipped: 0, present: 0 };
  const planned = new Map<number, ImportLine>();
  lines.forEach(({ key, person, opening }, at) => {
    const double = doubles.get(at);
    const choice = double && (choices.get(at) ?? usualChoice(double));
    const line: ImportLine = { key, ...person, ...opening };
    if (known.get(at)?.by === 'file') count.present++;
    else if (choice === 'skip') return void count.skipped++;
    else if (choice === 'add') line.isOther = true;
    if (double && choice === 'fill') {
      count.filled++;
      if ('clientId' in double) return void planned.set(at, { ...line, clientId: double.clientId });
      // What a line above lacks is taken from this one; where that one is left out, so is this.
      const above = planned.get(double.above);
      if (above) planned.set(double.above, { ...line, ...above });
      return;
    }
    if (known.get(at)?.by !== 'file') count.added++;
    planned.set(at, line);
  });
  return { pieces: piecesOf([...planned.values()]), count };
}

/** How much work a line is, how much one request brings, and how much of it one write may be so that others wait no longer than a moment. */
const MOST_WORK = 50;
const MOST_WORK_AT_ONCE = 10;
const MOST_LETTERS = 40_000;
const workOf = (line: ImportLine): number => 1 + (line.clientId === undefined ? 0 : 2) + (line.lessonsLeft === undefined ? 0 : 3) + (line.balanceMinor ? 1 : 0);
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
