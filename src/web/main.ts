// The entry, as small as can be: opens the socket of somebody who was signed in before anything else has come, and loads either the application or the gate.
import './ui/tokens.css';
import './ui/base.css';
import { wasSignedIn } from './session.ts';
import { openEarly } from './sync/early.ts';

const isForGate = /^\/(setup|invite)\/|^\/sign-in$/.test(location.pathname);
void open();

async function open() {
  if (isForGate || !(wasSignedIn() || hasSession())) return (await import('./gate/open.ts')).openGate();
  openEarly();
  return (await import('./shell/open.ts')).openShell();
}
/** The server saw the cookie of a session when it sent this page. */
function hasSession(): boolean {
  return performance.getEntriesByType('navigation').some((visit) => (visit as PerformanceNavigationTiming).serverTiming.some(({ name }) => name === 'session')); // by its type
}
