// What fills the page: the gate or the application, one at a time.
import { mount, unmount, type Component } from 'svelte';
import { locale } from './i18n/locale.svelte.ts';
import { startRouter } from './router.svelte.ts';
import { restoreTheme } from './theme.svelte.ts';

const target = document.getElementById('app') as HTMLElement; // in index.html
let shown: Record<string, unknown> | null = null;

restoreTheme();
document.documentElement.lang = locale();
startRouter();

/** The frame that stood for the application goes with the first of them. */
export function show<P extends Record<string, unknown>>(screen: Component<P>, props: P) {
  if (shown) void unmount(shown);
  document.getElementById('opening')?.remove();
  shown = mount(screen, { target, props }) as Record<string, unknown>; // component exports are not used
}
