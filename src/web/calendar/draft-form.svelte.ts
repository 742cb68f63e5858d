// A form over a lesson, new or existing: what was touched stays, the rest follows the truth. Knows what would clash.
import type { ASKED_BY } from '../../contract/entities.ts';
import type { Conflict, Refusal } from '../../contract/operation.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { closedTime } from './closed-time.svelte.ts';
import { findHint, type Hint } from './conflicts.ts';
import { kindChanges, roomFor } from './defaults.ts';
import { draftOf, realChanges, type Changes, type Draft } from './draft.ts';
import { places, surroundings } from './lesson-words.svelte.ts';
import { createPeople, type NewPerson } from './new-person.ts';
import { canOverride } from './refusal-words.svelte.ts';

const PLACE = ['onDate', 'startMin', 'durationMin', 'trainerId', 'roomId', 'clientIds'] as const;

export class DraftForm {
  /** What the person set. */
  changes = $state.raw<Changes>({});
  /** Fields whose text is no value. */
  bad = $state.raw<ReadonlySet<string>>(new Set());
  refusal = $state.raw<Refusal | null>(null);
  /** Clients to be made with the lesson. */
  people = $state.raw<readonly NewPerson[]>([]);
  /** Saving was tried: what is missing may be said. */
  isTried = $state(false);
  /** Letters by which nobody has been chosen yet. */
  sought = $state('');
  /** How often it was asked whom they mean. */
  asked = $state(0);
  /** Who asked to move an existing lesson. */
  askedBy = $state.raw<(typeof ASKED_BY)[number] | null>(null);
  override = $state('');
  isSaving = $state(false);
  /** The row's rev when the first field was touched: what the person had seen. */
  seenRev: number | undefined;

  #base: () => Draft;
  #lesson: () => LessonView | undefined;
  /** Stands in nobody's way: it goes when this is saved. */
  #insteadOf: number | undefined;
  constructor(source: { lesson: () => LessonView | undefined } | { draft: Draft; insteadOf?: number | undefined }) {
    this.#insteadOf = 'draft' in source ? source.insteadOf : undefined;
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
    const candidate = { ...values, id: lesson?.id ?? this.#insteadOf, kindId: values.kindId ?? undefined, capacity: this.capacity ?? undefined, takesWholeRoom: values.takesWholeRoom ?? undefined };
    return findHint(candidate, surroundings(values.onDate).others, places);
  });
  /** What is closed there, and be it since a moment ago; said until the server has said it. */
  closed = $derived.by((): Conflict[] => (this.isSaving || canOverride(this.refusal) ? [] : closedTime(this.values, this.#lesson())));
  /** True when somebody is only begun to be named: that is asked about instead of saved. */
  asksWho(): boolean {
    if (!this.sought) return false;
    this.asked++;
    return true;
  }
  /** Something was typed that closing would lose; a new lesson's time, drawn in the grid, is not typing. */
  get isDirty(): boolean {
    return this.bad.size > 0 || this.people.length > 0 || this.#changed.some((key) => !this.#placed.has(key));
  }
  /** There is something to save, typed or placed in the grid. */
  get hasChanges(): boolean {
    return this.isDirty || this.#changed.length > 0;
  }
  /** The existing lesson gets another time. */
  get isMoved(): boolean {
    const lesson = this.#lesson();
    return lesson !== undefined && ['onDate', 'startMin'].some((key) => key in realChanges(lesson, this.changes));
  }
  /** How many people may come: as set, or as the group or the kind has it. */
  get capacity(): number | null {
    const { capacity, groupId, kindId } = this.values;
    return capacity ?? (groupId === null ? undefined : store.group.get(groupId)?.capacity) ?? (kindId === null ? undefined : store.lessonKind.get(kindId)?.capacity) ?? null;
  }
  get takesWholeRoom(): boolean {
    const { takesWholeRoom, kindId } = this.values;
    return takesWholeRoom ?? (kindId !== null && store.lessonKind.get(kindId)?.takesWholeRoom === true);
  }
  get canSave(): boolean { return !this.bad.size && !this.isSaving && this.values.kindId !== null; }

  set(changes: Changes) {
    this.seenRev ??= this.#lesson()?.rev;
    for (const key of Object.keys(changes)) this.#placed.delete(key);
    this.changes = { ...this.changes, ...changes };
    // What stood in the way of another time or place is said no more.
    const isAboutPlace = this.refusal?.code === 'noSuchTime' || (this.refusal?.code === 'conflict' && !canOverride(this.refusal));
    if (isAboutPlace && PLACE.some((key) => key in changes)) this.refusal = null;
  }
  /** Chosen in the grid, not typed. */
  put(changes: Changes) {
    this.changes = { ...this.changes, ...changes };
    for (const key of Object.keys(changes)) this.#placed.add(key);
  }
  /** Makes the cards of new clients and books them in; a refusal leaves the rest as typed. False when somebody has no name yet, or was refused. */
  async settlePeople(): Promise<boolean> {
    this.isTried = true;
    if (this.people.some((p) => !p.firstName.trim())) return false;
    this.refusal = await createPeople(this.people, (person, id) => {
      this.people = this.people.filter((p) => p.key !== person.key);
      this.set({ clientIds: [...this.values.clientIds, id] });
    });
    return this.refusal === null;
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
  /** The day as it is typed; null while it cannot be read. */
  dated(onDate: string | null) {
    this.#mark('onDate', onDate === null);
    if (onDate !== null) this.set({ onDate, fold: 0 });
  }
  parsed(field: 'startMin' | 'durationMin' | 'priceMinor' | 'capacity', value: number | null) {
    this.#mark(field, value === null);
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
    this.people = [];
    this.isTried = false;
    this.sought = '';
    this.asked = 0;
    this.askedBy = null;
    this.refusal = null;
    this.override = '';
    this.seenRev = undefined;
  }
  #own: Partial<Record<keyof Draft, boolean>> = {};
  get #changed(): string[] {
    const lesson = this.#lesson();
    return Object.keys(lesson ? realChanges(lesson, this.changes) : this.changes);
  }
  #placed = new Set<string>();
  #mark(field: string, isBad: boolean) {
    const bad = new Set(this.bad);
    if (isBad) bad.add(field);
    else bad.delete(field);
    this.bad = bad;
  }
}
