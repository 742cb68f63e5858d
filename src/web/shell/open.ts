// Puts the application on the page. What was seen last on this device is shown at once; the connection starts before the first
// screen is built, and its greeting asks for the lessons that the screen will want.
import { expectedMonths } from '../calendar/expected-months.ts';
import { withTexts } from '../i18n/index.svelte.ts';
import { navigate, page } from '../router.svelte.ts';
import { rememberSignedIn } from '../session.ts';
import { show } from '../stage.ts';
import { sync } from '../sync/client.svelte.ts';
import { isAnsweredEarly } from '../sync/early.ts';
import { store } from '../sync/store.svelte.ts';
import { keepProgram } from './keep-program.ts';
import Shell from './Shell.svelte';

/** Unpacking rows takes a moment; a line that goes down meanwhile would take them with it. */
const PATIENCE_MS = 500;

export async function openShell(address?: string) {
  rememberSignedIn(true);
  await withTexts(sync.restore());
  if (address) navigate(address, { isReplacing: true });
  if (page.path === '/') store.lessons.hold(expectedMonths(page.query));
  const isAnswered = isAnsweredEarly();
  sync.start();
  // What came while the program did is in the first picture, instead of an empty calendar before it.
  if (isAnswered) await Promise.race([sync.rows, new Promise((done) => setTimeout(done, PATIENCE_MS))]);
  // While the answer is on its way the line is free for what the first click will open.
  if (page.path === '/') import('../calendar/OpenForm.svelte').catch(() => {});
  show(Shell, { onsignedout: () => void leave() });
  keepProgram();
}
/** The session was over before anything was seen. */
async function leave() {
  rememberSignedIn(false);
  await (await import('../gate/open.ts')).openGate();
}
