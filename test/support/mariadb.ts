import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { findServer } from './real-server.ts';

/** A real MariaDB or MySQL, of TEST_MARIADB_URL or the usual local one. */
export const mariadb = findServer('mariadb');

/** A database of its own, of a random name; dropped by `drop`. */
export interface MariadbDatabase {
  readonly url: string;
  readonly name: string;
  /** Runs one or more statements on a connection that stays open. */
  run(sql: string): Promise<void>;
  /** A further connection, for locks of its own. */
  connect(): Promise<mysql.Connection>;
  drop(): Promise<void>;
}

export async function createMariadbDatabase(charset = 'utf8mb4'): Promise<MariadbDatabase> {
  const name = `gateway_test_${randomBytes(6).toString('hex')}`;
  const options = { uri: mariadb.url, multipleStatements: true, charset: 'UTF8MB4_GENERAL_CI' };
  const connections: mysql.Connection[] = [];
  const connect = async () => {
    const connection = await mysql.createConnection(options);
    connections.push(connection);
    return connection;
  };
  const main = await connect();
  await main.query(`CREATE DATABASE ${name} DEFAULT CHARACTER SET ${charset}; USE ${name}`);
  return {
    url: Object.assign(new URL(mariadb.url), { pathname: `/${name}` }).href,
    name,
    async connect() {
      const connection = await connect();
      await connection.query(`USE ${name}`);
      return connection;
    },
    async run(sql) {
      await main.query(sql);
    },
    async drop() {
      await main.query(`DROP DATABASE ${name}`);
      await Promise.all(connections.map((connection) => connection.end()));
    },
  };
}
