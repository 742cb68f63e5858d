// The few things that are not on the socket: files, signing in and out, the first run, invitations, health.
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { signIn } from '../users/sign-in.ts';
import { createSession, findSession, revokeSessions } from '../users/session.store.ts';
import { acceptInvite, findInvite } from '../users/invite.ts';
import { isSetupOpen, setUpStudio } from '../studio/setup.ts';
import { addressOf, isOwnOrigin, Knocks, sessionCookie, tokenFrom } from './admission.ts';
import { preloadOfApp } from './preload.ts';

export interface HttpServices {
  db: Database;
  log: Logger;
  now(): number;
  publicUrl: string | null;
  webFolder: string;
  studioOf(host: string): Promise<{ id: number; language: string; name: string } | null>;
  onSessionEnded(studioId: number, sessionId: number): void;
  onStudioCreated(): void;
  health(): Promise<{ rev: number }>;
}
const POLICY = `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
const SIGN_IN_BURST = 30;
const SIGN_INS_PER_SECOND = 1;

export async function createHttp(services: HttpServices): Promise<FastifyInstance> {
  const http: FastifyInstance = Fastify({ bodyLimit: 65_536, trustProxy: services.publicUrl !== null });
  http.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    // A script or a style has no policy of its own: the page's counts, and a dozen files bring it for nothing.
    if (!request.url.startsWith('/assets/')) reply.headers({ 'referrer-policy': 'same-origin', 'content-security-policy': POLICY });
    if (request.method !== 'GET' && request.method !== 'HEAD' && !isOwnOrigin(request, services.publicUrl)) return reply.code(403).send({ code: 'forbidden' });
  });
  http.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode && error.statusCode < 500 ? error.statusCode : 503;
    if (status === 503) services.log.error({ err: error }, 'request failed');
    return reply.code(status).send({ code: status === 503 ? 'unavailable' : 'invalid' });
  });
  addSessionRoutes(http, services);
  addFirstRunRoutes(http, services);
  http.get('/api/health', async () => ({ ok: true, ...(await services.health()) }));
  await addFiles(http, services.webFolder);
  return http;
}

const asText = (value: unknown, max = 300): string => (typeof value === 'string' ? value.slice(0, max) : '');
const bodyOf = (request: FastifyRequest): Record<string, unknown> => (typeof request.body === 'object' && request.body !== null ? (request.body as Record<string, unknown>) : {}); // JSON object by the test

function addSessionRoutes(http: FastifyInstance, services: HttpServices): void {
  const knocks = new Knocks(SIGN_IN_BURST, SIGN_INS_PER_SECOND);
  http.get('/api/session', async (request, reply) => {
    const studio = await services.studioOf(addressOf(request, services.publicUrl).host);
    const token = tokenFrom(request);
    const found = studio && token ? await findSession(services.db.read, studio.id, token, services.now()) : null;
    const address = addressOf(request, services.publicUrl);
    const about = { hasStudio: !!studio, ...(studio && { studio: studio.name, language: studio.language }), isInsecure: !address.isSecure && !address.isLocal };
    return found ? { name: found.name, roles: found.roles, ...about } : reply.code(401).send({ code: 'signedOut', ...about });
  });
  http.post('/api/sign-in', async (request, reply) => {
    const studio = await services.studioOf(addressOf(request, services.publicUrl).host);
    if (!knocks.take(request.ip, services.now())) return reply.code(429).send({ code: 'tooMany', retryAt: services.now() + 2000 });
    if (!studio) return reply.code(401).send({ code: 'wrongPassword' });
    const { login, password } = bodyOf(request);
    const result = await signIn(services.db.read, studio.id, asText(login), asText(password), request.ip, services.now());
    if (!result.ok) return reply.code(result.code === 'tooMany' ? 429 : 401).send({ code: result.code, ...('retryAt' in result && { retryAt: result.retryAt }) });
    return openSession(request, reply, services, studio.id, result.userId);
  });
  http.post('/api/sign-out', async (request, reply) => {
    const address = addressOf(request, services.publicUrl);
    const studio = await services.studioOf(address.host);
    const token = tokenFrom(request);
    const found = studio && token ? await findSession(services.db.read, studio.id, token, services.now()) : null;
    if (studio && found) {
      await revokeSessions(services.db.read, studio.id, found.userId, { sessionId: found.sessionId });
      services.onSessionEnded(studio.id, found.sessionId);
    }
    return reply.header('set-cookie', sessionCookie(address, '')).code(204).send();
  });
}
async function openSession(request: FastifyRequest, reply: FastifyReply, services: HttpServices, studioId: number, userId: number) {
  const token = await createSession(services.db.read, studioId, userId, { device: request.headers['user-agent'] ?? '', address: request.ip }, services.now());
  return reply.header('set-cookie', sessionCookie(addressOf(request, services.publicUrl), token)).code(204).send();
}

function addFirstRunRoutes(http: FastifyInstance, services: HttpServices): void {
  const knocks = new Knocks(20, 1);
  const isQuiet = (request: FastifyRequest) => knocks.take(request.ip, services.now());
  http.get<{ Params: { token: string } }>('/api/setup/:token', async (request, reply) => {
    const isOpen = isQuiet(request) && (await isSetupOpen(services.db.read, request.params.token));
    return isOpen ? { ok: true } : reply.code(404).send({ code: 'notFound' });
  });
  http.post('/api/setup', async (request, reply) => {
    if (!isQuiet(request)) return reply.code(429).send({ code: 'tooMany', retryAt: services.now() + 2000 });
    const result = await setUpStudio(services.db, bodyOf(request), services.now());
    if (!result.ok) return reply.code(result.code === 'notFound' ? 404 : 400).send(result);
    services.onStudioCreated();
    return openSession(request, reply, services, result.studioId, result.userId);
  });
  http.get<{ Params: { token: string } }>('/api/invite/:token', async (request, reply) => {
    const invite = isQuiet(request) ? await findInvite(services.db.read, request.params.token, services.now()) : null;
    return invite ? { name: invite.name, login: invite.login, studio: invite.studio } : reply.code(404).send({ code: 'notFound' });
  });
  http.post('/api/invite', async (request, reply) => {
    if (!isQuiet(request)) return reply.code(429).send({ code: 'tooMany', retryAt: services.now() + 2000 });
    const { token, login, password } = bodyOf(request);
    const result = await acceptInvite(services.db, { token: asText(token), login: asText(login), password: asText(password) }, services.now());
    if (!result.ok) return reply.code(result.code === 'taken' ? 409 : result.code === 'notFound' ? 404 : 400).send(result);
    services.onStudioCreated();
    return openSession(request, reply, services, result.studioId, result.userId);
  });
}

async function addFiles(http: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) {
    http.get('/*', async (_request, reply) => reply.code(503).type('text/plain').send('The web part has not been built yet: run npm start.'));
    return;
  }
  await http.register(fastifyStatic, {
    root: folder, preCompressed: true, wildcard: false, index: false,
    setHeaders: (reply, path) => { reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'); },
  });
  const preload = preloadOfApp(folder);
  http.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/') || request.url.startsWith('/assets/')) return reply.code(404).send({ code: 'notFound' });
    // What the page itself cannot see; whether the session still holds is found out by the socket.
    const isSignedIn = tokenFrom(request) !== null;
    if (isSignedIn) reply.headers({ 'server-timing': 'session', ...(preload && { link: preload }) });
    return reply.header('cache-control', 'no-cache').sendFile(isSignedIn ? 'app.html' : 'index.html');
  });
}
