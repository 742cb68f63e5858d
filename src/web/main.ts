// The entry, as small as can be: loads either the application, its connection first, or the gate.
import './ui/tokens.css';
import './ui/base.css';
import { wasSignedIn } from './session.ts';

const isForGate = /^\/(setup|invite)\/|^\/sign-in$/.test(location.pathname);
void open();

async function open() {
  const isNew = !wasSignedIn();
  if (isForGate || (isNew && !hasSession())) return (await import('./gate/open.ts')).openGate();
  import('./shell/greet-early.ts').then(({ greetEarly }) => greetEarly({ isNew }), () => {}); // the application opens a socket itself then
  return (await import('./shell/open.ts')).openShell();
}
/** The server saw the cookie of a session when it sent this page. */
function hasSession(): boolean {
  return performance.getEntriesByType('navigation').some((visit) => (visit as PerformanceNavigationTiming).serverTiming.some(({ name }) => name === 'session')); // by its type
}
