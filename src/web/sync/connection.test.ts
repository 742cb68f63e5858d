// Tests of the life of a connection, on a socket made of paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { decodeMessage, encodeFrame, encodeGoodbye, encodePiece, encodePong, encodeRefusal, encodeWelcome, HELLO, PIECE_ARRIVED, PING, Reader, type ServerMessage } from '../../contract/frames.ts';
import { Connection, type SocketLike } from './connection.ts';
import { FakeClock } from './fake-clock.test-part.ts';

class PaperSocket implements SocketLike {
  isGreeted = false;
  sent: Uint8Array[] = [];
  isClosed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(bytes: Uint8Array) { this.sent.push(bytes); }
  close() {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onclose?.({ code: 1006 });
  }
  end(code: number) {
    this.isClosed = true;
    this.onclose?.({ code });
  }
  receive(...messages: Uint8Array[]) { this.onmessage?.({ data: encodeFrame(messages).buffer }); }
  get codes() { return this.sent.map((b) => new Reader(b).uint()); }
}
function setUp({ isOut = false, isGreeted = false } = {}) {
  const clock = new FakeClock();
  const sockets: PaperSocket[] = [];
  const got: ServerMessage[] = [];
  const streams: number[] = [];
  const connection = new Connection({
    clock,
    open() {
      const socket = new PaperSocket();
      // Only the first may have been opened early.
      socket.isGreeted = isGreeted && !sockets.length;
      sockets.push(socket);
      return socket;
    },
    isSignedOut: () => Promise.resolve(isOut),
    hello: () => ({ wire: 1, instance: 7, epoch: 'e', rev: 5, view: '', months: [] }),
    message: (m) => void got.push(m),
    streams: (d) => void streams.push(d),
    down() {},
    changed() {},
  });
  connection.start();
  const last = () => sockets.at(-1) as PaperSocket;
  return { clock, sockets, got, streams, connection, last };
}
const welcome = encodeWelcome({ epoch: 'e', rev: 5, view: '', now: 1, mode: 'resume', me: { userId: 1, name: 'О', roles: ['owner'], sessionId: 1 } });

test('it says hello when the socket opens', () => {
  const { last, connection } = setUp();
  last().onopen?.();
  assert.deepEqual(last().codes, [HELLO]);
  assert.equal(connection.state, 'catchingUp');
});
test('a socket that has said hello before the program came is not made to say it again, and the next one is', () => {
  const { clock, last, sockets, got } = setUp({ isGreeted: true });
  last().onopen?.();
  last().receive(welcome);
  assert.deepEqual(last().codes, []);
  assert.deepEqual(got.map((m) => m.kind), ['welcome']);
  last().end(1006);
  clock.advance(60_000);
  assert.equal(sockets.length, 2);
  last().onopen?.();
  assert.deepEqual(last().codes, [HELLO]);
});
test('after twenty seconds of silence it pings, and without an answer in ten it starts again', () => {
  const { clock, last, sockets, connection } = setUp();
  last().onopen?.();
  last().receive(welcome);
  connection.caughtUp();
  clock.advance(20_000);
  assert.deepEqual(last().codes, [HELLO, PING]);
  last().receive(encodePong(5, 1));
  clock.advance(29_000);
  assert.equal(sockets.length, 1);
  clock.advance(1_001);
  assert.equal(connection.state, 'offline');
  clock.advance(20_000);
  assert.equal(sockets.length, 2);
});
test('attempts are spread with a growing jitter that ends at twenty seconds', async () => {
  const { clock, sockets, connection } = setUp();
  for (let i = 0; i < 10; i++) {
    const before = clock.now();
    sockets.at(-1)?.end(1006);
    await new Promise((done) => setImmediate(done));
    assert.ok((connection.retryAt ?? 0) - before <= 10_000);
    clock.advance(20_000 - 1);
    assert.equal(sockets.length, i + 2);
  }
});
test('when the network comes back it does not wait for the timer', async () => {
  const { sockets, last, connection } = setUp();
  last().end(1006);
  await new Promise((done) => setImmediate(done));
  connection.poke();
  assert.equal(sockets.length, 2);
});
test('a session that has ended stops it, whether a close code or the failed upgrade says so', async () => {
  const closed = setUp();
  closed.last().onopen?.();
  closed.last().end(4401);
  assert.equal(closed.connection.state, 'signedOut');
  const refused = setUp({ isOut: true });
  refused.last().end(1006);
  await new Promise((done) => setImmediate(done));
  assert.equal(refused.connection.state, 'signedOut');
  refused.clock.advance(60_000);
  assert.equal(refused.sockets.length, 1);
});
test('goodbye because of a restart reconnects, because of an old page does not', () => {
  const { clock, last, sockets, connection } = setUp();
  last().onopen?.();
  last().receive(encodeGoodbye('restart'));
  clock.advance(1000);
  assert.equal(sockets.length, 2);
  last().onopen?.();
  last().receive(encodeGoodbye('outdated'));
  assert.equal(connection.state, 'outdated');
});
test('pieces are answered one by one, joined and inflated, while short messages pass them', async () => {
  const { got, last, streams } = setUp();
  last().onopen?.();
  const long = encodeRefusal(3, { code: 'failed', reason: 'x'.repeat(180) });
  const packed = deflateRawSync(long);
  last().receive(encodePiece(4, false, true, packed.subarray(0, 10)));
  last().receive(encodePong(6, 1));
  last().receive(encodePiece(4, true, true, packed.subarray(10)));
  // Inflating takes as long as the machine is busy.
  for (let i = 0; i < 100 && got.length < 2; i++) await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(got.map((m) => m.kind), ['pong', 'refusal']);
  assert.deepEqual(got[1], decodeMessage(long));
  assert.deepEqual(last().codes, [HELLO, PIECE_ARRIVED, PIECE_ARRIVED]);
  assert.deepEqual(streams, [1, -1]);
});
test('bytes it cannot read close the socket', () => {
  const { last } = setUp();
  last().onopen?.();
  last().onmessage?.({ data: new Uint8Array([3, 99, 1, 1]).buffer });
  assert.ok(last().isClosed);
});
