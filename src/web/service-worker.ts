// Keeps the program itself on the device: the page opens from here at once, without a line as well. What people wrote never passes through it.
// Registered as /service-worker.js?build=NAME: each build has its own shelf, and the shelves of older ones go when a newer build takes over.
interface Extendable { waitUntil(done: Promise<unknown>): void }
interface Fetching extends Extendable { readonly request: Request; respondWith(answer: Promise<Response>): void }
interface Scope {
  readonly location: Location;
  readonly caches: CacheStorage;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', run: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', run: (event: Fetching) => void): void;
}
const worker = globalThis as unknown as Scope; // a worker's own scope, which the page's types do not know
const SHELF = `build ${new URLSearchParams(worker.location.search).get('build') ?? ''}`;
const PAGE = '/';
/** Must come from the server: pages that carry one-time tokens, and files. */
const NOT_KEPT = /^\/(setup|invite)\/|\.\w+$/;

worker.addEventListener('install', (event) => event.waitUntil(fill().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(clearOthers().then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin || url.pathname.startsWith('/api/')) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else if (request.mode === 'navigate' && !NOT_KEPT.test(url.pathname)) event.respondWith(page(event));
});

/** Every file of the build: parts are opened later, perhaps without a line. */
async function fill() {
  const answer = await fetch('/build.json');
  const built = (await answer.json()) as Record<string, { file: string; css?: string[]; assets?: string[] }>; // written by the build
  const files = new Set(Object.values(built).flatMap((part) => [part.file, ...(part.css ?? []), ...(part.assets ?? [])]));
  const shelf = await worker.caches.open(SHELF);
  await shelf.addAll([PAGE, ...[...files].filter((file) => file.startsWith('assets/')).map((file) => `/${file}`)]);
}
async function clearOthers() {
  for (const name of await worker.caches.keys()) if (name !== SHELF) await worker.caches.delete(name);
}
async function asset(request: Request): Promise<Response> {
  return (await worker.caches.match(request.url)) ?? fetch(request);
}
/** The page kept here, while a newer one is fetched for the next time. */
async function page(event: Fetching): Promise<Response> {
  const shelf = await worker.caches.open(SHELF);
  const kept = await shelf.match(PAGE);
  const fresh = fetch(event.request).then(async (answer) => {
    // Whatever else lies at an address is not the page of the application.
    if (answer.ok && answer.headers.get('content-type')?.startsWith('text/html')) await shelf.put(PAGE, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}
