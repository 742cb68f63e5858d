// rytm user add: a login made by the operator on the machine itself, with the rights of the system.
import { parseArgs } from 'node:util';
import { login as loginType, name as nameType, password as passwordType, ROLES, type Role } from '../../contract/limits.ts';
import type { Refusal } from '../../contract/operation.ts';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { Refused } from '../context.ts';
import { StartupError } from '../startup-error.ts';
import { acceptInvite, firstWrong } from '../users/invite.ts';
import { chooseStudio, withApp } from './operator.ts';
import { askPassword, generatePassword } from './password.ts';

interface NewLogin { login: string; name: string; roles: Role[]; trainerId?: number; clientId?: number }

export async function run(argv: string[], config: () => Config): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: { login: { type: 'string' }, name: { type: 'string' }, role: { type: 'string', multiple: true }, password: { type: 'string' }, 'trainer-id': { type: 'string' }, 'client-id': { type: 'string' }, studio: { type: 'string' } },
  });
  const { login = '', name = '' } = values;
  const trainerId = readId('--trainer-id', values['trainer-id']);
  const clientId = readId('--client-id', values['client-id']);
  const wanted: NewLogin = { login, name, roles: (values.role ?? []).map(readRole), ...(trainerId !== undefined && { trainerId }), ...(clientId !== undefined && { clientId }) };
  if (!wanted.roles.length) throw new StartupError(`Say what the login may do with --role: ${ROLES.join(', ')}.`);
  const given = values.password ?? process.env.RYTM_PASSWORD ?? (await askPassword('Password (empty: one is made up): '));
  const password = given || generatePassword();
  const wrong = firstWrong({ login: [loginType, login], name: [nameType, name], password: [passwordType, password] });
  if (wrong) throw new StartupError(`--${wrong.field} is not usable: ${wrong.reason}.`);
  await withApp(config(), async (app) => addUser(app, await chooseStudio(app, values.studio), wanted, password));
  console.log(`${login} can sign in${given ? '' : ` with the password ${password}`}.`);
}

/** An invitation, accepted at once. */
async function addUser(app: App, studioId: number, { login, name, roles, trainerId, clientId }: NewLogin, password: string): Promise<void> {
  try {
    const { first } = await app.call(studioId, 'session.leaseIds', {});
    const { token } = await app.call(studioId, 'user.invite', { id: first, login, name, roles, ...(trainerId && { trainerId }), ...(clientId && { clientId }) });
    const accepted = await acceptInvite(app.db, { token, login, password }, Date.now());
    if (!accepted.ok) throw new StartupError(`The login was invited, and its password could not be set: ${accepted.code}.`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new StartupError(explain(error.refusal, login));
  }
}
function explain({ code, field, reason }: Refusal, login: string): string {
  if (code === 'taken') return `There is a login ${login} already.`;
  if (code === 'notFound') return 'There is no such trainer or client.';
  const flag = field === undefined ? code : `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return `The login was refused: ${[flag, reason].filter(Boolean).join(' ')}.`;
}
function readRole(text: string): Role {
  const role = ROLES.find((known) => known === text);
  if (!role) throw new StartupError(`--role should be one of ${ROLES.join(', ')}, not "${text}".`);
  return role;
}
function readId(flag: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^[1-9]\d{0,14}$/.test(text)) throw new StartupError(`${flag} should be a number, not "${text}".`);
  return text === undefined ? undefined : Number(text);
}
