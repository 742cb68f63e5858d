// Who may come in: the studio by host, the session by cookie, the Origin by an exact list, and how often an address may knock.
import type { IncomingMessage } from 'node:http';

const PREFIXED = '__Host-rytm';
const PLAIN = 'rytm';
const COOKIE_DAYS = 60;

export interface Address { host: string; isSecure: boolean; isLocal: boolean; origin: string }
/** The address as the browser sees it. With PUBLIC_URL set, that; otherwise the Host header. */
export function addressOf(request: { headers: IncomingMessage['headers'] }, publicUrl: string | null): Address {
  const url = new URL(publicUrl ?? `http://${hostHeader(request)}`);
  const isLocal = url.hostname === 'localhost' || url.hostname.startsWith('127.') || url.hostname === '[::1]';
  return { host: url.host, isSecure: url.protocol === 'https:', isLocal, origin: url.origin };
}
const hostHeader = (request: { headers: IncomingMessage['headers'] }) => (/^[\w.:[\]-]{1,255}$/.test(request.headers.host ?? '') ? request.headers.host : 'invalid');

/** Browsers always send Origin with an upgrade and a POST; a program at a terminal may leave it out. */
export const isOwnOrigin = (request: { headers: IncomingMessage['headers'] }, publicUrl: string | null): boolean =>
  request.headers.origin === undefined || request.headers.origin === addressOf(request, publicUrl).origin;

export function sessionCookie(address: Address, token: string): string {
  const isPrefixed = address.isSecure || address.isLocal;
  const age = token ? COOKIE_DAYS * 86_400 : 0;
  return `${isPrefixed ? PREFIXED : PLAIN}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${isPrefixed ? '; Secure' : ''}`;
}
export function tokenFrom(request: { headers: IncomingMessage['headers'] }): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if ((name === PREFIXED || name === PLAIN) && value) return value;
  }
  return null;
}

/** Token bucket by address; forgets addresses that have been quiet. */
export class Knocks {
  #burst: number;
  #perSecond: number;
  #buckets = new Map<string, { tokens: number; at: number }>();
  constructor(burst: number, perSecond: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
  }
  take(address: string, now: number): boolean {
    if (this.#buckets.size > 10_000) this.#forget(now);
    const b = this.#buckets.get(address) ?? { tokens: this.#burst, at: now };
    b.tokens = Math.min(this.#burst, b.tokens + (Math.max(0, now - b.at) * this.#perSecond) / 1000);
    b.at = now;
    this.#buckets.set(address, b);
    if (b.tokens < 1) return false;
    b.tokens--;
    return true;
  }
  #forget(now: number) {
    for (const [address, b] of this.#buckets) if (now - b.at > 60_000) this.#buckets.delete(address);
  }
}
