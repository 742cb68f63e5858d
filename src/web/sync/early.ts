// A socket opened before the rest of the program has come, so that both are on their way at the same time. On a new device it says
// hello as well, and keeps what is answered until the program takes it over.
import { encodeHello, WIRE_VERSION } from '../../contract/hello.ts';

/** `asked`: months that its hello named, null when it has said none. */
export interface Early { readonly socket: WebSocket; readonly asked: readonly number[] | null; readonly heard: MessageEvent<ArrayBuffer>[] }
let early: Early | null = null;
/** Of this page: 48 random bits; with a request's number it names a write for ever. */
export const instance = newInstance();

export function newSocket(): WebSocket {
  const opened = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
  opened.binaryType = 'arraybuffer';
  return opened;
}
/** `asked`: months to say hello with; null where the program knows better where this device stands. `asking` runs when the hello is on its way. */
export function openEarly(asked: readonly number[] | null, asking: () => void) {
  const socket = newSocket();
  const heard: MessageEvent<ArrayBuffer>[] = [];
  early = { socket, asked, heard };
  if (!asked) return;
  socket.addEventListener('open', () => {
    socket.send(encodeHello({ wire: WIRE_VERSION, instance, epoch: '', rev: 0, view: '', months: [...asked] }));
    asking();
  });
  socket.onmessage = (event: MessageEvent<ArrayBuffer>) => heard.push(event);
}
/** True while the first answer is awaited that holds everything. */
export const isAskedEarly = () => early?.asked != null;
/** The early socket, once, if it may still be used. */
export function takeEarly(): Early | null {
  const taken = early;
  early = null;
  return taken && taken.socket.readyState <= WebSocket.OPEN ? taken : null;
}
function newInstance(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0xffff) * 2 ** 32 + low;
}
