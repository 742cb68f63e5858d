// rytm demo: fills an empty installation with a believable half year, and says who may sign in.
import { parseArgs } from 'node:util';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { chooseStudio, withApp } from './operator.ts';

export async function run(argv: string[], config: () => Config): Promise<void> {
  const { values } = parseArgs({ args: argv, options: { studio: { type: 'string' } } });
  await withApp(config(), async (app) => {
    const studioId = values.studio === undefined ? undefined : await chooseStudio(app, values.studio);
    for (const line of await fillAndTell(app, studioId)) console.log(line);
  });
}

/** Fills, and gives what a person at the terminal wants to know. Throws StartupError when there are clients already. */
export async function fillAndTell(app: App, studioId?: number): Promise<string[]> {
  // Loaded only when asked for: a server without it starts quicker.
  const { fillDemo } = await import('../demo/demo.ts');
  const { studioName, password, logins, trainers, clients, groups, lessons } = await fillDemo(app, studioId === undefined ? {} : { studioId });
  return [
    `“${studioName}” now has ${trainers} trainers, ${clients} clients, ${groups} groups and ${lessons} lessons.`,
    ...(logins.length ? [`These can sign in with the password ${password}:`, ...logins.map(({ login, name, role }) => `  ${login.padEnd(16)} ${role.padEnd(14)} ${name}`)] : []),
  ];
}
