import type mysql from 'mysql2';
import type { ExchangeAddress } from './sql-exchange-address.ts';
import {
  checkColumns,
  exchangeRow,
  selectStatement,
  TooManyRows,
  type ExchangeDatabase,
  type ExchangeRow,
  type Patience,
  type Selection,
  type Step,
} from './sql-exchange-database.ts';
import { connectMysql, mysqlDialect } from './sql-exchange-mysql-connection.ts';

const PAGE = 2000;
/** Zero dates and whatever else these tables hold are to be read, not judged. */
const reading = { mode: '', begin: 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY' };

/** Opens an exchange database that speaks MySQL's protocol (MySQL, MariaDB), whatever the charset of its tables. */
export async function openMysql(address: ExchangeAddress, patience: Patience): Promise<ExchangeDatabase> {
  const { close, connection, step } = await connectMysql(address, patience, reading);
  return { select: (selection) => select(connection, selection, step), close };
}

type Values = (string | null)[];

async function select(connection: mysql.Connection, selection: Selection, step: Step): Promise<ExchangeRow[]> {
  const { text, values } = selectStatement(selection, mysqlDialect);
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
