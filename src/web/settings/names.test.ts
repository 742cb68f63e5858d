// Tests of the small names in the settings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceName } from './device-name.ts';
import { nextPlaceName } from './place-name.ts';

test('a new place continues the numbers of the last one', () => {
  assert.equal(nextPlaceName('Реформер 9'), 'Реформер 10');
  assert.equal(nextPlaceName('Кадилак'), 'Кадилак 2');
});
test('a device is named by its browser and system', () => {
  assert.equal(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'), 'Safari, iPhone');
  assert.equal(deviceName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0'), 'Edge, Windows');
  assert.equal(deviceName('rytm call'), '');
});
