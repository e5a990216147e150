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
import { inTime } from './sql-exchange-deadline.ts';

const PAGE = 2000;
const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``;
const dialect: Dialect = { table: quoted, column: quoted, label: quoted, placeholder: () => '?' };

/** Opens an exchange database that speaks MySQL's protocol (MySQL, MariaDB), whatever the charset of its tables. */
export async function openMysql(address: ExchangeAddress, patience: Patience): Promise<ExchangeDatabase> {
  const { host, port, user, password, database, tls } = address;
  const socket = connect(port, host);
  const connection = mysql.createConnection({
    user,
    password,
    database,
    ...(tls === null ? {} : { ssl: tls }),
    stream: socket,
    connectTimeout: patience.timeoutMs,
    charset: 'UTF8MB4_GENERAL_CI',
    rowsAsArray: true,
    // Every value as the server writes it: zero dates, decimals and large numbers stay what they are.
    typeCast: (field) => field.string(),
  });
  // A connection that breaks between two statements is met by the next one.
  connection.on('error', () => undefined);
  const step = <T>(work: () => Promise<T>) => inTime(patience, () => socket.destroy(), work);
  const run = (statement: string) =>
    new Promise<void>((resolve, reject) => {
      connection.query(statement, (error) => (error === null ? resolve() : reject(error)));
    });
  try {
    await step(async () => {
      await new Promise<void>((resolve, reject) => {
        connection.connect((error) => (error === null ? resolve() : reject(error)));
      });
      for (const statement of preamble(patience.timeoutMs)) await run(statement);
    });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  const farewell = { ...patience, timeoutMs: 1000 };
  return {
    select: (selection) => select(connection, selection, step),
    async close() {
      const end = () => new Promise<void>((resolve) => connection.end(() => resolve()));
      if (!socket.destroyed) await inTime(farewell, () => socket.destroy(), end).catch(() => undefined);
      socket.destroy();
    },
  };
}

/**
 * The comments are read by one of the two servers each: MariaDB knows the first limit in seconds, MySQL from 5.7.8
 * the second in milliseconds, and MariaDB passes over comments of versions 50700 to 50999.
 */
function preamble(timeoutMs: number): string[] {
  const seconds = timeoutMs / 1000;
  return [
    [
      `SET SESSION lock_wait_timeout = ${Math.max(1, Math.ceil(seconds / 2))}`,
      `sql_mode = ''`,
      `time_zone = '+08:00' /*M!100101 , max_statement_time = ${seconds} */ /*!50708 , max_execution_time = ${timeoutMs} */`,
    ].join(', '),
    'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
  ];
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
  const stream = query.stream({ highWaterMark: PAGE }) as AsyncIterable<Values>;
  const arriving = stream[Symbol.asyncIterator]();
  const rows: ExchangeRow[] = [];
  for (;;) {
    const page = await step(() => nextPage(arriving));
    if (rows.length === 0) checkColumns(selection.columns, given);
    for (const values of page) rows.push(exchangeRow(selection.columns, values));
    if (rows.length > selection.maxRows) throw new TooManyRows(`more than ${selection.maxRows} rows`);
    if (page.length < PAGE) return rows;
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
