// Membership of a group: from a day to a day, the last one inclusive, or without an end.
export interface Membership { clientId: number; fromOn: string; toOn?: string | undefined }

export const isMemberOn = (m: Membership, onDate: string): boolean => m.fromOn <= onDate && (m.toOn === undefined || m.toOn >= onDate);

/** Most members there are on one day from `fromOn` on: the number can only rise on a day when somebody joins. */
export function mostMembersFrom(members: readonly Membership[], fromOn: string): number {
  const days = [fromOn, ...members.map((m) => m.fromOn).filter((d) => d > fromOn)];
  return Math.max(...days.map((day) => members.filter((m) => isMemberOn(m, day)).length));
}

/** Whether the client is in the group on `fromOn` or will be later, so that a membership without an end cannot begin there. */
export const isMemberFrom = (members: readonly Membership[], clientId: number, fromOn: string): boolean =>
  members.some((m) => m.clientId === clientId && (m.toOn === undefined || m.toOn >= fromOn));

/** The client's memberships that go on after `toOn`: those that end there, and those that then never begin. */
export function endMembership(members: readonly Membership[], clientId: number, toOn: string): { ended: Membership[]; dropped: Membership[] } {
  const open = members.filter((m) => m.clientId === clientId && (m.toOn === undefined || m.toOn > toOn));
  return { ended: open.filter((m) => m.fromOn <= toOn), dropped: open.filter((m) => m.fromOn > toOn) };
}
