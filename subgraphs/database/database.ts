import type pg from 'pg';
import { ArgumentInvalid } from '../../schema/errors.ts';

/** Statement runner: the database itself, or the client of one transaction. */
export interface Queries {
  /** `name`: of a statement that is sent again and again. A server reads and plans it once for each connection. */
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
    name?: string,
  ): Promise<Row[]>;
}

/** PostgreSQL, embedded or a server: the same SQL runs on both. */
export interface Database extends Queries {
  /** Runs within one transaction; inside it use only the queries passed in (the embedded database has one session). */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Below {
  /** Each connection has a session of its own, in which statements keep their names. */
  readonly keepsNames: boolean;
  /** Closes what the pool stands on. */
  readonly close?: () => Promise<void>;
}

/** A Database over a pool of node-postgres. */
export function databaseOver(pool: pg.Pool, { close, keepsNames }: Below): Database {
  const over = (runner: Pick<pg.Pool, 'query'> | pg.PoolClient): Queries => ({
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = [], name?: string) {
      const named = keepsNames && name !== undefined ? { name } : {};
      const query = { ...named, text, values: values as unknown[] };
      const { rows } = await (runner as pg.Pool).query<Row>(query).catch(refuseText);
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
      await close?.();
    },
  };
}

/** character_not_in_repertoire of a text, untranslatable_character of JSON: U+0000, which PostgreSQL keeps nowhere. */
const unkeepable = new Set(['22021', '22P05']);

/** What is wrong is in what was sent, and would be the next time too. @throws ArgumentInvalid, or what it was given */
function refuseText(error: unknown): never {
  if (!unkeepable.has((error as { readonly code?: string }).code ?? '')) throw error;
  throw new ArgumentInvalid('A text holds the character U+0000.', 'Send the text without it.', {}, error);
}
