// Connects before the application has come. A device on which nobody was signed in has nothing to go on from: it asks for all at once.
import { expectedMonths } from '../calendar/expected-months.ts';
import { openEarly } from '../sync/early.ts';

export function greetEarly({ isNew }: { isNew: boolean }) {
  openEarly(!isNew ? null : location.pathname === '/' ? expectedMonths(new URLSearchParams(location.search)) : []);
}
