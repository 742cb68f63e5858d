// rytm demo: fills an empty installation with a believable half year.
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { withApp } from './operator.ts';

interface DemoModule {
  /** Makes the studio if there is none. Does nothing, and says so, when there is anything in it already. */
  fillDemo(app: App, options: { say(line: string): void }): Promise<void>;
}

export const run = (_argv: string[], config: () => Config): Promise<void> => withApp(config(), fillDemo);

export async function fillDemo(app: App): Promise<void> {
  const module = (await import(new URL('../demo/demo.ts', import.meta.url).href)) as DemoModule; // loaded only when asked for: it is large
  await module.fillDemo(app, { say: console.log });
}
