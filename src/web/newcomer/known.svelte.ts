// What there is of a client's first steps, as the store knows it; reactive.
import type { Client } from '../../contract/entities.ts';
import { usersOf } from '../../domain/subscription.ts';
import { store } from '../sync/store.svelte.ts';
import type { Known } from './progress.ts';

export const knownOf = ({ id, trainerId }: Pick<Client, 'id' | 'trainerId'>): Known => ({
  hasTrainer: trainerId !== undefined,
  isMember: store.group.all().some((g) => g.members?.some((m) => m.clientId === id)),
  hasSubscription: store.subscription.all().some((s) => usersOf(s).includes(id)),
  hasSchedule: store.series.all().some((s) => s.clientIds.includes(id)),
});
