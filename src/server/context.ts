// What an operation gets to work with, and how it refuses.
import type { Studio, Table } from '../contract/entities.ts';
import type { Role } from '../contract/limits.ts';
import type { Conflict, ErrorCode, Refusal } from '../contract/operation.ts';
import type { Input, OpName, ops, Output } from '../contract/ops.ts';
import type { Person } from '../domain/visibility.ts';
import type { Query } from './db/database.ts';
import type { Stored } from './db/rows.ts';
import type { LoadedLesson } from './lessons/lesson.load.ts';
import type { LiveSocket } from './transport/live-socket.ts';

/** Who acts. `isSystem`: a job or the operator at the terminal, with an owner's rights and no session. */
export interface Actor extends Person { name: string; login?: string; sessionId: number; instance: number; source: string; isSystem?: boolean }

export interface ReadContext {
  studioId: number;
  actor: Actor;
  keys: ReadonlySet<string>;
  query: Query;
  /** Milliseconds since 1970 UTC, from the injected clock. */
  now: number;
  /** The device that asks; absent for calls inside the process. */
  device?: LiveSocket;
}
export interface WriteContext extends ReadContext {
  rev: number;
  studio: Studio;
  /** Says what became of a row: feeds the change log and the history. Null before is a creation, null after a removal. */
  record<T extends Table>(table: T, id: number, before: Stored<T> | null, after: Stored<T> | null): void;
  /** What the lesson being written needs, kept so that an overlap refused by the database can be explained. */
  claims: Claim[];
  /** The lesson that the operation begins with, until it is taken. */
  ahead?: LoadedLesson;
  /** Goes into the history beside the change: the reason of an override, who asked for a move. */
  because: { reason?: string | undefined; askedBy?: string | undefined };
}
export interface Claim { lessonId: number; kind: 1 | 2 | 3; resourceId: number; slots: string; during: string }

export type ReadHandler<N extends OpName> = (ctx: ReadContext, input: Input<N>) => Promise<Output<N>>;
export type WriteHandler<N extends OpName> = (ctx: WriteContext, input: Input<N>) => Promise<Output<N>>;
type WriteName = { [N in OpName]: (typeof ops)[N]['effect'] extends 'write' ? N : never }[OpName];
export type Handler<N extends OpName> = N extends WriteName ? WriteHandler<N> : ReadHandler<N>;
/** Handlers of every operation of a noun: `Handlers<'lesson' | 'change'>`. */
export type Handlers<Noun extends string> = { [N in Extract<OpName, `${Noun}.${string}`>]: Handler<N> };

/** Long work, by operation: applied as several writes, so that those of others go on between. Whoever offers this applies each part once, however often it is sent. */
export type InParts = { readonly [N in WriteName]?: { split(input: Input<N>): Input<N>[]; join(outputs: readonly Output<N>[]): Output<N> } };

/** An expected outcome: a code of the contract with what the screen needs to explain it. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    // An answer, not a fault: nobody reads its stack, and collecting one costs more than the rest.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(refusal.code);
    Error.stackTraceLimit = limit;
    this.name = 'Refused';
    this.refusal = refusal;
  }
}
export function refuse(code: ErrorCode, data: Omit<Refusal, 'code'> = {}): never {
  throw new Refused({ code, ...data });
}
export const refuseConflict = (conflicts: Conflict[]): never => refuse('conflict', { conflicts });
export const refuseField = (field: string, reason: string): never => refuse('invalid', { field, reason });

export const isStaff = (actor: { roles: readonly Role[] }): boolean => actor.roles.includes('owner') || actor.roles.includes('administrator');
export const isOwner = (actor: { roles: readonly Role[] }): boolean => actor.roles.includes('owner');
