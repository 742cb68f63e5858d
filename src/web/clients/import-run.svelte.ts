// Taking over a file of clients from the browser: read, looked up in the studio, sent piece by piece.
import { MOST_ASKED } from '../../contract/client-import.ops.ts';
import type { ClientColumn } from '../../domain/client-file/columns.ts';
import { doublesOf, planImport, type Choice, type Double, type Known, type Plan } from '../../domain/client-file/plan.ts';
import { readClientFile, type ClientFile } from '../../domain/client-file/read.ts';
import { decodeText } from '../../domain/csv.ts';
import { todayIn } from '../i18n/index.svelte.ts';
import { fullName } from '../parts/names.ts';
import { call, Refused } from '../sync/client.svelte.ts';
import { store } from '../sync/store.svelte.ts';

export interface Done { added: number; filled: number; present: number; openings: number }
export class ImportRun {
  name = $state('');
  file = $state.raw<ClientFile | null>(null);
  known = $state.raw<ReadonlyMap<number, Known> | null>(null);
  choices = $state.raw<ReadonlyMap<number, Choice>>(new Map());
  /** From 0 to 1 while it is at work: looking up, then writing. */
  progress = $state<number | null>(null);
  isWriting = $state(false);
  done = $state.raw<Done | null>(null);
  isStopped = $state(false);
  refusal = $state.raw<Refused | null>(null);
  #text = '';
  #turn = 0;

  readonly doubles = $derived.by((): readonly Double[] => (this.file && this.known ? doublesOf(this.file.lines, this.known) : []));
  readonly plan = $derived.by((): Plan | null => (this.file && this.known ? planImport(this.file.lines, this.known, this.choices) : null));

  async open(file: File) {
    this.name = file.name;
    this.#text = decodeText(new Uint8Array(await file.arrayBuffer()));
    await this.read();
  }
  /** Reads the text; `columns` in place of what the headings say. */
  async read(columns?: readonly (ClientColumn | null)[]) {
    const turn = ++this.#turn;
    const zone = store.studio?.zone ?? 'Europe/Kyiv';
    const trainers = store.trainer.all().filter((x) => !x.isArchived).map((x) => ({ id: x.id, name: fullName(x) }));
    this.known = null;
    this.choices = new Map();
    this.done = null;
    this.refusal = null;
    this.file = readClientFile(this.#text, { zone, today: todayIn(zone), trainers, ...(columns && { columns }) });
    if (this.file.refusal) return;
    await this.#attempt(async () => {
      const lines = this.file?.lines ?? [];
      const known = new Map<number, Known>();
      for (let from = 0; from < lines.length; from += MOST_ASKED) {
        this.progress = from / lines.length;
        const people = lines.slice(from, from + MOST_ASKED).map(({ key, person: { phone, email, birthOn, ...person } }) => ({ key, name: fullName(person), phone, email, birthOn }));
        for (const { at, ...found } of (await call('client.findKnown', { people })).output.known) known.set(from + at, found);
        if (turn !== this.#turn) return;
      }
      this.known = known;
    });
  }
  choose(at: number, choice: Choice) { this.choices = new Map(this.choices).set(at, choice); }
  chooseAll(choice: Choice) { this.choices = new Map(this.doubles.map((d) => [d.at, choice])); }
  /** Each piece is a write of its own; what was stopped goes on with the same file another time. */
  async write() {
    const pieces = this.plan?.pieces ?? [];
    const sum: Done = { added: 0, filled: 0, present: 0, openings: 0 };
    this.isWriting = true;
    this.isStopped = false;
    await this.#attempt(async () => {
      for (const [i, lines] of pieces.entries()) {
        if (this.isStopped) break;
        this.progress = i / pieces.length;
        const { output } = await call('client.import', { lines });
        for (const key of ['added', 'filled', 'present', 'openings'] as const) sum[key] += output[key];
      }
      this.done = sum;
    });
    this.isWriting = false;
  }
  stop() { this.isStopped = true; }
  again() {
    this.#turn++;
    this.file = this.known = this.done = this.refusal = null;
  }
  async #attempt(run: () => Promise<void>) {
    this.progress = 0;
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refusal = error;
    } finally {
      this.progress = null;
    }
  }
}
