// The socket itself. It needs nothing, so that the entry can open it while all else is still on its way.
export function newSocket(): WebSocket {
  const opened = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
  opened.binaryType = 'arraybuffer';
  return opened;
}
