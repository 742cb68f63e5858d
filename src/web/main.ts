// The entry: decides between the gate (not signed in) and the shell, and loads only that one.
import { mount, unmount, type Component } from 'svelte';
import './ui/tokens.css';
import './ui/base.css';
import { loadPage, placeOf } from './gate/places.ts';
import { locale } from './i18n/locale.svelte.ts';
import { navigate, page, startRouter } from './router.svelte.ts';
import { rememberSignedIn, wasSignedIn } from './session.ts';
import { restoreTheme } from './theme.svelte.ts';

const target = document.getElementById('app') as HTMLElement; // in index.html
let shown: Record<string, unknown> | null = null;

restoreTheme();
document.documentElement.lang = locale();
startRouter();
void open();

async function open() {
  if (/^\/(setup|invite)\//.test(page.path) || page.path === '/sign-in') return openGate();
  const session = fetch('/api/session', { cache: 'no-store' }).then((r) => r.status !== 401, () => true);
  // Most visits are by somebody signed in: the shell comes at the same time as the answer.
  const shell = wasSignedIn() ? import('./shell/Shell.svelte') : null;
  if (await session) await openShell();
  else {
    rememberSignedIn(false);
    shell?.catch(() => {});
    await openGate();
  }
}
async function openGate() {
  const { place } = placeOf(page.path);
  const [{ default: Gate }, Page] = await Promise.all([import('./gate/Gate.svelte'), loadPage(place)]);
  show(Gate, { first: { place, Page }, onsignedin: signedIn });
}
async function openShell(address?: string) {
  rememberSignedIn(true);
  const { default: Shell } = await import('./shell/Shell.svelte');
  clear();
  if (address) navigate(address, { isReplacing: true });
  show(Shell, {});
}
function signedIn() {
  const next = page.query.get('next') ?? '/';
  // Only within this site: '//elsewhere' would leave it.
  void openShell(/^\/(?![/\\])/.test(next) ? next : '/');
}
function show<P extends Record<string, unknown>>(screen: Component<P>, props: P) {
  clear();
  shown = mount(screen, { target, props }) as Record<string, unknown>; // component exports are not used
}
function clear() {
  if (shown) void unmount(shown);
  shown = null;
}
