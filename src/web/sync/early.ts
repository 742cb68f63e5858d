// A socket opened before the rest of the program has come, so that both are on their way at the same time.
let socket: WebSocket | null = null;

export function newSocket(): WebSocket {
  const opened = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
  opened.binaryType = 'arraybuffer';
  return opened;
}
export function openEarly() { socket = newSocket(); }
/** The early socket, once, if it may still be used. */
export function takeEarly(): WebSocket | null {
  const early = socket;
  socket = null;
  return early && early.readyState <= WebSocket.OPEN ? early : null;
}
