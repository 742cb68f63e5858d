import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../contract/entities.ts';
import { readClientFile } from './read.ts';
import { exportClients } from './write.ts';

const client: Client = {
  id: 1, rev: 1, firstName: 'Марʼяна', lastName: '=Дем’яненко', phone: '+380671234567', email: 'm@post.example', sex: 'female', birthOn: '1990-02-28', description: 'Коліно;\nрано, "тихо"', note: '+1 подруга',
  registeredOn: '2026-01-15', trainerId: 7, isArchived: false, balanceMinor: -30_050,
};
for (const language of ['uk', 'en'] as const) {
  test(`what is exported is read back as it was: ${language}`, () => {
    const text = exportClients([{ client, groups: 'Ранкова', lessonsLeft: 5, lessonsUntil: '2026-12-14', subscription: '8 занять' }, { client: { id: 2, rev: 1, firstName: 'Зоряна', isArchived: true }, groups: '' }], language, new Map([[7, 'Коваленко Ганна']]));
    const { lines, problems } = readClientFile(text, { zone: 'Europe/Kyiv', today: '2026-11-23', trainers: [{ id: 7, name: 'Коваленко Ганна' }] });
    const { id: _i, rev: _r, isArchived: _a, balanceMinor, ...person } = client;
    assert.deepEqual(lines.map((l) => l.person), [person, { firstName: 'Зоряна' }]);
    assert.deepEqual(lines[0]?.opening, { balanceMinor, lessonsLeft: 5, lessonsUntil: '2026-12-14', subscription: '8 занять' });
    assert.deepEqual(problems, []);
    assert.ok(!/(^|;|\n)[=@]/.test(text), 'no cell is a formula');
  });
}
