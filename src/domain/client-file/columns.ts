// Which column of a file of clients holds what, by its heading: in Ukrainian and English, as lists of people are headed.
export const CLIENT_COLUMNS = [
  'fullName', 'firstLast', 'firstName', 'lastName', 'middleName', 'phone', 'email', 'birthOn', 'sex', 'note', 'description', 'registeredOn', 'trainer', 'balance', 'debt', 'lessonsLeft', 'lessonsUntil', 'subscription',
] as const;
/** `fullName`: the surname first; `firstLast`: the first name first. */
export type ClientColumn = (typeof CLIENT_COLUMNS)[number];

const HEADINGS: Record<ClientColumn, readonly string[]> = {
  fullName: ['піб', 'п і б', 'прізвище та імя', 'прізвище і імя', 'прізвище імя', 'прізвище імя по батькові', 'фіо', 'фио', 'клієнт', 'клієнтка', 'учасник', 'last name first name', 'surname and name', 'surname name'],
  firstLast: ['імя та прізвище', 'імя і прізвище', 'імя прізвище', 'full name', 'client', 'client name', 'customer', 'customer name', 'first and last name', 'member'],
  firstName: ['імя', 'имя', 'first name', 'firstname', 'given name', 'name'],
  lastName: ['прізвище', 'фамилия', 'last name', 'lastname', 'surname', 'family name'],
  middleName: ['по батькові', 'отчество', 'middle name'],
  phone: ['телефон', 'номер телефону', 'номер', 'тел', 'моб', 'моб телефон', 'мобільний', 'мобільний телефон', 'контактний телефон', 'phone', 'phone number', 'mobile', 'mobile phone', 'cell', 'tel', 'telephone'],
  email: ['email', 'e mail', 'mail', 'email address', 'пошта', 'ел пошта', 'електронна пошта', 'електронна адреса', 'імейл', 'емейл', 'мейл'],
  birthOn: ['дата народження', 'день народження', 'народження', 'др', 'дн', 'birth date', 'birthdate', 'birthday', 'date of birth', 'dob', 'born'],
  sex: ['стать', 'пол', 'sex', 'gender'],
  note: ['нотатка', 'коротка нотатка', 'нотатки', 'примітка', 'примітки', 'note', 'notes', 'short note', 'remark'],
  description: ['опис', 'здоровя', 'здоровя та побажання', 'побажання', 'протипоказання', 'скарги', 'коментар', 'коментарі', 'description', 'comment', 'comments', 'health', 'health and wishes'],
  registeredOn: ['дата реєстрації', 'зареєстровано', 'клієнт з', 'у студії з', 'дата створення', 'перший візит', 'registered', 'registered on', 'registration date', 'client since', 'here since', 'created', 'joined', 'first visit'],
  trainer: ['тренер', 'тренерка', 'інструктор', 'інструкторка', 'trainer', 'instructor', 'coach', 'teacher'],
  balance: ['баланс', 'сальдо', 'залишок коштів', 'на рахунку', 'рахунок', 'депозит', 'balance', 'account', 'account balance', 'deposit', 'credit'],
  debt: ['борг', 'заборгованість', 'debt', 'owes', 'amount due'],
  lessonsLeft: ['залишок занять', 'залишок', 'залишилось занять', 'залишилося занять', 'лишилось занять', 'лишилося занять', 'занять лишилося', 'занять залишилось', 'remaining lessons', 'lessons left', 'visits left', 'classes left', 'remaining', 'left'],
  lessonsUntil: ['абонемент до', 'діє до', 'дійсний до', 'термін дії', 'valid until', 'valid to', 'expires', 'expires on', 'until'],
  subscription: ['абонемент', 'тип абонемента', 'назва абонемента', 'subscription', 'subscription type', 'membership', 'package'],
};
const known = new Map(Object.entries(HEADINGS).flatMap(([column, names]) => names.map((name) => [name, column as ClientColumn]))); // keys of HEADINGS

export const headingKey = (heading: string): string => heading.normalize('NFC').toLowerCase().replace(/['’ʼ‘`]/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** What each column holds; null for one that is not known, or a second of a kind. */
export function columnsOf(headings: readonly string[]): (ClientColumn | null)[] {
  const found = headings.map((heading) => known.get(headingKey(heading)) ?? null);
  // «Name» beside no surname is the whole of it.
  if (!found.includes('lastName')) found.forEach((column, i) => { if (column === 'firstName' && headingKey(headings[i] ?? '') === 'name') found[i] = 'firstLast'; });
  return found.map((column, i) => (column !== null && found.indexOf(column) === i ? column : null));
}
/** Whether a line can be the heading: people are named in it. */
export const hasNames = (columns: readonly (ClientColumn | null)[]): boolean => columns.some((c) => c === 'fullName' || c === 'firstLast' || c === 'firstName' || c === 'lastName');
