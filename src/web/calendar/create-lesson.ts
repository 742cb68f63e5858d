// A new lesson, sent and told in a message with the way back.
import type { Input } from '../../contract/ops.ts';
import { call, newId, Refused } from '../sync/client.svelte.ts';
import { store } from '../sync/store.svelte.ts';
import { createInput, newLessonOf, type Draft } from './draft.ts';
import { sending, told, type Outcome } from './lesson-actions.ts';

/** Makes a lesson; it is on the screen at once, by the id that `named` is told. */
export const createLesson = async (draft: Draft, { override, insteadOf, named }: Pick<Input<'lesson.create'>, 'override' | 'insteadOf'> & { named?: (id: number) => void }, text: string): Promise<Outcome> =>
  told(text, (own) => sending(null, 0, async (write) => {
    const kind = draft.kindId === null ? undefined : store.lessonKind.get(draft.kindId);
    const id = await newId();
    const input = createInput(id, draft, kind);
    if (!input) throw new Refused({ code: 'invalid', field: 'kindId' });
    named?.(id);
    await write({ overlay: { newLesson: newLessonOf(id, draft) } }, (_seen, shown) => call('lesson.create', { ...input, ...(override && { override }), ...(insteadOf && { insteadOf }) }, shown));
  }, own));
