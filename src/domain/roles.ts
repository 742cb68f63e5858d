// Roles of a login and the people it stands for. Invariant: a trainer's login names the trainer, a client's the client, others neither.
import { ROLES, type Role } from '../contract/limits.ts';

export interface Links { trainerId?: number | undefined; clientId?: number | undefined }
export type RoleSet = { roles: Role[]; links: Links } | { field: 'roles' | 'trainerId' | 'clientId'; reason: 'required' | 'noSuchRole' };

/** Puts roles in order and says whom the login stands for; `present` fills in what was not given. */
export function arrangeRoles(given: { roles: readonly Role[] } & Links, present: Links = {}): RoleSet {
  const roles = ROLES.filter((r) => given.roles.includes(r));
  if (!roles.length) return { field: 'roles', reason: 'required' };
  const links: Links = {};
  for (const [role, field] of [['trainer', 'trainerId'], ['client', 'clientId']] as const) {
    if (!roles.includes(role)) {
      if (given[field] !== undefined) return { field, reason: 'noSuchRole' };
      continue;
    }
    const id = given[field] ?? present[field];
    if (id === undefined) return { field, reason: 'required' };
    links[field] = id;
  }
  return { roles, links };
}
/** Roles that only an owner may give. */
export const isHighRole = (role: Role): boolean => role === 'owner' || role === 'administrator';
