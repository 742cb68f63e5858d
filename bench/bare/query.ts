// FROZEN. A read by the bare driver: the statement of studio.get as the server sent it when this was written, at a given rate.
// The same process can put it behind a `ws` server, to show what the socket itself costs.
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { WebSocketServer } from 'ws';
import { answer, cpuMicros } from '../child.ts';

const STUDIO = `select r.id as "id", r.rev as "rev", r.name as "name", r.zone as "zone", r.currency as "currency", r.hours as "hours", r.closed_days as "closedDays", r.language as "language", r.aud from studio r where r.id = $1 and $2::bigint[] is not null`;
const CONNECTIONS = 4;
let clients: pg.Client[] = [];
let turn = 0;
let reply: Buffer = Buffer.alloc(0);
const query = () => {
  const client = clients[turn++ % CONNECTIONS];
  if (!client) throw new Error('it is not started');
  return client.query({ name: 'studio', text: STUDIO, values: [1, [1]] });
};

answer({
  async start({ config, bytes }: { config: pg.ClientConfig; bytes: number }) {
    reply = Buffer.alloc(bytes, 1);
    clients = Array.from({ length: CONNECTIONS }, () => new pg.Client(config));
    await Promise.all(clients.map((c) => c.connect()));
    await Promise.all(Array.from({ length: CONNECTIONS * 20 }, query));
    const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    wss.on('connection', (ws) => ws.on('message', () => void query().then(() => ws.send(reply))));
    await new Promise((done) => wss.once('listening', done));
    return (wss.address() as AddressInfo).port; // it listens on TCP
  },
  /** Queries at an even rate, whoever waits. */
  async pace({ perSecond, seconds }: { perSecond: number; seconds: number }) {
    const startedAt = performance.now();
    const running: Promise<unknown>[] = [];
    while (running.length < perSecond * seconds) {
      const due = Math.min(perSecond * seconds, ((performance.now() - startedAt) * perSecond) / 1000);
      while (running.length < due) running.push(query());
      await new Promise((done) => setTimeout(done, 1));
    }
    await Promise.all(running);
    return running.length;
  },
  cpu: cpuMicros,
});
