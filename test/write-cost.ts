// How often a write asks the database: so many statements, in so few goes.
import type { Database } from '../src/server/db/database.ts';

/** What the writes meanwhile send. A go is what is sent before an answer is waited for. */
export async function costOf(db: Database, write: () => Promise<unknown>): Promise<{ statements: number; goes: number }> {
  const { writer } = db;
  let [statements, goes, waiting] = [0, 0, 0];
  db.writer = async () => {
    const connection = await writer();
    return { release: (error) => connection.release(error), query: async (text, values) => {
      statements++;
      if (!waiting++) goes++;
      try {
        return await connection.query(text, values);
      } finally {
        waiting--;
      }
    } };
  };
  try {
    await write();
  } finally {
    db.writer = writer;
  }
  return { statements, goes };
}
