// English: all that comes with the first screen, a file that is fetched when English is first wanted.
import { actions } from './actions.en.ts';
import { calendar } from './calendar.en.ts';
import { calendarView } from './calendar-view.en.ts';
import { en } from './en.ts';
import { forms } from './forms.en.ts';

export const first = { ...en, ...forms, ...calendar, ...calendarView, ...actions };
