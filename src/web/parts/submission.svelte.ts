// One attempt after another to submit a form: busy, refused and why, by field or as a whole. What was typed is never touched.
import { untrack } from 'svelte';
import type { Refusal } from '../../contract/operation.ts';
import { Refused } from '../sync/client.svelte.ts';
import { fieldError, refusalText } from '../sync/refusal-text.ts';

export class Submission {
  isBusy = $state(false);
  refusal = $state.raw<Refusal | null>(null);
  #fields: readonly string[];
  /** `fields`: those that show their own errors. */
  constructor(fields: readonly string[] = []) { this.#fields = fields; }

  error(field: string): string | undefined { return fieldError(this.refusal, field); }
  /** What no field of the form can show. */
  get problem(): string | undefined {
    const { refusal } = this;
    if (!refusal) return undefined;
    const field = refusal.field?.split('.')[0];
    return field !== undefined && this.#fields.includes(field) ? undefined : refusalText(refusal);
  }
  /** Runs once at a time; true when it went through. */
  async run(action: () => Promise<unknown>): Promise<boolean> {
    // Untracked, so that an effect may run one without running again when it ends.
    if (untrack(() => this.isBusy)) return false;
    this.isBusy = true;
    this.refusal = null;
    try {
      await action();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refusal = error.refusal;
      return false;
    } finally {
      this.isBusy = false;
    }
  }
  clear() { this.refusal = null; }
}
/** The rev to claim as seen with the next attempt: after changedMeanwhile the person has been told of the present row. */
export function revSeen(before: number, refusal: Refusal | null): number {
  return refusal?.code === 'changedMeanwhile' && refusal.current ? Math.max(before, refusal.current.row.rev) : before;
}
/** Only what differs, empty text as null ("clear"); undefined fields are left alone. */
export function changed<T extends Record<string, unknown>>(before: T, after: T): Partial<{ [K in keyof T]: T[K] | null }> {
  const out: Partial<{ [K in keyof T]: T[K] | null }> = {};
  for (const key of Object.keys(after) as (keyof T)[]) {
    if (after[key] !== before[key]) out[key] = after[key] === '' || after[key] === undefined ? null : after[key];
  }
  return out;
}
/** Without the empty texts and nulls: for creating. */
export function filled<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], '' | null | undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, v]) => v !== '' && v !== null && v !== undefined)) as { [K in keyof T]?: Exclude<T[K], '' | null | undefined> }; // filtered here
}
