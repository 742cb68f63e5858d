// The entry, as small as can be: connects and loads the application, or loads the gate.
import './ui/tokens.css';
import './ui/base.css';
import './shell/opening.css';
import { wasSignedIn } from './session.ts';
import { newSocket } from './sync/socket.ts';

const isForGate = /^\/(setup|invite)\/|^\/sign-in$/.test(location.pathname);
void open();

async function open() {
  const isNew = !wasSignedIn();
  if (isForGate || (isNew && !hasSession())) return (await import('./gate/open.ts')).openGate();
  const socket = newSocket();
  import('./shell/greet-early.ts').then(({ greetEarly }) => greetEarly(socket, { isNew }), () => socket.close()); // the application opens another one then
  return (await import('./shell/open.ts')).openShell();
}
/** The server saw the cookie of a session when it sent this page. */
function hasSession(): boolean {
  return performance.getEntriesByType('navigation').some((visit) => (visit as PerformanceNavigationTiming).serverTiming.some(({ name }) => name === 'session')); // by its type
}
