// What each table of an export holds: its lines and columns as SQL, headed in both languages.
import type { Exported } from '../../contract/studio-export.ops.ts';

/** `sum`: hundredths of the currency; `word`: may begin with «~» and a word of ours, which is said in the language of the export. */
export interface Column { uk: string; en: string; sql: string; as?: 'sum' | 'word' }
export interface ExportTable { from: string; id: string; other?: string; by: string; columns: readonly Column[] }

const person = (alias: string) => `coalesce(${alias}.last_name || ' ', '') || ${alias}.first_name`;
const yes = (condition: string) => `case when ${condition} then '~yes' end`;
const clock = (minute: string) => `to_char(make_interval(mins => ${minute}), 'HH24:MI')`;
const halves = (count: string) => `nullif(round(${count} / 2.0, 1), 0)::float8::text`;
const has = (account: string) => `'${account}' in (l.from_account, l.to_account)`;
const lessonOf = (alias: string) => `left join trainer t on t.studio_id = ${alias}.studio_id and t.id = ${alias}.trainer_id left join room r on r.studio_id = ${alias}.studio_id and r.id = ${alias}.room_id
  left join lesson_kind k on k.studio_id = ${alias}.studio_id and k.id = ${alias}.kind_id left join client_group g on g.studio_id = ${alias}.studio_id and g.id = ${alias}.group_id`;
const WHEN: readonly Column[] = [
  { uk: 'Дата', en: 'Date', sql: 'x.on_date::text' }, { uk: 'Початок', en: 'Start', sql: clock('x.start_min') }, { uk: 'Хвилин', en: 'Minutes', sql: 'x.duration_min::text' },
  { uk: 'Вид заняття', en: 'Kind', sql: `coalesce(k.name, '~' || x.block)`, as: 'word' }, { uk: 'Група', en: 'Group', sql: 'g.name' }, { uk: 'Тренер', en: 'Trainer', sql: person('t') }, { uk: 'Зал', en: 'Room', sql: 'r.name' },
];

