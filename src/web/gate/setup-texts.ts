// Texts of the first run.
import { translator, type TextsLike } from '../i18n/locale.svelte.ts';

const uk = {
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
} as const;

const en: TextsLike<typeof uk> = {
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
};
export const t = translator(uk, en);
