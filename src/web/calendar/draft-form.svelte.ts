// A form over a lesson, new or existing: what was touched stays, the rest follows the truth. Knows what would clash.
import type { Refusal } from '../../contract/operation.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { findHint, type Hint } from './conflicts.ts';
import { kindChanges, roomFor } from './defaults.ts';
import { draftOf, realChanges, type Changes, type Draft } from './draft.ts';
import { places, surroundings } from './lesson-words.svelte.ts';

export class DraftForm {
  /** What the person set. */
  changes = $state.raw<Changes>({});
  /** Fields whose text is no value. */
  bad = $state.raw<ReadonlySet<string>>(new Set());
  refusal = $state.raw<Refusal | null>(null);
  override = $state('');
  isSaving = $state(false);
  /** The row's rev when the first field was touched: what the person had seen. */
  seenRev: number | undefined;

  #base: () => Draft;
  #lesson: () => LessonView | undefined;
  constructor(source: { lesson: () => LessonView | undefined } | { draft: Draft }) {
    this.#lesson = 'lesson' in source ? source.lesson : () => undefined;
    let last: Draft | undefined;
    this.#base = 'draft' in source ? () => source.draft : () => {
      const lesson = source.lesson();
      // A lesson that goes away under an open form leaves its last state to look at.
      if (lesson) last = draftOf(lesson);
      return last as Draft; // the form opens on a lesson that is there
    };
  }
  values = $derived.by((): Draft => {
    const values = { ...this.#base(), ...this.changes };
    // The room of a new lesson is the one that is free then, until it is chosen by hand.
    return this.#lesson() || this.changes.roomId !== undefined ? values : { ...values, roomId: roomFor(values, surroundings(values.onDate)) };
  });
  /** What stands in the way as far as this screen knows. */
  hint = $derived.by((): Hint | null => {
    if (this.isSaving) return null;
    const lesson = this.#lesson();
    const { values } = this;
    const candidate = { ...values, id: lesson?.id, kindId: values.kindId ?? undefined, ...(lesson?.capacity !== undefined && { capacity: lesson.capacity }), ...(lesson?.takesWholeRoom !== undefined && { takesWholeRoom: lesson.takesWholeRoom }) };
    return findHint(candidate, surroundings(values.onDate).others, places);
  });
  get isDirty(): boolean {
    const lesson = this.#lesson();
    return this.bad.size > 0 || Object.keys(lesson ? realChanges(lesson, this.changes) : this.changes).length > 0;
  }
  get canSave(): boolean { return !this.bad.size && !this.isSaving && this.values.kindId !== null; }

  set(changes: Changes) {
    this.seenRev ??= this.#lesson()?.rev;
    this.changes = { ...this.changes, ...changes };
  }
  setKind(kindId: number) {
    const kind = store.lessonKind.get(kindId);
    // The price and length of an existing lesson were agreed; a new one takes them from its kind.
    const touched = new Set<keyof Draft>(this.#lesson() ? ['durationMin', 'priceMinor'] : (Object.keys(this.#own) as (keyof Draft)[])); // keys of Changes
    if (kind) this.set(kindChanges(kind, touched));
  }
  /** Typed by hand, so that choosing a kind leaves it alone. */
  typed(field: 'durationMin' | 'priceMinor', value: number | null) {
    this.#own[field] = true;
    this.parsed(field, value);
  }
  parsed(field: 'startMin' | 'durationMin' | 'priceMinor', value: number | null) {
    const bad = new Set(this.bad);
    if (value === null) bad.add(field);
    else bad.delete(field);
    this.bad = bad;
    if (value !== null) this.set({ [field]: value, ...(field === 'startMin' && { fold: 0 }) });
  }
  setGroup(groupId: number | null) {
    const group = groupId === null ? undefined : store.group.get(groupId);
    this.set({ groupId, ...(group?.trainerId && this.changes.trainerId === undefined && { trainerId: group.trainerId }) });
  }
  /** A new lesson without a trainer gets the client's own. */
  setPeople(clientIds: number[]) {
    const added = clientIds.find((id) => !this.values.clientIds.includes(id));
    const own = added === undefined ? undefined : store.client.get(added)?.trainerId;
    const isOpen = !this.#lesson() && this.values.trainerId === null && this.changes.trainerId === undefined;
    this.set({ clientIds, ...(isOpen && own && { trainerId: own }) });
  }
  discard() {
    this.changes = {};
    this.bad = new Set();
    this.refusal = null;
    this.override = '';
    this.seenRev = undefined;
  }
  #own: Partial<Record<keyof Draft, boolean>> = {};
}
