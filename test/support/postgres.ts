import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { findServer } from './real-server.ts';

/** A real PostgreSQL, of TEST_DATABASE_URL or the usual local one. */
export const postgres = findServer('postgres');

/** A database of its own, of a random name; dropped by `drop`. */
export interface PostgresDatabase {
  readonly url: string;
  readonly name: string;
  /** Runs one or more statements on a connection that stays open. */
  run(sql: string): Promise<void>;
  /** A further connection, for a transaction of its own. */
  connect(): Promise<pg.Client>;
  drop(): Promise<void>;
}

export async function createPostgresDatabase(): Promise<PostgresDatabase> {
  const name = `gateway_test_${randomBytes(6).toString('hex')}`;
  await once(postgres.url, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
  const clients: pg.Client[] = [];
  const connect = async () => {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    clients.push(client);
    await client.connect();
    return client;
  };
  const main = await connect();
  return {
    url,
    name,
    connect,
    async run(sql) {
      await main.query(sql);
    },
    async drop() {
      await Promise.all(clients.map((client) => client.end()));
      await once(postgres.url, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
