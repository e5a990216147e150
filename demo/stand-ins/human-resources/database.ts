import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import type { District } from '../../district.ts';
import type { ExchangeAddress } from '../../../subgraphs/protocols/sql-exchange-address.ts';
import { batchesAt } from './batches.ts';
import { generateTables } from './rows.ts';
import type { Row } from '../../exchange-database/row.ts';
import { createTables } from './tables.ts';

const samples = join(import.meta.dirname, '../../../subgraphs/departments/human-resources/sample');
/** Rows in one statement: a server takes 16 MB of it at most. */
const PAGE = 500;

/** Runs something on a connection that is closed after it. `database` '' is none. */
export async function connected<T>(
  { host, port, user, password, database, tls }: ExchangeAddress,
  work: (client: mysql.Connection) => Promise<T>,
): Promise<T> {
  const client = await mysql.createConnection({
    host,
    port,
    user,
    password,
    database,
    ...(tls === null ? {} : { ssl: tls }),
    charset: 'UTF8MB4_GENERAL_CI',
    multipleStatements: true,
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Creates the exchange database under a name: the document's sample, in its charset, the table of orders, and the district's rows. */
export async function createDatabase(client: mysql.Connection, name: string, district: District): Promise<void> {
  for (const file of ['jbqz.mariadb.sql', 'lhjc.mariadb.sql'])
    await client.query(readFileSync(join(samples, file), 'utf8').replaceAll('jbqz', name));
  for (const [table, rows] of Object.entries(generateTables(district))) await insertRows(client, table, rows);
}

/** Keeps QZ_ZT as the nights go by: what is returned brings it to this moment, when it is not so already. */
export function keepBatches(address: ExchangeAddress, district: District): () => Promise<void> {
  const tables = createTables(district);
  let written = '';
  let writing = Promise.resolve();
  const write = async () => {
    const batches = batchesAt(tables, district.clock);
    const wanted = JSON.stringify(batches);
    if (wanted === written) return;
    await connected(address, async (client) => {
      await client.beginTransaction();
      await client.query('DELETE FROM QZ_ZT');
      await insertRows(client, 'QZ_ZT', batches);
      await client.commit();
    });
    written = wanted;
  };
  return () => (writing = writing.then(write, write));
}

async function insertRows(client: mysql.Connection, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  for (let at = 0; at < rows.length; at += PAGE) {
    const values = rows.slice(at, at + PAGE).map((row) => columns.map((column) => row[column] ?? null));
    await client.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [values]);
  }
}
