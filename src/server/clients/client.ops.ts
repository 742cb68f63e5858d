// Clients: the card of a person who trains.
import type { Client } from '../../contract/entities.ts';
import { keptPhone } from '../../domain/phone.ts';
import { clientAudiences, matching, project } from '../../domain/visibility.ts';
import { countLessonsOfClient, setArchived } from '../archive.ts';
import { requireContacts } from '../contacts.ts';
import { isStaff, refuse, refuseField, type Handlers } from '../context.ts';
import { insertRow } from '../db/rows.ts';
import { applyEdit, filled, getVisible } from '../edit.ts';
import { joinFromDesk } from '../groups/group.ops.ts';
import { endClientMemberships } from '../groups/member.store.ts';
import { requireOwnId } from '../ids.ts';
import { requireNamed } from '../references.ts';
import { todayOf } from '../today.ts';
import { leaveAllLines } from '../waiting/waiting.jobs.ts';
import { joinLine } from '../waiting/waitlist.ops.ts';
import { clientImportHandlers } from './client-import.ops.ts';
import { clientManyHandlers } from './client-many.ops.ts';
import { readClientHistory } from './client-history.ts';
import { mergeClients } from './merge.ts';
import { refreshClientAudiences } from './client.store.ts';

export const clientHandlers: Handlers<'client'> = {
  ...clientManyHandlers,
  ...clientImportHandlers,
  async 'client.merge'(ctx, input) {
    await mergeClients(ctx, input);
    return {};
  },
  'client.history': readClientHistory,
  async 'client.create'(ctx, input) {
    requireContacts(input);
    await requireOwnId(ctx, input.id, 'client');
    await requireNamed(ctx, 'trainer', 'trainerId', input.trainerId);
    const row = filled<Client>({
      ...input, rev: ctx.rev, registeredOn: todayOf(ctx), isArchived: false,
      lastName: input.lastName, phone: keptPhone(input.phone, ctx.studio.zone), email: input.email, sex: input.sex, birthOn: input.birthOn,
      description: input.description, note: input.note, trainerId: input.trainerId,
    });
    const aud = clientAudiences(row, row.trainerId === undefined ? [] : [row.trainerId]);
    await insertRow(ctx.query, 'client', ctx.studioId, row, aud);
    ctx.record('client', row.id, null, { row, aud });
    return {};
  },
  async 'client.update'(ctx, { id, seenRev, join, ...edits }) {
    const before = await getVisible(ctx, 'client', id);
    requireContacts(edits);
    await requireNamed(ctx, 'trainer', 'trainerId', edits.trainerId, before.row.trainerId);
    await requireNamed(ctx, 'group', 'join', join?.groupId);
    const { after } = await applyEdit(ctx, 'client', before, seenRev, { ...edits, phone: keptPhone(edits.phone, ctx.studio.zone) });
    if (after.row.trainerId !== before.row.trainerId) await refreshClientAudiences(ctx, [id]);
    if (join?.waits) await joinLine(ctx, { groupId: join.groupId, clientId: id });
    else if (join) await joinFromDesk(ctx, { id: join.groupId, clientIds: [id], fromOn: join.fromOn });
    return {};
  },
  async 'client.updateOwn'(ctx, { seenRev, phone, email }) {
    const before = await getVisible(ctx, 'client', ctx.actor.clientId ?? refuse('notFound'));
    // The desk has to reach everybody somehow.
    if (phone === '') refuseField('phone', 'required');
    requireContacts({ phone, email });
    await applyEdit(ctx, 'client', before, seenRev, { phone: keptPhone(phone, ctx.studio.zone), email });
    return {};
  },
  /** Ends the memberships and the waiting too, so that no group keeps a place for somebody who has left. */
  async 'client.archive'(ctx, input) {
    const { after, isChanged } = await setArchived(ctx, 'client', input, {
      countLessons: countLessonsOfClient,
      // Everything of it is on the other card.
      beforeRestore: async (_ctx, { row }) => { if (row.mergedIntoId) refuse('wrongStatus', { reason: 'merged' }); },
    });
    if (isChanged && after.row.isArchived) {
      await endClientMemberships(ctx, input.id, todayOf(ctx));
      await leaveAllLines(ctx, input.id);
    }
    return {};
  },
  async 'client.get'(ctx, { id }) {
    const { row, aud } = await getVisible(ctx, 'client', id);
    // Staff hold only the slim index in their snapshot; the card itself is theirs to read in full.
    return isStaff(ctx.actor) ? row : project('client', row, matching(aud, ctx.keys));
  },
};
