// Five thousand people as a studio of this country has them, for figures about lists and the search.
import type pg from 'pg';
import { STUDIO } from './data.ts';

export const MANY_CLIENTS = 5000;
const FIRST = 2_000_001;
const SURNAMES = ['Шевченко', 'Мельниченко', 'Дем’яненко', 'Ґалаґан', 'Бондар', 'Заєць', 'Коваль-Єрмоленко', 'Хвиля', 'Лісовська', 'Щербина', 'Юр’єва', 'Кравець', 'Задорожна', 'Руденко', 'Ткачук', 'Гнатюк', 'Паламарчук'];
const NAMES = ['Наталія', 'Марʼяна', 'Олена', 'Софія', 'Ірина', 'Тетяна', 'Юлія', 'Генадій', 'Любов', 'Єва', 'Соломія', 'Оксана', 'Тарас'];

/** Inserts them beside those that a studio of the figures has. */
export async function insertManyClients(owner: pg.Client): Promise<void> {
  await owner.query(`insert into client(studio_id, id, rev, aud, first_name, last_name, phone, note, registered_on)
    select ${STUDIO}, ${FIRST} + i, 1, array['s', 'c' || (${FIRST} + i)], ($1::text[])[1 + i % ${NAMES.length}], ($2::text[])[1 + i % ${SURNAMES.length}] || case when i % 3 = 0 then '' else 'ич' end,
      '+38050' || (1000000 + i * 7), case when i % 11 = 0 then 'Коліно' end, '2026-01-15' from generate_series(0, ${MANY_CLIENTS} - 1) i`, [NAMES, SURNAMES]);
}
