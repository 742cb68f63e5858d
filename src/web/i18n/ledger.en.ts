// English: the movement of money and the till.
import type { TextsLike } from './locale.svelte.ts';
import type { ledger as uk } from './ledger.uk.ts';

export const ledger: TextsLike<typeof uk> = {
};
