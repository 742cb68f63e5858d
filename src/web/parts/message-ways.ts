// Ways to write to a person, as links that open the program of the device.
import { normalPhone } from '../../domain/phone.ts';

export interface Way { kind: 'sms' | 'viber' | 'telegram' | 'email'; href: string }
/** Viber and Telegram want a whole number; one that cannot be read as such is still good for a message of the phone. `zone`: the studio's. */
export function messageWays({ phone, email }: { phone?: string | undefined; email?: string | undefined }, zone: string): Way[] {
  const whole = phone ? normalPhone(phone, zone) : null;
  return [
    ...(phone ? [{ kind: 'sms' as const, href: `sms:${whole ?? phone.replace(/[^\d+]/g, '')}` }] : []),
    ...(whole?.startsWith('+') ? [{ kind: 'viber' as const, href: `viber://chat?number=${encodeURIComponent(whole)}` }, { kind: 'telegram' as const, href: `tg://resolve?phone=${whole.slice(1)}` }] : []),
    ...(email ? [{ kind: 'email' as const, href: `mailto:${email}` }] : []),
  ];
}
