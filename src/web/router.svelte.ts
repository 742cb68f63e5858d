// Where the person is: the address, readable reactively, and links that do not reload the page.
let current = $state.raw(read());

export const page = {
  /** Path without a trailing slash: '/clients/12'. */
  get path() { return current.path; },
  get query() { return current.query; },
};
/** Goes to an address within the application. */
export function navigate(to: string, { isReplacing = false } = {}) {
  if (isReplacing) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  const before = current.path;
  current = read();
  if (before !== current.path) scrollTo(0, 0);
}
/** Follows the back button and plain clicks on links within the application. Returns a function that ends it. */
export function startRouter(): () => void {
  const popped = () => { current = read(); };
  // The one listener, in whose place another may stand (ui/back-closes.ts).
  onpopstate = popped;
  document.addEventListener('click', clicked);
  return () => {
    onpopstate = null;
    document.removeEventListener('click', clicked);
  };
}
function clicked(event: MouseEvent) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin || link.pathname.startsWith('/api/')) return;
  // A jump within the page is the browser's.
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}
function read() {
  return { path: location.pathname.replace(/\/+$/, '') || '/', query: new URLSearchParams(location.search) };
}
