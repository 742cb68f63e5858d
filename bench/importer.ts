// The desk that imports, in a process of its own as it is in a studio: reading a file of thousands keeps nobody else's screen waiting.
import { encodeRequest } from '../src/contract/frames.ts';
import { ops } from '../src/contract/ops.ts';
import { planImport } from '../src/domain/client-file/plan.ts';
import { readClientFile } from '../src/domain/client-file/read.ts';
import { answer } from './child.ts';
import { connectAll } from './setup.ts';
import type { LeanSocket } from './socket.ts';

const { code, input } = ops['client.import'];
let desk: LeanSocket | undefined;
let pieces: ReturnType<typeof planImport>['pieces'] = [];
let request = 0;

answer({
  async greet(port: number) { [desk] = await connectAll(port, 'staff', 1); },
  /** Reads and plans a file of so many people whom no other round has; gives the milliseconds. */
  read({ round, count }: { round: number; count: number }) {
    const from = performance.now();
    ({ pieces } = planImport(readClientFile(fileOf(round, count), { zone: 'Europe/Kyiv', today: '2030-12-01', trainers: [] }).lines, new Map(), new Map()));
    return performance.now() - from;
  },
  /** Sends it piece after piece over one socket, as the browser does. */
  async send() {
    if (!desk) throw new Error('nobody is connected');
    const writes: number[] = [];
    const startedAt = performance.now();
    for (const lines of pieces) {
      const at = performance.now();
      const frame = encodeRequest(code, ++request, input, { lines }, 0);
      let reply = await desk.request(frame, request);
      writes.push(performance.now() - at);
      // Beyond its allowance a session waits, as the browser does.
      for (let tries = 0; reply.isRefused; tries++) {
        if (tries > 5) throw new Error('a piece was refused');
        await new Promise((done) => setTimeout(done, 1000));
        reply = await desk.request(frame, request);
      }
    }
    return { seconds: (performance.now() - startedAt) / 1000, writes };
  },
});

const fileOf = (round: number, count: number): string => `Прізвище;Імʼя;Телефон;Email;Дата народження;Нотатка\n${Array.from({ length: count }, (_, i) => `Шевченко ${i % 911};Наталія;06${round}${1_000_000 + i};n${round}-${i}@post.example;01.02.1990;з файлу`).join('\n')}`;
