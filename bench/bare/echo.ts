// FROZEN. A bare `ws` server: answers every frame with a fixed one, or sends one frame to everybody. Nothing else.
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { answer, cpuMicros, residentBytes, sharedMicros } from '../child.ts';

const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
let reply: Buffer = Buffer.alloc(0);
wss.on('connection', (ws) => ws.on('message', () => ws.send(reply)));

answer({
  start: async () => {
    if (!wss.address()) await new Promise((done) => wss.once('listening', done));
    return (wss.address() as AddressInfo).port; // it listens on TCP
  },
  /** Length of the frame every message is answered with. */
  reply({ bytes }: { bytes: number }) { reply = Buffer.alloc(bytes, 1); },
  /** Sends one frame to all and says when it began. */
  broadcast({ bytes }: { bytes: number }) {
    const shared = Buffer.alloc(bytes, 1);
    const startedAt = sharedMicros();
    for (const ws of wss.clients) ws.send(shared);
    return startedAt;
  },
  cpu: cpuMicros,
  memory: residentBytes,
  collect: () => globalThis.gc?.(),
});