export const TABLES: Readonly<Record<Exclude<Exported, 'subscriptions'>, ExportTable>> = {
  money: {
    from: `ledger l join studio s on s.id = l.studio_id left join client c on c.studio_id = l.studio_id and c.id = l.client_id left join client p on p.studio_id = l.studio_id and p.id = l.payer_id
      left join client cf on cf.studio_id = l.studio_id and cf.id = l.from_id left join client ct on ct.studio_id = l.studio_id and ct.id = l.to_id
      left join subscription sub on sub.studio_id = l.studio_id and sub.id = l.subscription_id left join lesson x on x.studio_id = l.studio_id and x.id = l.lesson_id
      left join studio_user u on u.studio_id = l.studio_id and u.id = l.user_id where l.studio_id = $1`,
    id: 'l.id', by: `to_char(l.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`,
    columns: [
      { uk: 'Номер', en: 'Number', sql: 'l.id::text' }, { uk: 'Дата', en: 'Date', sql: 'l.on_date::text' }, { uk: 'Записано', en: 'Written at', sql: `to_char(l.at at time zone s.zone, 'YYYY-MM-DD HH24:MI')` },
      { uk: 'Що', en: 'What', sql: `'~' || l.what`, as: 'word' }, { uk: 'Звідки', en: 'From', sql: `'~' || l.from_account || coalesce(': ' || ${person('cf')}, '')`, as: 'word' }, { uk: 'Куди', en: 'To', sql: `'~' || l.to_account || coalesce(': ' || ${person('ct')}, '')`, as: 'word' },
      { uk: 'Сума', en: 'Amount', sql: 'l.amount_minor::text', as: 'sum' }, { uk: 'Спосіб', en: 'Method', sql: `case when ${has('till')} then '~cash' when ${has('card')} then '~byCard' when ${has('bank')} then '~transfer' end`, as: 'word' },
      { uk: 'Клієнт', en: 'Client', sql: person('c') }, { uk: 'Платник', en: 'Payer', sql: person('p') }, { uk: 'Абонемент', en: 'Subscription', sql: 'sub.name' }, { uk: 'Заняття', en: 'Lesson', sql: `x.on_date::text || ' ' || ${clock('x.start_min')}` },
      { uk: 'Хто записав', en: 'By', sql: 'u.name' }, { uk: 'Причина', en: 'Reason', sql: 'l.note' }, { uk: 'Сторно номера', en: 'Reverses number', sql: 'l.reverses_id::text' },
      { uk: 'Фіскальний номер', en: 'Fiscal number', sql: 'coalesce((select f.number from fiscal_number f where f.studio_id = l.studio_id and f.line_id = l.id order by f.id desc limit 1), l.fiscal_number)' },
    ],
  },
  visits: {
    from: `booking b join lesson x on x.studio_id = b.studio_id and x.id = b.lesson_id join client c on c.studio_id = b.studio_id and c.id = b.client_id ${lessonOf('x')}
      left join subscription sub on sub.studio_id = b.studio_id and sub.id = b.subscription_id where b.studio_id = $1`,
    id: 'b.lesson_id', other: 'b.client_id', by: `x.on_date || ' ' || ${clock('x.start_min')} || ' ' || ${person('c')}`,
    columns: [
      ...WHEN, { uk: 'Клієнт', en: 'Client', sql: person('c') }, { uk: 'Стан', en: 'Outcome', sql: `'~' || b.state`, as: 'word' }, { uk: 'Списано занять', en: 'Lessons taken', sql: halves('b.taken_halves') },
      { uk: 'Списано коштів', en: 'Money taken', sql: 'nullif(b.charged_minor, 0)::text', as: 'sum' }, { uk: 'Абонемент', en: 'Subscription', sql: 'sub.name' }, { uk: 'Пробачено', en: 'Forgiven', sql: yes('b.is_forgiven'), as: 'word' },
    ],
  },
  lessons: {
    from: `lesson x ${lessonOf('x')} left join trainer m on m.studio_id = x.studio_id and m.id = x.meant_trainer_id where x.studio_id = $1`,
    id: 'x.id', by: `x.on_date || ' ' || ${clock('x.start_min')}`,
    columns: [
      ...WHEN, { uk: 'Замість', en: 'Instead of', sql: person('m') }, { uk: 'Назва', en: 'Title', sql: 'x.title' }, { uk: 'Стан', en: 'Status', sql: `case when x.block is null then '~' || x.status end`, as: 'word' },
      { uk: 'Людей', en: 'People', sql: 'x.head_count::text' }, { uk: 'Місць', en: 'Places', sql: 'x.capacity::text' }, { uk: 'Ціна', en: 'Price', sql: 'x.price_minor::text', as: 'sum' }, { uk: 'Тренеру', en: 'Pay', sql: 'x.pay_minor::text', as: 'sum' },
      { uk: 'Нотатка', en: 'Note', sql: 'x.note' }, { uk: 'Причина скасування', en: 'Why cancelled', sql: 'x.cancel_reason' }, { uk: 'Хто просив', en: 'Asked by', sql: `'~by.' || x.cancel_asked_by`, as: 'word' },
    ],
  },
  trainers: {
    from: 'trainer t where t.studio_id = $1', id: 't.id', by: person('t'),
    columns: [
      { uk: 'Прізвище', en: 'Last name', sql: 't.last_name' }, { uk: 'Імʼя', en: 'First name', sql: 't.first_name' }, { uk: 'Спеціалізація', en: 'Position', sql: 't.position' }, { uk: 'Телефон', en: 'Phone', sql: 't.phone' },
      { uk: 'Ел. пошта', en: 'Email', sql: 't.email' }, { uk: 'Про тренера', en: 'About', sql: 't.about' }, { uk: 'Архів', en: 'Archived', sql: yes('t.is_archived'), as: 'word' },
    ],
  },
  groups: {
    from: `client_group g left join (select *, row_number() over (partition by group_id order by from_on, client_id) as n from group_member where studio_id = $1) gm on gm.group_id = g.id
      left join client c on c.studio_id = g.studio_id and c.id = gm.client_id left join trainer t on t.studio_id = g.studio_id and t.id = g.trainer_id left join lesson_kind k on k.studio_id = g.studio_id and k.id = g.kind_id where g.studio_id = $1`,
    id: 'g.id', other: 'coalesce(gm.n, 0)', by: `g.name || ' ' || coalesce(${person('c')}, '')`,
    columns: [
      { uk: 'Група', en: 'Group', sql: 'g.name' }, { uk: 'Тренер', en: 'Trainer', sql: person('t') }, { uk: 'Вид заняття', en: 'Kind', sql: 'k.name' }, { uk: 'Місць', en: 'Places', sql: 'g.capacity::text' },
      { uk: 'Клієнт', en: 'Client', sql: person('c') }, { uk: 'З', en: 'From', sql: 'gm.from_on::text' }, { uk: 'До', en: 'Until', sql: 'gm.to_on::text' }, { uk: 'Архів', en: 'Archived', sql: yes('g.is_archived'), as: 'word' },
    ],
  },
};
type Words = Readonly<Record<string, string>>;
export const WORDS: Readonly<Record<'uk' | 'en', Words>> = {
  uk: {
    yes: 'так', planned: 'заплановано', held: 'відбулося', cancelled: 'скасовано', break: 'перерва', rent: 'оренда', repair: 'ремонт', hold: 'тримаємо час', other: 'інше', 'by.studio': 'студія', 'by.trainer': 'тренер', 'by.client': 'клієнт',
    booked: 'записано', attended: 'відвідано', noShow: 'неявка', cancelledInTime: 'скасовано вчасно', cancelledLate: 'пізнє скасування', excused: 'поважна причина', cancelledByStudio: 'скасувала студія',
    client: 'клієнт', till: 'каса', card: 'картковий рахунок', bank: 'банк', safe: 'сейф', prepaid: 'передоплачені заняття', income: 'дохід', expense: 'витрати', cash: 'готівка', byCard: 'картка', transfer: 'переказ',
    payment: 'оплата', sale: 'продано абонемент', charge: 'нараховано', goods: 'товар', visit: 'заняття', visitBack: 'повернуто за заняття', lapsed: 'невикористана частина абонемента', refund: 'повернуто за абонемент', payout: 'виплачено',
    reversal: 'сторно', opening: 'залишок з попередньої системи', float: 'розмінні гроші', cashOut: 'винесено з каси', shortage: 'нестача', surplus: 'надлишок', merged: 'з обʼєднаної картки', expired: 'дохід за терміном абонемента',
    active: 'діє', frozen: 'заморожено', waiting: 'чекає', used: 'використано', ended: 'термін минув', 'closed.refunded': 'кошти повернуто', 'closed.transferred': 'передано', 'closed.merged': 'обʼєднано',
  },
  en: {
    yes: 'yes', planned: 'planned', held: 'held', cancelled: 'cancelled', break: 'break', rent: 'rent', repair: 'repair', hold: 'held tentatively', other: 'other', 'by.studio': 'studio', 'by.trainer': 'trainer', 'by.client': 'client',
    booked: 'booked', attended: 'attended', noShow: 'no-show', cancelledInTime: 'called off in time', cancelledLate: 'called off late', excused: 'good reason', cancelledByStudio: 'called off by the studio',
    client: 'client', till: 'till', card: 'card account', bank: 'bank', safe: 'safe', prepaid: 'prepaid lessons', income: 'income', expense: 'expenses', cash: 'cash', byCard: 'card', transfer: 'transfer',
    payment: 'payment', sale: 'subscription sold', charge: 'charged', goods: 'goods', visit: 'lesson', visitBack: 'returned for a lesson', lapsed: 'unused part of a subscription', refund: 'refund of a subscription', payout: 'paid out',
    reversal: 'reversal', opening: 'balance from before', float: 'float', cashOut: 'taken out of the till', shortage: 'shortage', surplus: 'surplus', merged: 'from the merged card', expired: 'earned by the term of a subscription',
    active: 'active', frozen: 'frozen', waiting: 'waiting', used: 'used up', ended: 'ended', 'closed.refunded': 'refunded', 'closed.transferred': 'transferred', 'closed.merged': 'merged',
  },
};
