import { connect } from 'node:net';
import mysql from 'mysql2';
import type { ExchangeAddress } from './sql-exchange-address.ts';
import {
  checkColumns,
  exchangeRow,
  selectStatement,
  TooManyRows,
  type Dialect,
  type ExchangeDatabase,
  type ExchangeRow,
  type Patience,
  type Selection,
} from './sql-exchange-database.ts';
import { farewell, inTime, statementPatience } from './sql-exchange-deadline.ts';

const PAGE = 2000;
const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``;
const dialect: Dialect = { table: quoted, column: quoted, label: quoted, placeholder: () => '?' };

/** Opens an exchange database that speaks MySQL's protocol (MySQL, MariaDB), whatever the charset of its tables. */
export async function openMysql(address: ExchangeAddress, patience: Patience): Promise<ExchangeDatabase> {
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
    await inTime(patience, cut, () => begin(connection, patience.timeoutMs));
  } catch (error) {
    cut();
    throw error;
  }
  const step = <T>(work: () => Promise<T>) => inTime(statementPatience(patience), cut, work);
  return {
    select: (selection) => select(connection, selection, step),
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
async function begin(connection: mysql.Connection, timeoutMs: number): Promise<void> {
  await done((callback) => connection.connect(callback));
  const seconds = timeoutMs / 1000;
  const limits = `/*M!100101 , max_statement_time = ${seconds} */ /*!50708 , max_execution_time = ${timeoutMs} */`;
  const statements = [
    `SET SESSION lock_wait_timeout = ${Math.max(1, Math.ceil(seconds / 2))}, sql_mode = '' ${limits}`,
    'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
  ];
  for (const statement of statements) await done((callback) => connection.query(statement, callback));
}

function done(start: (callback: (error: mysql.QueryError | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error === null ? resolve() : reject(error)));
  });
}

type Step = <T>(work: () => Promise<T>) => Promise<T>;
type Values = (string | null)[];

async function select(connection: mysql.Connection, selection: Selection, step: Step): Promise<ExchangeRow[]> {
  const { text, values } = selectStatement(selection, dialect);
  const query = connection.query(text, values);
  let given: string[] = [];
  query.on('fields', (fields: { name: string }[] | undefined) => {
    given = fields?.map(({ name }) => name) ?? [];
  });
  const stream = query.stream({ highWaterMark: PAGE });
  const arriving = stream[Symbol.asyncIterator]() as AsyncIterator<Values>;
  const rows: ExchangeRow[] = [];
  try {
    for (;;) {
      const page = await step(() => nextPage(arriving));
      if (rows.length === 0) checkColumns(selection.columns, given);
      for (const values of page) rows.push(exchangeRow(selection.columns, values));
      if (rows.length > selection.maxRows) throw new TooManyRows(`more than ${selection.maxRows} rows`);
      if (page.length < PAGE) return rows;
    }
  } finally {
    // What is not taken of a result would keep the connection from its next one.
    stream.destroy();
  }
}

async function nextPage(arriving: AsyncIterator<Values>): Promise<Values[]> {
  const page: Values[] = [];
  while (page.length < PAGE) {
    const next = await arriving.next();
    if (next.done === true) break;
    page.push(next.value);
  }
  return page;
}
