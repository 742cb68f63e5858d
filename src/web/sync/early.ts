// A socket opened before the rest of the program has come, so that both are on their way at the same time. On a new device it says
// hello as well, and keeps what is answered until the program takes it over.
import { encodeHello, encodePieceArrived, piecesIn, WIRE_VERSION } from '../../contract/hello.ts';

/** `asked`: months that its hello named, null when it has said none. */
export interface Early { readonly socket: WebSocket; readonly asked: readonly number[] | null; readonly heard: MessageEvent<ArrayBuffer>[] }
let early: Early | null = null;
/** The stream of the calendar's rows, and whether all of it has come. */
let rows: { stream: number; isWhole: boolean } | null = null;
/** Of this page: 48 random bits; with a request's number it names a write for ever. */
export const instance = newInstance();

/** `asked`: months to say hello with; null where the program knows better where this device stands. */
export function useEarly(socket: WebSocket, asked: readonly number[] | null) {
  const heard: MessageEvent<ArrayBuffer>[] = [];
  early = { socket, asked, heard };
  if (!asked) return;
  const greet = () => socket.send(encodeHello({ wire: WIRE_VERSION, instance, epoch: '', rev: 0, view: '', months: [...asked] }));
  if (socket.readyState === WebSocket.OPEN) greet();
  else socket.addEventListener('open', greet);
  socket.onmessage = (event: MessageEvent<ArrayBuffer>) => {
    heard.push(event);
    for (const { stream, isLast } of piecesIn(new Uint8Array(event.data))) {
      rows ??= { stream, isWhole: false };
      // The clients, who come after the rows, wait: the line is the program's.
      if (stream !== rows.stream) continue;
      rows.isWhole = isLast;
      socket.send(encodePieceArrived(stream));
    }
  };
}
/** True while the first answer is awaited that holds everything. */
export const isAskedEarly = () => early?.asked != null;
/** The rows of the calendar have been answered before the program came. */
export const isAnsweredEarly = () => early !== null && rows?.isWhole === true;
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
