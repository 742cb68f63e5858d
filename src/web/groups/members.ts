// Who is in a group on a day; the end date is the last day inside.
import type { Group } from '../../contract/entities.ts';

export type Member = NonNullable<Group['members']>[number];
/** Members who are in on `today` or will be. */
export const presentMembers = (group: Group, today: string): Member[] => (group.members ?? []).filter((m) => m.toOn === undefined || m.toOn >= today);
export const pastMembers = (group: Group, today: string): Member[] => (group.members ?? []).filter((m) => m.toOn !== undefined && m.toOn < today);
