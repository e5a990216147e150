import type pg from 'pg';
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
  type Step,
} from './sql-exchange-database.ts';
import { connectPostgres, postgresDialect } from './sql-exchange-postgres-connection.ts';

const PAGE = 2000;

/** Opens an exchange database that speaks PostgreSQL's protocol (PostgreSQL, KingbaseES). */
export async function openPostgres(address: ExchangeAddress, patience: Patience): Promise<ExchangeDatabase> {
  const { client, close, step } = await connectPostgres(address, patience, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const dialect = postgresDialect(address.schema);
  return { select: (selection) => select(client, { selection, dialect }, step), close };
}

async function select(
  client: pg.Client,
  { selection, dialect }: { selection: Selection; dialect: Dialect },
  step: Step,
): Promise<ExchangeRow[]> {
  const { text, values } = selectStatement(selection, dialect);
  const rows: ExchangeRow[] = [];
  await step(() => client.query('SAVEPOINT selection'));
  try {
    await step(() => client.query(`DECLARE selected NO SCROLL CURSOR FOR ${text}`, values));
    for (;;) {
      const page = await step(() =>
        client.query<(string | null)[]>({ text: `FETCH ${PAGE} FROM selected`, rowMode: 'array' }),
      );
      checkColumns(
        selection.columns,
        page.fields.map(({ name }) => name),
      );
      for (const values of page.rows) rows.push(exchangeRow(selection.columns, values));
      if (rows.length > selection.maxRows) throw new TooManyRows(`more than ${selection.maxRows} rows`);
      if (page.rows.length < PAGE) break;
    }
    await step(() => client.query('CLOSE selected; RELEASE SAVEPOINT selection'));
    return rows;
  } catch (error) {
    // The transaction and its moment go on; the cursor and the failed statement are gone.
    await step(() => client.query('ROLLBACK TO SAVEPOINT selection; RELEASE SAVEPOINT selection')).catch(
      () => undefined,
    );
    throw error;
  }
}
