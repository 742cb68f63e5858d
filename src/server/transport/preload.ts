// What the page of somebody signed in will need, named beside the page itself, so that the browser fetches all of it at once.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A built file by its key in the build's manifest. */
interface Built { file: string; name?: string; imports?: string[]; css?: string[] }

/** Value of the Link header for the shell with the calendar; empty where the build says nothing of it. */
export function preloadOfApp(webFolder: string): string {
  const manifest = path.join(webFolder, 'build.json');
  if (!existsSync(manifest)) return '';
  const built = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, Built>; // written by the build
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const add = (part: Built | undefined) => {
    if (!part || scripts.has(part.file)) return;
    scripts.add(part.file);
    for (const css of part.css ?? []) styles.add(css);
    for (const key of part.imports ?? []) add(built[key]);
  };
  const named = (wanted: string) => Object.values(built).find(({ name }) => name === wanted);
  const app = named('app');
  for (const part of [built['index.html'], named('early'), app]) add(part);
  // The page brings its own style within it.
  for (const css of built['index.html']?.css ?? []) styles.delete(css);
  // The largest first: it gets the connection that is open already, so that the line is not idle while the others open theirs.
  const inOrder = new Set([...(app ? [app.file] : []), ...scripts]);
  return [...[...inOrder].map((file) => `</${file}>; rel=modulepreload; crossorigin`), ...[...styles].map((file) => `</${file}>; rel=preload; as=style; crossorigin`)].join(', ');
}
