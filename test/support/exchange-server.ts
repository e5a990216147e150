import { createMariadbDatabase, mariadb } from './mariadb.ts';
import { createPostgresDatabase, postgres } from './postgres.ts';

/** A database of its own on a real server, for tests that hold for both families. */
export interface ExchangeServer {
  readonly url: string;
  run(sql: string): Promise<void>;
  /** Locks a table as a nightly batch does; the returned function lets it go. */
  lock(table: string): Promise<() => Promise<void>>;
  /** An account that may read these columns of a table and nothing else; gives its address. */
  readerOf(table: string, columns: readonly string[]): Promise<string>;
  /** An account that may read, add and change rows of one table and nothing else; gives its address. */
  writerOf(table: string): Promise<string>;
  /** What a query gives, by the names of its columns in lower case. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

export interface Family {
  readonly name: string;
  readonly describe: (title: string, tests: () => void) => void;
  readonly create: () => Promise<ExchangeServer>;
}

/** The schema of PostgreSQL that stands for a database of the other family. */
export const schema = 'xyjh';

export const families: readonly Family[] = [
  { name: 'PostgreSQL', describe: postgres.describe, create: onPostgres },
  { name: 'MariaDB', describe: mariadb.describe, create: onMariadb },
];

async function onPostgres(): Promise<ExchangeServer> {
  const database = await createPostgresDatabase();
  const reader = `reader_${database.name}`;
  let hasReader = false;
  await database.run(`CREATE SCHEMA ${schema}; SET search_path TO ${schema}`);
  return {
    url: database.url,
    run: (sql) => database.run(sql),
    async lock(table) {
      const client = await database.connect();
      await client.query(`BEGIN; LOCK TABLE ${schema}.${table} IN ACCESS EXCLUSIVE MODE`);
      return async () => void (await client.query('ROLLBACK'));
    },
    async readerOf(table, columns) {
      hasReader = true;
      await database.run(
        `CREATE ROLE ${reader} LOGIN; GRANT USAGE ON SCHEMA ${schema} TO ${reader};
         GRANT SELECT (${columns.join(', ')}) ON ${table} TO ${reader}`,
      );
      return Object.assign(new URL(database.url), { username: reader }).href;
    },
    async writerOf(table) {
      hasReader = true;
      await database.run(
        `CREATE ROLE ${reader} LOGIN; GRANT USAGE ON SCHEMA ${schema} TO ${reader};
         GRANT SELECT, INSERT, UPDATE ON ${table} TO ${reader}`,
      );
      return Object.assign(new URL(database.url), { username: reader }).href;
    },
    async rows(sql) {
      const client = await database.connect();
      await client.query(`SET search_path TO ${schema}`);
      return (await client.query<Record<string, unknown>>(sql)).rows;
    },
    async drop() {
      if (hasReader) await database.run(`DROP OWNED BY ${reader}; DROP ROLE ${reader}`);
      await database.drop();
    },
  };
}

async function onMariadb(): Promise<ExchangeServer> {
  const database = await createMariadbDatabase();
  const reader = `r_${database.name.slice(-12)}`;
  return {
    url: database.url,
    run: (sql) => database.run(sql),
    async lock(table) {
      const connection = await database.connect();
      await connection.query(`LOCK TABLES ${table} WRITE`);
      return async () => void (await connection.query('UNLOCK TABLES'));
    },
    async readerOf(table, columns) {
      await database.run(
        `CREATE OR REPLACE USER ${reader}@'127.0.0.1' IDENTIFIED BY 'right';
         GRANT SELECT (${columns.join(', ')}) ON ${database.name}.${table} TO ${reader}@'127.0.0.1'`,
      );
      return Object.assign(new URL(database.url), { username: reader, password: 'right' }).href;
    },
    async writerOf(table) {
      await database.run(
        `CREATE OR REPLACE USER ${reader}@'127.0.0.1' IDENTIFIED BY 'right';
         GRANT SELECT, INSERT, UPDATE ON ${database.name}.${table} TO ${reader}@'127.0.0.1'`,
      );
      return Object.assign(new URL(database.url), { username: reader, password: 'right' }).href;
    },
    async rows(sql) {
      const connection = await database.connect();
      const [rows] = await connection.query({ sql, typeCast: (field) => field.string() });
      return (rows as Record<string, unknown>[]).map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value])),
      );
    },
    async drop() {
      await database.run(`DROP USER IF EXISTS ${reader}@'127.0.0.1'`);
      await database.drop();
    },
  };
}
