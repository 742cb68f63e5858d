// The studio of the pages: the people, rooms and kinds that the lessons of crowd.ts name, and the scenes everybody draws.
import { crowd } from '../crowd.ts';
import type { Scene } from './contestants.ts';
import type { Base } from './sham-server.ts';

/** Far from today, so that no screen has a line for now. */
export const SCENES = {
  week60: { firstDay: '2031-01-06', lessons: crowd(60, '2031-01-06', 7, 10_000) },
  week500: { firstDay: '2031-02-03', lessons: crowd(500, '2031-02-03', 7, 20_000) },
  week3000: { firstDay: '2031-03-03', lessons: crowd(3000, '2031-03-03', 7, 30_000) },
  month800: { firstDay: '2031-04-01', lessons: crowd(800, '2031-04-01', 30, 40_000), isMonth: true },
} as const satisfies Record<string, Scene>;

const TRAINERS = ['Ганна', 'Леся', 'Ігор', 'Марта', 'Оксана'];
const CLIENTS = ['Олена', 'Ірина', 'Тарас', 'Юлія', 'Богдан'];
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

export const BASE: Base = {
  studio: [{ id: 1, rev: 1, name: 'Студія «Рівновага»', zone: 'Europe/Kyiv', currency: 'UAH', language: 'uk', closedDays: [], hours: times(7, (d) => ({ weekday: d + 1, startMin: 480, endMin: 1260 })) }],
  user: [],
  trainer: times(20, (i) => ({ id: 101 + i, rev: 1, firstName: TRAINERS[i % 5] ?? '', lastName: `Коваленко ${101 + i}`, hue: (i * 47) % 360, hours: [], isArchived: false })),
  room: times(10, (i) => ({ id: 201 + i, rev: 1, name: `Зал ${201 + i}`, isArchived: false, places: times(8, (p) => ({ slot: p + 1, name: `Реформер ${p + 1}` })) })),
  lessonKind: [
    { id: 301, rev: 1, name: 'Групове', format: 'group', durationMin: 60, priceMinor: 33_300, capacity: 8, takesWholeRoom: true, isArchived: false },
    { id: 302, rev: 1, name: 'Індивідуальне', format: 'individual', durationMin: 55, priceMinor: 77_700, capacity: 1, takesWholeRoom: false, isArchived: false },
  ],
  group: [], series: [], telling: [], absence: [], closure: [], waiting: [], subscriptionType: [], subscription: [], expectedPayment: [], shift: [], notice: [],
  client: times(480, (i) => ({ id: 1001 + i, rev: 1, firstName: CLIENTS[i % 5] ?? '', lastName: `Мельник ${1001 + i}`, phone: `+38067${1_000_000 + i}`, isArchived: false, ...(i % 9 === 0 && { note: 'Берегти поперек' }) })),
};
