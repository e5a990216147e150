import type mysql from 'mysql2';
import type { ExchangeAddress } from './sql-exchange-address.ts';
import type { Dialect, Patience } from './sql-exchange-database.ts';
import { connectMysql, mysqlDialect } from './sql-exchange-mysql-connection.ts';
import { connectPostgres, postgresDialect } from './sql-exchange-postgres-connection.ts';

export type Values = readonly (string | null)[];

/** Rows as text, in the order of their columns; what is no selection has neither. */
export interface WrittenRows {
  readonly columns: readonly string[];
  readonly rows: readonly Values[];
}

/** A connection on which one transaction writes: what is not committed has not happened. */
export interface ExchangeWriter {
  readonly dialect: Dialect;
  /** The end of an INSERT that leaves a row of the same key as it is. */
  readonly unlessThere: (key: string) => string;
  readonly run: (statement: string, values: Values) => Promise<WrittenRows>;
  readonly commit: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function openWriter(address: ExchangeAddress, patience: Patience): Promise<ExchangeWriter> {
  return address.family === 'postgres' ? openPostgresWriter(address, patience) : openMysqlWriter(address, patience);
}

async function openPostgresWriter(address: ExchangeAddress, patience: Patience): Promise<ExchangeWriter> {
  const { client, close, step } = await connectPostgres(address, patience, 'ISOLATION LEVEL READ COMMITTED READ WRITE');
  return {
    dialect: postgresDialect(address.schema),
    unlessThere: () => 'ON CONFLICT DO NOTHING',
    async run(text, values) {
      const { fields, rows } = await step(() =>
        client.query<(string | null)[]>({ text, values: [...values], rowMode: 'array' }),
      );
      return { columns: fields.map(({ name }) => name), rows };
    },
    commit: () => step(async () => void (await client.query('COMMIT'))),
    close,
  };
}

/** Strict: what is too long for its column is refused by the server, and not cut. */
const writing = { mode: 'STRICT_ALL_TABLES', begin: 'START TRANSACTION' };

async function openMysqlWriter(address: ExchangeAddress, patience: Patience): Promise<ExchangeWriter> {
  const { close, connection, step } = await connectMysql(address, patience, writing);
  const query = (statement: string, values: Values) =>
    new Promise<WrittenRows>((resolve, reject) => {
      connection.query<mysql.RowDataPacket[][]>(statement, [...values], (error, rows, fields) => {
        if (error !== null) reject(error);
        // What is no selection answers with a count instead of rows.
        else if (!Array.isArray(rows)) resolve({ columns: [], rows: [] });
        else resolve({ columns: fields.map(({ name }) => name), rows: rows as unknown as Values[] });
      });
    });
  return {
    dialect: mysqlDialect,
    // INSERT IGNORE would also let through what is wrong with the row itself.
    unlessThere: (key) => `ON DUPLICATE KEY UPDATE ${mysqlDialect.column(key)} = ${mysqlDialect.column(key)}`,
    run: (statement, values) => step(() => query(statement, values)),
    commit: () => step(async () => void (await query('COMMIT', []))),
    close,
  };
}
