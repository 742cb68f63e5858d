// English: subscriptions of a client: their state and what is done with them.
import type { TextsLike } from './locale.svelte.ts';
import type { money as uk } from './money.uk.ts';

export const money: TextsLike<typeof uk> = {
};
