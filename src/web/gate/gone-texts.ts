// Texts of a link that no longer works.
import { translator, type TextsLike } from '../i18n/locale.svelte.ts';

const uk = {
  'setup.gone': 'Це посилання вже використано або воно застаріло',
  'setup.goneText': 'Якщо студію вже створено, просто увійдіть.',
  'invite.gone': 'Запрошення вже використано або воно застаріло',
  'invite.goneText': 'Попросіть студію надіслати нове, або увійдіть, якщо пароль уже маєте.',
  'gone.signIn': 'До входу',
} as const;

const en: TextsLike<typeof uk> = {
  'setup.gone': 'This link has been used already or is out of date',
  'setup.goneText': 'If the studio has been created, just sign in.',
  'invite.gone': 'This invitation has been used already or is out of date',
  'invite.goneText': 'Ask the studio for a new one, or sign in if you have a password.',
  'gone.signIn': 'To sign-in',
};
export const t = translator(uk, en);
