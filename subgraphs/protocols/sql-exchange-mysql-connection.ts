import { connect } from 'node:net';
import mysql from 'mysql2';
import type { ExchangeAddress } from './sql-exchange-address.ts';
import type { Dialect, Patience, Step } from './sql-exchange-database.ts';
import { farewell, inTime, statementPatience } from './sql-exchange-deadline.ts';

const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``;
export const mysqlDialect: Dialect = { table: quoted, column: quoted, label: quoted, placeholder: () => '?' };

/** What is set before the transaction, and how it begins. */
export interface MysqlManner {
  readonly mode: string;
  readonly begin: string;
}

export interface MysqlConnection {
  readonly connection: mysql.Connection;
  readonly step: Step;
  readonly close: () => Promise<void>;
}

/** A connection with one transaction begun on it. What fails or takes too long cuts it. */
export async function connectMysql(
  address: ExchangeAddress,
  patience: Patience,
  manner: MysqlManner,
): Promise<MysqlConnection> {
  const { host, port, user, password, database, tls } = address;
  const socket = connect(port, host);
  const cut = () => socket.destroy();
  const connection = mysql.createConnection({
    user,
    password,
    database,
    ...(tls === null ? {} : { ssl: tls }),
    stream: socket,
    // Time is kept here, and not by a timer that outlives the connection.
    connectTimeout: 0,
    charset: 'UTF8MB4_GENERAL_CI',
    rowsAsArray: true,
    // Every value as the server writes it: zero dates, decimals and large numbers stay what they are.
    typeCast: (field) => field.string(),
  });
  // A connection that breaks between two statements is met by the next one.
  connection.on('error', () => undefined);
  try {
    await inTime(patience, cut, () => begin(connection, manner, patience.timeoutMs));
  } catch (error) {
    cut();
    throw error;
  }
  return {
    connection,
    step: (work) => inTime(statementPatience(patience), cut, work),
    async close() {
      const end = () => new Promise<void>((resolve) => connection.end(() => resolve()));
      if (!socket.destroyed) await inTime(farewell(patience), cut, end).catch(() => undefined);
      cut();
    },
  };
}

/**
 * The comments are read by one of the two servers each: MariaDB knows the first limit in seconds, MySQL from 5.7.8
 * the second in milliseconds, and MariaDB passes over comments of versions 50700 to 50999.
 */
async function begin(connection: mysql.Connection, { mode, begin }: MysqlManner, timeoutMs: number): Promise<void> {
  await done((callback) => connection.connect(callback));
  const seconds = timeoutMs / 1000;
  const wait = Math.max(1, Math.ceil(seconds / 2));
  const limits = `/*M!100101 , max_statement_time = ${seconds} */ /*!50708 , max_execution_time = ${timeoutMs} */`;
  const statements = [
    `SET SESSION lock_wait_timeout = ${wait}, innodb_lock_wait_timeout = ${wait}, sql_mode = '${mode}' ${limits}`,
    'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    begin,
  ];
  for (const statement of statements) await done((callback) => connection.query(statement, callback));
}

function done(start: (callback: (error: mysql.QueryError | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error === null ? resolve() : reject(error)));
  });
}
