// Ukrainian texts; the type of every other language.
import { refusals } from './refusals.uk.ts';
import { shell } from './shell.uk.ts';

export const uk = { ...shell, ...refusals } as const;
