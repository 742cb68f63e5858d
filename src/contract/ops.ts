// The table of operations: everything that can be asked over the socket, from which codec, validation and types come.
import { absenceOps } from './absence.ops.ts';
import { attendanceOps } from './attendance.ops.ts';
import { blockOps } from './block.ops.ts';
import { clientImportOps } from './client-import.ops.ts';
import { clientManyOps } from './client-many.ops.ts';
import { clientMergeOps } from './client-merge.ops.ts';
import { closureOps } from './closure.ops.ts';
import { ledgerOps } from './ledger.ops.ts';
import { lessonOps } from './lesson.ops.ts';
import type { Operation } from './operation.ts';
import { clientOps, groupOps, trainerOps } from './people.ops.ts';
import { presenceOps } from './presence.ops.ts';
import type { Of } from './schema.ts';
import { regularPlaceOps } from './regular-place.ops.ts';
import { scheduleOps } from './schedule.ops.ts';
import { seriesOps } from './series.ops.ts';
import { sessionOps } from './session.ops.ts';
import { studioOps } from './studio.ops.ts';
import { studioExportOps } from './studio-export.ops.ts';
import { noticeOps, subscriptionOps } from './subscription.ops.ts';
import { tellingOps } from './telling.ops.ts';
import { waitlistOps } from './waitlist.ops.ts';

export const ops = { ...lessonOps, ...clientOps, ...clientManyOps, ...clientImportOps, ...clientMergeOps, ...trainerOps, ...groupOps, ...studioOps, ...studioExportOps, ...presenceOps, ...seriesOps, ...tellingOps, ...scheduleOps, ...absenceOps, ...closureOps, ...waitlistOps, ...blockOps, ...attendanceOps, ...ledgerOps, ...subscriptionOps, ...noticeOps, ...regularPlaceOps, ...sessionOps } as const;
export type OpName = keyof typeof ops;
export type Input<N extends OpName> = Of<(typeof ops)[N]['input']>;
export type Output<N extends OpName> = Of<(typeof ops)[N]['output']>;
export const OP_NAMES = Object.keys(ops) as OpName[]; // keys of a const object
/** Finds an operation by its number on the wire; undefined when there is none. */
export const opByCode: ReadonlyMap<number, { name: OpName } & Operation> = new Map(OP_NAMES.map((name) => [ops[name].code, { name, ...(ops[name] as Operation) }]));
