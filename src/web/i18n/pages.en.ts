// English: the pages beside the calendar, a file that is fetched when English is first wanted.
import { cabinet } from './cabinet.en.ts';
import { desk } from './desk.en.ts';
import { clientFile } from './import.en.ts';
import { people } from './people.en.ts';
import { series } from './series.en.ts';
import { settings } from './settings.en.ts';

export const pages = { ...cabinet, ...desk, ...people, ...clientFile, ...series, ...settings };
