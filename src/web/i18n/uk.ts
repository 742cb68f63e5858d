// Ukrainian texts; the type of every other language.
import { people } from './people.uk.ts';
import { refusals } from './refusals.uk.ts';
import { settings } from './settings.uk.ts';
import { shell } from './shell.uk.ts';

export const uk = { ...shell, ...people, ...settings, ...refusals } as const;
