// Who is signed in, and the logins of the studio.
import { bool, id, login, name, password, role, roles, seenRev } from './limits.ts';
import { EVERYONE, nothing, operation, OWNER, STAFF, TEAM } from './operation.ts';
import { instant, list, object, optional, text } from './schema.ts';

export const me = object({ userId: id, name, login: optional(text(200)), roles, trainerId: optional(id), clientId: optional(id), sessionId: id });

export const sessionOps = {
  'session.me': operation({ code: 130, effect: 'read', roles: EVERYONE, input: nothing, output: me, errors: [] }),
  'session.list': operation({
    code: 131, effect: 'read', roles: EVERYONE, input: nothing, errors: [],
    output: object({ sessions: list(object({ id, createdAt: instant, seenAt: instant, device: text(300), address: text(64), isCurrent: bool }), 200) }),
  }),
  /** Signs another device of one's own out; its sockets close at once. */
  'session.revoke': operation({ code: 132, effect: 'session', roles: EVERYONE, input: object({ sessionId: id }), output: nothing, errors: ['notFound'] }),
  /** A block of ID_BLOCK row numbers for this client instance, so that what it makes has its final id at once. */
  'session.leaseIds': operation({ code: 10, effect: 'session', roles: TEAM, input: nothing, output: object({ first: id }), errors: [] }),
  /** One's own with the present password; an owner sets anybody's without. Signs the other sessions of that login out. */
  'user.setPassword': operation({
    code: 133, effect: 'session', roles: EVERYONE, input: object({ userId: optional(id), currentPassword: optional(text(200)), newPassword: password }),
    output: nothing, errors: ['notFound', 'wrongPassword'],
  }),
  /** Makes a login for a trainer, a client or a colleague. The token opens the page on which that person sets a password. */
  'user.invite': operation({
    code: 134, effect: 'write', roles: STAFF, errors: ['taken', 'notFound'],
    input: object({ id, name, login: optional(login), roles: list(role, 4), trainerId: optional(id), clientId: optional(id) }),
    output: object({ token: text(100) }),
  }),
  'user.setRoles': operation({
    code: 135, effect: 'write', roles: OWNER, errors: ['notFound', 'changedMeanwhile', 'inUse', 'taken'],
    input: object({ userId: id, seenRev, roles: list(role, 4), trainerId: optional(id), clientId: optional(id) }), output: nothing,
  }),
  /** Disables or enables a login; disabling closes its sessions. The last owner stays. */
  'user.disable': operation({ code: 136, effect: 'write', roles: OWNER, input: object({ userId: id, seenRev, isDisabled: bool }), output: nothing, errors: ['notFound', 'changedMeanwhile', 'inUse'] }),
};
