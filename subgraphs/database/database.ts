import type pg from 'pg';

/** Statement runner: the database itself, or the client of one transaction. */
export interface Queries {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** PostgreSQL, embedded or a server: the same SQL runs on both. */
export interface Database extends Queries {
  /** Runs within one transaction; inside it use only the queries passed in (the embedded database has one session). */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A Database over a pool of node-postgres. `closeBelow` closes what the pool stands on. */
export function databaseOver(pool: pg.Pool, closeBelow: () => Promise<void> = async () => {}): Database {
  const over = (runner: Pick<pg.Pool, 'query'> | pg.PoolClient): Queries => ({
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      const { rows } = await (runner as pg.Pool).query<Row>(text, values as unknown[]);
      return rows;
    },
  });
  return {
    ...over(pool),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(over(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
    async close() {
      await pool.end();
      await closeBelow();
    },
  };
}
