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
import { inTime } from './sql-exchange-deadline.ts';

const PAGE = 2000;
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
    types: { getTypeParser: () => (value: unknown) => value },
  });
  // A connection that breaks between two statements is met by the next one.
  client.on('error', () => undefined);
  const step = <T>(work: () => Promise<T>) => inTime(patience, () => socket.destroy(), work);
  try {
    await step(async () => {
      await client.connect();
      for (const statement of preamble(patience.timeoutMs)) await client.query(statement);
    });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  const dialect = dialectOf(address.schema);
  const farewell = { ...patience, timeoutMs: 1000 };
  return {
    select: (selection) => select(client, { selection, dialect }, step),
    async close() {
      if (!socket.destroyed)
        await inTime(
          farewell,
          () => socket.destroy(),
          () => client.end(),
        ).catch(() => undefined);
      socket.destroy();
    },
  };
}

/** SET LOCAL: poolers and embedded servers share one session between several clients. */
function preamble(timeoutMs: number): string[] {
  return [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    `SET LOCAL statement_timeout = ${timeoutMs}`,
    `SET LOCAL lock_timeout = ${Math.ceil(timeoutMs / 2)}`,
    "SET LOCAL TimeZone = 'Asia/Shanghai'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
  ];
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
    await step(() => client.query('CLOSE selected'));
    return rows;
  } catch (error) {
    // The transaction and its moment go on; the cursor and the failed statement are gone.
    await step(() => client.query('ROLLBACK TO SAVEPOINT selection')).catch(() => undefined);
    throw error;
  }
}
