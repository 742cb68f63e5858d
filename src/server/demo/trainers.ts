// The trainers and groups of the demo: who works when, and which groups meet in which room. Times are minutes of the day.
import type { Trainer } from '../../contract/entities.ts';

type Span = readonly [number, number];
const h = (hour: number, minute = 0): number => hour * 60 + minute;
type Week = Readonly<Record<number, Span>>;
const days = (weekdays: readonly number[], span: Span): Week => Object.fromEntries(weekdays.map((d) => [d, span]));
const MORNINGS: Week = { ...days([1, 3, 5], [h(8), h(14)]), ...days([2, 4], [h(15), h(21)]) };
const EVENINGS: Week = { ...days([1, 3, 5], [h(15), h(21)]), ...days([2, 4], [h(8), h(14)]) };
const EARLY: Week = { ...days([1, 2, 3, 4, 5], [h(8), h(13)]), 6: [h(9), h(14)] };
const LATE: Week = { ...days([1, 2, 3, 4, 5], [h(16), h(21)]), 7: [h(10), h(14)] };

export interface DemoTrainer { firstName: string; lastName: string; position: string; about: string; week: Week; /** First lesson after the beginning of the shift. */ offsetMin: number }
export const TRAINERS: readonly DemoTrainer[] = [
  { firstName: 'Олена', lastName: 'Савчук', position: 'Реформер, реабілітація', about: 'Фізична терапевтка, 12 років досвіду. Працює після травм спини і коліна.', week: MORNINGS, offsetMin: 0 },
  { firstName: 'Марія', lastName: 'Ткаченко', position: 'Мат', about: 'Сертифікат BASI. Веде групи з 2017 року.', week: EVENINGS, offsetMin: 0 },
  { firstName: 'Ірина', lastName: 'Лисенко', position: 'Пілатес для вагітних', about: 'Пренатальний і післяпологовий пілатес.', week: MORNINGS, offsetMin: 15 },
  { firstName: 'Катерина', lastName: 'Мороз', position: 'Стретчинг, мат', about: 'Колишня балерина.', week: EVENINGS, offsetMin: 30 },
  { firstName: 'Андрій', lastName: 'Павленко', position: 'Здорова спина', about: 'Кінезіолог, викладає на курсах тренерів.', week: EARLY, offsetMin: 0 },
  { firstName: 'Юлія', lastName: 'Кравець', position: 'Реформер', about: 'Працює з початківцями і людьми за 60.', week: EARLY, offsetMin: 5 },
  { firstName: 'Дмитро', lastName: 'Гнатюк', position: 'Мат, силовий пілатес', about: 'Тренер збірної з легкої атлетики, чоловічі групи.', week: LATE, offsetMin: 0 },
  { firstName: 'Софія', lastName: 'Романюк', position: 'Реформер', about: 'Підлітки й спортсмени.', week: LATE, offsetMin: 25 },
];
export const hoursOf = (week: Week): Trainer['hours'] => Object.entries(week).map(([weekday, [startMin, endMin]]) => ({ weekday: Number(weekday), startMin, endMin }));

export type DemoRoom = 'reformers' | 'mats';
export const PLACES: Readonly<Record<DemoRoom, number>> = { reformers: 6, mats: 12 };
/** Whom a group is for, where not for everybody. */
export type Circle = 'mothers' | 'men' | 'over60';
export interface DemoGroup { name: string; trainer: number; room: DemoRoom; capacity: number; weekdays: readonly number[]; startMin: number; only?: Circle }
/** Each meets within its trainer's hours; no two are in one room or with one trainer at once. */
export const GROUPS: readonly DemoGroup[] = [
  { name: 'Ранковий мат', trainer: 4, room: 'mats', capacity: 12, weekdays: [1, 3, 5], startMin: h(9) },
  { name: 'Вечірній мат', trainer: 1, room: 'mats', capacity: 12, weekdays: [1, 3], startMin: h(18, 30) },
  { name: 'Стретчинг', trainer: 3, room: 'mats', capacity: 10, weekdays: [2, 4], startMin: h(10) },
  { name: 'Здорова спина', trainer: 4, room: 'mats', capacity: 10, weekdays: [2, 4], startMin: h(8, 30) },
  { name: 'Пілатес для вагітних', trainer: 2, room: 'mats', capacity: 8, weekdays: [1, 3], startMin: h(11, 30), only: 'mothers' },
  { name: 'Реформер: початківці', trainer: 0, room: 'reformers', capacity: 6, weekdays: [2, 4], startMin: h(18) },
  { name: 'Реформер: середній рівень', trainer: 7, room: 'reformers', capacity: 6, weekdays: [1, 3], startMin: h(19, 5) },
  { name: 'Чоловіча група', trainer: 6, room: 'mats', capacity: 12, weekdays: [2, 4], startMin: h(19, 30), only: 'men' },
  { name: 'Пілатес 60+', trainer: 5, room: 'mats', capacity: 10, weekdays: [2, 4], startMin: h(11, 15), only: 'over60' },
  { name: 'Суботній мат', trainer: 5, room: 'mats', capacity: 12, weekdays: [6], startMin: h(10, 30) },
];
export const LESSON_MIN = 55;
