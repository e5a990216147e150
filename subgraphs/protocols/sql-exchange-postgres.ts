import { Socket } from 'node:net';
import pg from 'pg';
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
/** Type of moments with a time zone. These departments mean the local time that their server shows. */
const TIMESTAMPTZ = 1184;
const asWritten = (value: string) => value;
const withoutZone = (value: string) => value.replace(/[+-]\d{2}(?::?\d{2})*$/, '');
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** This side of the exchange has its names in lower case; they come out as the document writes them. */
function dialectOf(schema: string): Dialect {
  return {
    table: (name) => `${quoted(schema)}.${quoted(name.toLowerCase())}`,
    column: (name) => quoted(name.toLowerCase()),
    label: quoted,
    placeholder: (place) => `$${place}`,
  };
}

/** Opens an exchange database that speaks PostgreSQL's protocol (PostgreSQL, KingbaseES). */
export async function openPostgres(address: ExchangeAddress, patience: Patience): Promise<ExchangeDatabase> {
  const { host, port, user, password, database, tls } = address;
  const socket = new Socket();
  const cut = () => socket.destroy();
  const client = new pg.Client({
    host,
    port,
    user,
    database,
    // Without a password of its own pg would look for one in the environment and in files.
    password: password === '' ? ' ' : password,
    ssl: tls ?? false,
    stream: () => socket,
    // On this client only: every value as the server writes it.
    types: { getTypeParser: (type: number) => (type === TIMESTAMPTZ ? withoutZone : asWritten) },
  });
  // A connection that breaks between two statements is met by the next one.
  client.on('error', () => undefined);
  try {
    await inTime(patience, cut, () => begin(client, patience.timeoutMs));
  } catch (error) {
    cut();
    throw error;
  }
  const dialect = dialectOf(address.schema);
  const step = <T>(work: () => Promise<T>) => inTime(statementPatience(patience), cut, work);
  return {
    select: (selection) => select(client, { selection, dialect }, step),
    async close() {
      if (!socket.destroyed) await inTime(farewell(patience), cut, () => client.end()).catch(() => undefined);
      cut();
    },
  };
}

/** SET LOCAL: poolers and embedded servers share one session between several clients. */
async function begin(client: pg.Client, timeoutMs: number): Promise<void> {
  await client.connect();
  const statements = [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    `SET LOCAL statement_timeout = ${timeoutMs}`,
    `SET LOCAL lock_timeout = ${Math.ceil(timeoutMs / 2)}`,
    "SET LOCAL DateStyle = 'ISO, YMD'",
  ];
  for (const statement of statements) await client.query(statement);
}

type Step = <T>(work: () => Promise<T>) => Promise<T>;

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
