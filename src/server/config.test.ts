// Settings: where a value comes from, and how a wrong one is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig, settings, takeSettings } from './config.ts';

test('without any setting the server listens on this machine only, on its own port', () => {
  assert.deepEqual(readConfig({}, []), {
    port: 7400, host: '127.0.0.1', dataDir: './data', databaseUrl: null, publicUrl: null, logLevel: 'info', demo: false,
  });
});

test('a flag beats a variable, and an empty variable counts as not set', () => {
  const config = readConfig({ PORT: '8000', HOST: '', RYTM_DATA: '/srv/a' }, ['--port=9000', '--data', '/srv/b', '--demo']);
  assert.deepEqual([config.port, config.host, config.dataDir, config.demo], [9000, '127.0.0.1', '/srv/b', true]);
});

test('the public address is kept as an origin', () => {
  assert.equal(readConfig({ PUBLIC_URL: 'https://studio.example/' }, []).publicUrl, 'https://studio.example');
});

const wrongOnes: [string, Record<string, string>, string[], RegExp][] = [
  ['a port that is no number', { PORT: 'abc' }, [], /^PORT should be a port from 0 to 65535, not "abc"\.$/],
  ['a port out of range', {}, ['--port', '70000'], /^--port should be .* not "70000"\.$/],
  ['a flag without its value', {}, ['--port'], /^--port needs a value after it\.$/],
  ['a flag followed by another flag', {}, ['--data', '--demo'], /^--data needs a value after it\.$/],
  ['an unknown flag', {}, ['--prot', '1'], /^"--prot" is not known here; the settings are --port, /],
  ['a public address with a path', { PUBLIC_URL: 'https://a.example/b' }, [], /^PUBLIC_URL should be .* not "https:\/\/a\.example\/b"\.$/],
  ['an unknown log level', { LOG_LEVEL: 'loud' }, [], /^LOG_LEVEL should be one of .* not "loud"\.$/],
];
for (const [what, env, argv, message] of wrongOnes) {
  test(`${what} is refused in one sentence`, () => {
    assert.throws(() => readConfig(env, argv), { name: 'StartupError', message });
  });
}

test('a wrong database address is refused without repeating the password in it', () => {
  assert.throws(() => readConfig({ DATABASE_URL: 'mysql://me:secret@host/db' }, []), (error: Error) => !error.message.includes('secret'));
});

test('other arguments are left for the command they belong to', () => {
  assert.deepEqual(takeSettings(['add', '--data', 'x', '--name=Olha']).rest, ['add', '--name=Olha']);
});

test('every setting is in the table with its default', () => {
  const config = readConfig({}, []);
  assert.deepEqual(settings.map(({ name }) => name).sort(), Object.keys(config).sort());
});
