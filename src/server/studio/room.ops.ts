// Rooms and their places.
import { arrangePlaces, type WantedPlace } from '../../domain/place-list.ts';
import { PUBLIC } from '../../domain/visibility.ts';
import { countLessonsAtPlaces, countLessonsOfRoom, setArchived } from '../archive.ts';
import { refuse, refuseField, type Handlers } from '../context.ts';
import { insertRow, type Stored } from '../db/rows.ts';
import { applyEdit, getVisible } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import { reseatRoom } from '../lessons/seating.ts';
import { requireFreeName } from './names.ts';

/** As many as are named; the count tells of all. */
const MOST_HITS = 100;

export const roomHandlers: Handlers<'room' | 'place'> = {
  async 'room.create'(ctx, input) {
    await requireOwnId(ctx, input.id, 'room');
    await requireFreeName(ctx, 'room', input.name, input.id);
    const { places } = requirePlaces([], input.places.map(({ name }) => ({ name })));
    const row = { id: input.id, rev: ctx.rev, name: input.name, places, isArchived: false };
    await insertRow(ctx.query, 'room', ctx.studioId, row, PUBLIC);
    ctx.record('room', row.id, null, { row, aud: [...PUBLIC] });
    return {};
  },
  async 'room.update'(ctx, { id, seenRev, name, places: wanted }) {
    const before = await getVisible(ctx, 'room', id);
    if (!before.row.isArchived) await requireFreeName(ctx, 'room', name, id);
    const list = wanted && requirePlaces(before.row.places, wanted);
    const count = list?.dropped.length ? await countLessonsAtPlaces(ctx, id, list.dropped) : 0;
    if (count) refuse('inUse', { count });
    await applyEdit(ctx, 'room', before, seenRev, { name, places: list?.places });
    return {};
  },
  async 'room.archive'(ctx, input) {
    await setArchived(ctx, 'room', input, { countLessons: countLessonsOfRoom, beforeRestore: (_, { row }) => requireFreeName(ctx, 'room', row.name, row.id) });
    return {};
  },
  /** Turns the place on or off whatever the screen has seen: a broken reformer is broken. */
  async 'place.setOutOfOrder'(ctx, { roomId, slot, isOutOfOrder }) {
    const before = await getVisible(ctx, 'room', roomId);
    if (!before.row.places.some((p) => p.slot === slot && !p.isArchived)) refuse('notFound');
    await applyEdit(ctx, 'room', before, before.row.rev, { places: withPlace(before, slot, isOutOfOrder) });
    const hits = await reseatRoom(ctx, roomId);
    return { count: hits.length, hits: hits.slice(0, MOST_HITS) };
  },
};

function requirePlaces(present: Stored<'room'>['row']['places'], wanted: readonly WantedPlace[]) {
  const list = arrangePlaces(present, wanted);
  return 'reason' in list ? refuseField('places', list.reason) : list;
}
const withPlace = (room: Stored<'room'>, slot: number, isOutOfOrder: boolean) =>
  room.row.places.map((p) => {
    if (p.slot !== slot) return p;
    const { isOutOfOrder: _, ...rest } = p;
    return isOutOfOrder ? { ...rest, isOutOfOrder } : rest;
  });
