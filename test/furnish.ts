// The people, rooms and kinds of the test studio. One password for all, hashed once: argon2 is slow on purpose.
import type { Input, OpName, Output } from '../src/contract/ops.ts';

export const PASSWORD = 'test-password';
type Call = <N extends OpName>(name: N, input: Input<N>) => Promise<Output<N>>;
interface Means { call: Call; sql: (text: string, values: readonly unknown[]) => Promise<unknown>; newId: () => number; studioId: number; ownerUserId: number; passwordHash: string }

export interface Cast {
  /** Ids of the logins. The login is the key: 'trainer2'. */
  users: Record<'owner' | 'administrator' | 'trainer' | 'trainer2' | 'client' | 'client2', number>;
  /** Ids of the rows. */
  trainers: { trainer: number; trainer2: number };
  clients: { client: number; client2: number };
  /** `individual`: 55 minutes, one person. `group`: 60 minutes, eight persons, the whole room. */
  kinds: { individual: number; group: number };
  /** `reformers` has three places, `mats` ten. */
  rooms: { reformers: number; mats: number };
}
/** Names by which a leak would be noticed. */
export const NAMES = {
  administrator: 'Марія Дейнека',
  trainer: { firstName: 'Ганна', lastName: 'Коваленко', phone: '+380501110001', email: 'hanna@studio.example' },
  trainer2: { firstName: 'Ігор', lastName: 'Бондаренко', phone: '+380501110002', email: 'ihor@studio.example' },
  client: { firstName: 'Оксана', lastName: 'Мельниченко', phone: '+380671110001', email: 'oksana@post.example', description: 'Протрузія поперекового відділу', note: 'Любить ранкові заняття' },
  client2: { firstName: 'Тарас', lastName: 'Шевчук-Гай', phone: '+380671110002', email: 'taras@post.example', description: 'Сколіоз другого ступеня', note: 'Завжди спізнюється' },
} as const;

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, i) => ({ name: `${name} ${i + 1}` }));

export async function furnish({ call, sql, newId, studioId, ownerUserId, passwordHash }: Means): Promise<Cast> {
  const cast: Cast = {
    users: { owner: ownerUserId, administrator: newId(), trainer: newId(), trainer2: newId(), client: newId(), client2: newId() },
    trainers: { trainer: newId(), trainer2: newId() }, clients: { client: newId(), client2: newId() },
    kinds: { individual: newId(), group: newId() }, rooms: { reformers: newId(), mats: newId() },
  };
  const { users, trainers, clients, kinds, rooms } = cast;
  // Writes of one studio wait for each other anyway; asked for at once they cost no round trips between.
  await Promise.all([
    call('trainer.create', { id: trainers.trainer, ...NAMES.trainer, position: 'Реформер' }),
    call('trainer.create', { id: trainers.trainer2, ...NAMES.trainer2, position: 'Мат' }),
    call('client.create', { id: clients.client, ...NAMES.client }),
    call('client.create', { id: clients.client2, ...NAMES.client2 }),
    call('lessonKind.create', { id: kinds.individual, name: 'Індивідуальне', format: 'individual', durationMin: 55, priceMinor: 77_700, capacity: 1, takesWholeRoom: false }),
    call('lessonKind.create', { id: kinds.group, name: 'Групове', format: 'group', durationMin: 60, priceMinor: 33_300, capacity: 8, takesWholeRoom: true }),
    call('room.create', { id: rooms.reformers, name: 'Реформери', places: numbered('Реформер', 3) }),
    call('room.create', { id: rooms.mats, name: 'Великий зал', places: numbered('Килимок', 10) }),
    call('user.invite', { id: users.administrator, name: NAMES.administrator, login: 'administrator', roles: ['administrator'] }),
    call('user.invite', { id: users.trainer, name: 'Ганна Коваленко', login: 'trainer', roles: ['trainer'], trainerId: trainers.trainer }),
    call('user.invite', { id: users.trainer2, name: 'Ігор Бондаренко', login: 'trainer2', roles: ['trainer'], trainerId: trainers.trainer2 }),
    call('user.invite', { id: users.client, name: 'Оксана Мельниченко', login: 'client', roles: ['client'], clientId: clients.client }),
    call('user.invite', { id: users.client2, name: 'Тарас Шевчук-Гай', login: 'client2', roles: ['client'], clientId: clients.client2 }),
  ]);
  await sql('update studio_user set password_hash = $2, invite_hash = null, invite_expires_at = null where studio_id = $1', [studioId, passwordHash]);
  return cast;
}
