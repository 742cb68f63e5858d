// Texts of the sign-in; kept apart from all others so that the first page stays small.
import { translator, type TextsLike } from '../i18n/locale.svelte.ts';

const uk = {
  'app': 'Ритм',
  'signIn.title': 'Вхід',
  'signIn.login': 'Логін',
  'signIn.password': 'Пароль',
  'signIn.do': 'Увійти',
  'signIn.wrong': 'Логін або пароль неправильний',
  'signIn.wait': 'Забагато спроб. Зачекайте ще {n} с.',
  'signIn.forgot': 'Забули пароль? Попросіть власника або адміністратора студії надіслати нове запрошення.',
  'password.show': 'Показати пароль',
  'password.hide': 'Сховати пароль',
  'error.required': 'Заповніть це поле',
  'error.short': 'Закоротко',
  'error.long': 'Задовго',
  'error.characters': 'Є недозволені символи',
  'error.bad': 'Перевірте це поле',
  'error.taken': 'Цей логін уже зайнято, оберіть інший',
  'error.offline': 'Немає зв’язку з сервером. Перевірте інтернет і спробуйте ще раз.',
  'error.server': 'Сервер не впорався із запитом. Спробуйте ще раз за хвилину.',
  'again': 'Спробувати ще раз',
  'language': 'Мова',
} as const;

const en: TextsLike<typeof uk> = {
  'app': 'Rytm',
  'signIn.title': 'Sign in',
  'signIn.login': 'Login',
  'signIn.password': 'Password',
  'signIn.do': 'Sign in',
  'signIn.wrong': 'Wrong login or password',
  'signIn.wait': 'Too many attempts. Wait another {n} s.',
  'signIn.forgot': 'Forgot the password? Ask the owner or an administrator of the studio for a new invitation.',
  'password.show': 'Show password',
  'password.hide': 'Hide password',
  'error.required': 'Fill in this field',
  'error.short': 'Too short',
  'error.long': 'Too long',
  'error.characters': 'Some characters are not allowed',
  'error.bad': 'Check this field',
  'error.taken': 'This login is taken, choose another',
  'error.offline': 'No connection to the server. Check the internet and try again.',
  'error.server': 'The server could not handle this. Try again in a minute.',
  'again': 'Try again',
  'language': 'Language',
};
export const t = translator(uk, en);
