// The program as an operator runs it: real processes on a data folder of their own, all ended with the file.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { signIn } from '../../src/server/cli/socket-client.ts';
import { eventually } from './stage.ts';

const main = fileURLToPath(new URL('../../src/server/cli/main.ts', import.meta.url));
const START_MS = 30_000;
const PASSWORD = 'довгий-пароль';

export interface Server {
  url: string;
  port: number;
  /** Link of the first run; throws when it is not printed. */
  setupLink(): Promise<string>;
  /** Everything it has said. */
  said(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
}
export interface Installation {
  dataDir: string;
  serve(port?: number): Promise<Server>;
  /** Runs a command to its end and gives what it printed. */
  run(...args: string[]): Promise<string>;
}

/** An empty data folder. Call it at the top of a file. */
export function install(): Installation {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-journey-'));
  fs.chmodSync(dataDir, 0o755); // As root the database's user has to pass through it.
  const running = new Set<ChildProcess>();
  after(async () => {
    await Promise.all([...running].map(async (child) => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }));
    // After a kill the database's watchdog is the last to leave.
    await eventually(() => fs.rmSync(dataDir, { recursive: true, force: true }), 10_000);
  });
  // A file that fails while it is being loaded runs no hooks.
  process.once('exit', () => {
    for (const child of running) child.kill('SIGKILL');
    fs.rmSync(dataDir, { recursive: true, force: true });
  });
  const start = (args: string[]) => {
    const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env.PATH ?? '', RYTM_DATA: dataDir, LOG_LEVEL: 'warn' }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const said = { out: '', all: '' };
    child.stdout.on('data', (chunk: Buffer) => { said.out += chunk.toString(); said.all += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { said.all += chunk.toString(); });
    return { child, said };
  };
  return {
    dataDir,
    async serve(port = 0) {
      const { child, said } = start(['serve', '--port', String(port)]);
      const url = await eventually(() => {
        if (child.exitCode !== null) throw new Error(`it ended: ${said.all}`);
        return /Rytm runs at (http:\/\/\S+)\//.exec(said.out)?.[1] ?? assert.fail(`it has only said: ${said.all}`);
      }, START_MS);
      const ended = once(child, 'exit');
      return {
        url,
        setupLink: () => eventually(() => /^http.*\/setup\/\S+$/m.exec(said.out)?.[0] ?? assert.fail(`no link in: ${said.all}`)),
        port: Number(new URL(url).port), said: () => said.all,
        async kill(signal) {
          child.kill(signal);
          await ended;
        },
      };
    },
    async run(...args) {
      const { child, said } = start(args);
      const [code] = await once(child, 'close');
      assert.equal(code, 0, said.all);
      return said.out;
    },
  };
}

/** Sets the studio up without a browser; gives the owner's cookie. */
export async function setUp(server: Server): Promise<string> {
  const response = await fetch(`${server.url}/api/setup`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: (await server.setupLink()).split('/').pop(), studioName: 'Студія', zone: 'Europe/Kyiv', currency: 'UAH', language: 'uk', name: 'Олена', login: 'olena', password: PASSWORD }),
  });
  assert.equal(response.status, 204, await response.text());
  return signIn(server.url, 'olena', PASSWORD);
}
