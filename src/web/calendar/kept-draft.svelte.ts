// What was typed in a form that closed without saving: kept in memory as long as the page lives, and offered back.
import { navigate, page } from '../router.svelte.ts';
import { t } from '../i18n/index.svelte.ts';
import { dismiss, toast } from '../ui/toast.svelte.ts';
import type { Slot } from './defaults.ts';
import type { Draft } from './draft.ts';
import type { NewPerson } from './new-person.ts';
import type { BlockTaken, Open } from './screen.svelte.ts';

/** A new lesson left unsaved, with the words to know it by. */
export interface Kept { readonly slot: Slot; readonly draft: Draft; readonly people: readonly NewPerson[]; readonly what: string; readonly insteadOf?: BlockTaken }
const SECONDS = 30;
let kept = $state.raw<Kept | null>(null);
/** What the calendar shall open next. */
let wanted = $state.raw<Open | null>(null);
let message = 0;

export const keptDraft = {
  get now() { return kept; },
  keep(draft: Kept | null) {
    kept = draft;
    dismiss(message);
  },
};
export const reopening = {
  /** What is to be opened, once. */
  take(): Open | null {
    const open = wanted;
    if (open) wanted = null;
    return open;
  },
};
/** Says that something typed was left, with the way back to it. */
export function offerBack(what: string, open: Open) {
  dismiss(message);
  message = toast({ text: t('form.left', { what }), seconds: SECONDS, action: { label: t('form.leftBack'), run: () => {
    wanted = open;
    if (page.path !== '/') navigate('/');
  } } });
}
