// What the server says along with the page and with the files that the page is made of.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createTestApp } from '../../../test/test-app.ts';

const webFolder = mkdtempSync(path.join(os.tmpdir(), 'rytm-web-'));
after(() => rmSync(webFolder, { recursive: true, force: true }));
mkdirSync(path.join(webFolder, 'assets'));
writeFileSync(path.join(webFolder, 'index.html'), '<!doctype html>');
writeFileSync(path.join(webFolder, 'app.html'), '<!doctype html><p>frame</p>');
writeFileSync(path.join(webFolder, 'assets', 'app-12345678.js'), 'export {}');
writeFileSync(path.join(webFolder, 'service-worker.js'), '');
const app = await createTestApp({ webFolder });

test('every page and every worker has its policy; a file of the program is kept for good and carries none', async () => {
  for (const at of ['/', '/clients/7', '/service-worker.js']) {
    const { status, headers } = await fetch(app.url + at);
    assert.equal(status, 200, at);
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'self'/, at);
    assert.equal(headers.get('referrer-policy'), 'same-origin', at);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', at);
  }
  const { headers } = await fetch(`${app.url}/assets/app-12345678.js`);
  assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('content-security-policy'), null);
});

test('a browser with a session gets the page that shows the frame of the application, any other the plain one', async () => {
  const text = async (cookie: string) => (await fetch(`${app.url}/clients/7`, { headers: { cookie } })).text();
  assert.equal(await text(await app.session('owner')), '<!doctype html><p>frame</p>');
  assert.equal(await text('other=1'), '<!doctype html>');
});
