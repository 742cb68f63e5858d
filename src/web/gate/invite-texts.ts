// Texts of an invitation.
import { translator, type TextsLike } from '../i18n/locale.svelte.ts';

const uk = {
  'invite.title': 'Вітаємо, {name}!',
  'invite.lead': 'Вас запрошено до студії «{studio}». Придумайте пароль, і можна заходити.',
  'invite.login': 'Логін для входу',
  'invite.do': 'Зберегти й увійти',
} as const;

const en: TextsLike<typeof uk> = {
  'invite.title': 'Welcome, {name}!',
  'invite.lead': 'You are invited to the studio “{studio}”. Choose a password and come in.',
  'invite.login': 'Login',
  'invite.do': 'Save and sign in',
};
export const t = translator(uk, en);
