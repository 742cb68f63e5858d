// From a frame to an answer: find the operation, decode, check the role, run it, reply.
import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { encodeAnswer, encodeRefusal } from '../../contract/frames.ts';
import type { Refusal } from '../../contract/operation.ts';
import { opByCode, type OpName } from '../../contract/ops.ts';
import { Reader, ShapeError } from '../../contract/bytes.ts';
import { isConnectionLost, type Database } from '../db/database.ts';
import { Refused, type Handler, type ReadContext, type WriteHandler } from '../context.ts';
import type { LiveSocket } from './live-socket.ts';
import type { Writers } from './writers.ts';

const MOST_IN_FLIGHT = 32;
export type AllHandlers = { [N in OpName]: Handler<N> };
export interface DispatchServices { db: Database; writers: Writers; handlers: AllHandlers; log: Logger; now(): number; onCommit(studioId: number, rev: number): void }

/** Answers one request frame whose code and request id have been read. Never throws. */
export async function dispatch(services: DispatchServices, socket: LiveSocket, code: number, request: number, reader: Reader): Promise<void> {
  socket.inFlight++;
  try {
    socket.send(await answer(services, socket, code, request, reader));
  } catch (error) {
    socket.send(encodeRefusal(request, refusalOf(error, services.log, opByCode.get(code)?.name)));
  } finally {
    socket.inFlight--;
  }
}

async function answer(services: DispatchServices, socket: LiveSocket, code: number, request: number, reader: Reader): Promise<Uint8Array> {
  const now = services.now();
  if (socket.inFlight > MOST_IN_FLIGHT || !socket.takeToken()) throw new Refused({ code: 'tooMany', retryAt: now + 1000 });
  const operation = opByCode.get(code);
  if (!operation) throw new Refused({ code: 'unknownOperation' });
  const isWrite = operation.effect === 'write';
  if (isWrite) socket.lowest = Math.max(socket.lowest, request - reader.uint());
  const inputStart = reader.at;
  const input = operation.input.read(reader);
  if (reader.left) throw new ShapeError('trailing');
  const { actor, studioId } = socket;
  // For development: what a binary frame said. Never what may hold a password.
  if (operation.effect !== 'session' && services.log.isLevelEnabled('trace')) services.log.trace({ operation: operation.name, request, user: actor.userId, input }, 'request');
  if (!actor.roles.some((r) => operation.roles.includes(r))) throw new Refused({ code: 'forbidden' });
  const handler = services.handlers[operation.name];
  if (isWrite) {
    const hash = createHash('sha256').update(`${code} `).update(reader.bytes.subarray(inputStart)).digest().subarray(0, 16);
    const result = await services.writers.run({ studioId, actor, name: operation.name, operation, handler: handler as WriteHandler<OpName>, input, request, hash, now }); // effect is write
    if (result.rev !== undefined) services.onCommit(studioId, result.rev);
    return result.message;
  }
  const ctx: ReadContext = { studioId, actor, keys: socket.keys, query: services.db.read, now, device: socket };
  const output = await (handler as (ctx: ReadContext, input: unknown) => Promise<unknown>)(ctx, input); // input was decoded by its own type
  return encodeAnswer(request, socket.cursor, operation.output, output);
}

/** Turns anything thrown into what the person is told; faults are logged once, here. */
export function refusalOf(error: unknown, log: Logger, name?: string): Refusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof ShapeError) return { code: 'invalid', ...(error.field && { field: error.field.slice(0, 100) }), reason: error.reason };
  const code = (error as { code?: string }).code; // PostgreSQL errors carry one
  // Lock time-outs, deadlocks and lost connections may pass: the same request may be sent again.
  if (isConnectionLost(error) || code === '55P03' || code === '40P01' || code === '40001' || code === '57014') {
    log.warn({ err: error, operation: name }, 'the database did not answer');
    return { code: 'unavailable' };
  }
  log.error({ err: error, operation: name }, 'operation failed');
  return { code: 'failed' };
}
