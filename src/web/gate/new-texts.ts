// Texts of the first run and of invitations.
import { translator, type TextsLike } from '../i18n/locale.svelte.ts';
import { t as signInText } from './texts.ts';

const uk = {
  'password.short': { one: 'Ще {n} символ', few: 'Ще {n} символи', many: 'Ще {n} символів', other: 'Ще {n} символу' },
  'password.weak': 'Слабкий: додайте ще слів або цифр',
  'password.fair': 'Прийнятний',
  'password.good': 'Надійний',
  'password.hint': 'Щонайменше 8 символів; кілька слів легше запам’ятати',
  'setup.title': 'Нова студія',
  'setup.lead': 'Кілька рядків, і календар готовий. Усе це потім можна змінити в налаштуваннях.',
  'setup.studio': 'Студія',
  'setup.studioName': 'Назва студії',
  'setup.zone': 'Часовий пояс',
  'setup.currency': 'Валюта',
  'setup.language': 'Мова студії',
  'setup.owner': 'Власник',
  'setup.name': 'Ваше ім’я',
  'setup.login': 'Логін для входу',
  'setup.do': 'Створити студію',
  'setup.gone': 'Це посилання вже використано або воно застаріло',
  'setup.goneText': 'Якщо студію вже створено, просто увійдіть.',
  'invite.title': 'Вітаємо, {name}!',
  'invite.lead': 'Вас запрошено до студії «{studio}». Придумайте пароль, і можна заходити.',
  'invite.login': 'Логін для входу',
  'invite.do': 'Зберегти й увійти',
  'invite.gone': 'Запрошення вже використано або воно застаріло',
  'invite.goneText': 'Попросіть студію надіслати нове, або увійдіть, якщо пароль уже маєте.',
  'gone.signIn': 'До входу',
} as const;

const en: TextsLike<typeof uk> = {
  'password.short': { one: '{n} more character', other: '{n} more characters' },
  'password.weak': 'Weak: add more words or digits',
  'password.fair': 'Fair',
  'password.good': 'Strong',
  'password.hint': 'At least 8 characters; a few words are easier to remember',
  'setup.title': 'New studio',
  'setup.lead': 'A few lines and the calendar is ready. All of it can be changed later in the settings.',
  'setup.studio': 'Studio',
  'setup.studioName': 'Name of the studio',
  'setup.zone': 'Time zone',
  'setup.currency': 'Currency',
  'setup.language': 'Language of the studio',
  'setup.owner': 'Owner',
  'setup.name': 'Your name',
  'setup.login': 'Login',
  'setup.do': 'Create the studio',
  'setup.gone': 'This link has been used already or is out of date',
  'setup.goneText': 'If the studio has been created, just sign in.',
  'invite.title': 'Welcome, {name}!',
  'invite.lead': 'You are invited to the studio “{studio}”. Choose a password and come in.',
  'invite.login': 'Login',
  'invite.do': 'Save and sign in',
  'invite.gone': 'This invitation has been used already or is out of date',
  'invite.goneText': 'Ask the studio for a new one, or sign in if you have a password.',
  'gone.signIn': 'To sign-in',
};
export const t = translator(uk, en);
/** Words for a reason the server gives with a field. */
export function reasonText(reason: string | undefined): string {
  switch (reason) {
    case 'required': return signInText('error.required');
    case 'tooShort': return signInText('error.short');
    case 'tooLong': return signInText('error.long');
    case 'characters': return signInText('error.characters');
    case 'taken': return signInText('error.taken');
    default: return signInText('error.bad');
  }
}
