import { test } from 'node:test';
import { createTestApp } from './test-app.ts';
test('smoke', async () => {
  for (let i=0;i<3;i++){
  const t0 = performance.now();
  const app = await createTestApp();
  console.log('created', performance.now() - t0);
  const t1 = performance.now();
  await app.connectAll();
  console.log('connected', performance.now() - t1);
  const id = app.newId();
  const t2 = performance.now();
  const lid = await (await app.client('owner')).newId();
  const r = await app.do('owner', 'lesson.create', { id: lid, onDate: '2026-11-24', startMin: 600, kindId: app.kinds.individual, trainerId: app.trainers.trainer, clientIds: [app.clients.client] });
  console.log(JSON.stringify(r), 'do', performance.now() - t2);
  console.log(await app.refused('owner', 'lesson.create', { id: lid+1, onDate: '2026-11-24', startMin: 600, kindId: app.kinds.individual, trainerId: app.trainers.trainer }, 'conflict'));
  }
});
