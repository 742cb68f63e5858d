// Puts the gate on the page, with the page of it that the address names.
import { page } from '../router.svelte.ts';
import { show } from '../stage.ts';
import Gate from './Gate.svelte';
import { loadPage, placeOf } from './places.ts';

export async function openGate() {
  const { place } = placeOf(page.path);
  show(Gate, { first: { place, Page: await loadPage(place) }, onsignedin: () => void signedIn() });
}
async function signedIn() {
  const next = page.query.get('next') ?? '/';
  const { openShell } = await import('../shell/open.ts');
  // Only within this site: '//elsewhere' would leave it.
  await openShell(/^\/(?![/\\])/.test(next) ? next : '/');
}
