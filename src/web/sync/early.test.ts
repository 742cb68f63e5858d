// What a new device does before the program has come: greets, and takes in the rows of the calendar, but not yet the clients.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeFrame, encodePiece, encodeWelcome, HELLO, PIECE_ARRIVED, Reader } from '../../contract/frames.ts';
import { isAnsweredEarly, takeEarly, useEarly } from './early.ts';

class PaperSocket extends EventTarget {
  readyState: number = WebSocket.CONNECTING;
  sent: number[][] = [];
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  send(bytes: Uint8Array) {
    const r = new Reader(bytes);
    this.sent.push([r.uint(), r.uint()]);
  }
  receive(...messages: Uint8Array[]) { this.onmessage?.({ data: encodeFrame(messages).buffer }); }
}
const WELCOME = encodeWelcome({ epoch: 'e', rev: 5, view: '', now: 1, mode: 'snapshot', me: { userId: 1, name: 'О', roles: ['owner'], sessionId: 1 } });
const pieceOf = (stream: number, isLast: boolean) => encodePiece(stream, isLast, true, new Uint8Array(4));

test('it says hello when the socket opens, and answers the pieces of the first stream alone', () => {
  const socket = new PaperSocket();
  useEarly(socket as unknown as WebSocket, [24_310]); // as much of one as is used
  assert.deepEqual(socket.sent, []);
  socket.readyState = WebSocket.OPEN;
  socket.dispatchEvent(new Event('open'));
  assert.deepEqual(socket.sent, [[HELLO, 0]]);
  socket.receive(WELCOME, pieceOf(3, false));
  socket.receive(pieceOf(3, false));
  assert.deepEqual(socket.sent.slice(1), [[PIECE_ARRIVED, 3], [PIECE_ARRIVED, 3]]);
  assert.equal(isAnsweredEarly(), false);
  socket.receive(pieceOf(3, true), pieceOf(4, false));
  assert.deepEqual(socket.sent.slice(3), [[PIECE_ARRIVED, 3]]);
  assert.equal(isAnsweredEarly(), true);
  const taken = takeEarly();
  assert.equal(taken?.heard.length, 3);
  assert.equal(takeEarly(), null);
  assert.equal(isAnsweredEarly(), false);
});
test('it greets at once over a socket that is open already; a device that knows where it stands leaves that to the program', () => {
  const socket = new PaperSocket();
  socket.readyState = WebSocket.OPEN;
  useEarly(socket as unknown as WebSocket, []); // as above
  assert.deepEqual(socket.sent, [[HELLO, 0]]);
  const known = new PaperSocket();
  known.readyState = WebSocket.OPEN;
  useEarly(known as unknown as WebSocket, null); // as above
  assert.deepEqual(known.sent, []);
});
