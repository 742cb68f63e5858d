// The operations this device calls: those of the calendar come with the program, the others are a file of their own, so that the first
// view does not wait for them.
import { lessonOps } from '../../contract/lesson.ops.ts';
import type { Operation } from '../../contract/operation.ts';
import type { OpName } from '../../contract/ops.ts';
import { presenceOps } from '../../contract/presence.ops.ts';
import { sessionOps } from '../../contract/session.ops.ts';

let known: Partial<Record<OpName, unknown>> = { ...lessonOps, ...presenceOps, ...sessionOps };

/** Undefined while its file has not come. */
export const findOperation = (name: OpName) => known[name] as Operation | undefined; // one of the table
/** Brings the operations that are not here yet; rejects where that cannot be done now. */
export async function loadOperations(): Promise<void> {
  known = (await import('../../contract/ops.ts')).ops;
}
/** The operation of that name, as soon as it is here. */
export async function operationNamed(name: OpName): Promise<Operation> {
  await loadOperations();
  return known[name] as Operation; // all of them now
}
