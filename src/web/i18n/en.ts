// English texts; a missing key fails the type check.
import type { TextsLike } from './locale.svelte.ts';
import { people } from './people.en.ts';
import { refusals } from './refusals.en.ts';
import { settings } from './settings.en.ts';
import { shell } from './shell.en.ts';
import type { uk } from './uk.ts';

export const en: TextsLike<typeof uk> = { ...shell, ...people, ...settings, ...refusals };
