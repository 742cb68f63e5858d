// English texts; a missing key fails the type check.
import type { TextsLike } from './locale.svelte.ts';
import { refusals } from './refusals.en.ts';
import { shell } from './shell.en.ts';
import type { uk } from './uk.ts';

export const en: TextsLike<typeof uk> = { ...shell, ...refusals };
