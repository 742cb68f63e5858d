// Texts that the first run and invitations share.
import { translator, type TextsLike } from '../i18n/locale.svelte.ts';
import { t as signInText } from './texts.ts';

const uk = {
  'password.short': { one: 'Ще {n} символ', few: 'Ще {n} символи', many: 'Ще {n} символів', other: 'Ще {n} символу' },
  'password.weak': 'Слабкий: додайте ще слів або цифр',
  'password.fair': 'Прийнятний',
  'password.good': 'Надійний',
  'password.hint': 'Щонайменше 8 символів; кілька слів легше запам’ятати',
} as const;

const en: TextsLike<typeof uk> = {
  'password.short': { one: '{n} more character', other: '{n} more characters' },
  'password.weak': 'Weak: add more words or digits',
  'password.fair': 'Fair',
  'password.good': 'Strong',
  'password.hint': 'At least 8 characters; a few words are easier to remember',
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
