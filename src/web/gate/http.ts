// The few JSON requests made before there is a socket.
export interface Reply { status: number; body: { code?: string; field?: string; reason?: string; retryAt?: number; name?: string; login?: string | null; studio?: string } }

/** Never throws: status 0 means that the server was not reached. */
export async function ask(path: string, body?: object): Promise<Reply> {
  try {
    const answer = await fetch(path, body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : { cache: 'no-store' });
    const text = await answer.text();
    return { status: answer.status, body: text ? (JSON.parse(text) as Reply['body']) : {} }; // our own server
  } catch {
    return { status: 0, body: {} };
  }
}
