// By which somebody is reached: what can reach nobody is refused, whoever writes it and of whom.
import { isEmail } from '../domain/email.ts';
import { isReachable } from '../domain/phone.ts';
import { refuseField } from './context.ts';

export function requireContacts({ phone, email }: { phone?: string | null | undefined; email?: string | null | undefined }): void {
  if (phone && !isReachable(phone)) refuseField('phone', 'phone');
  if (email && !isEmail(email)) refuseField('email', 'email');
}
