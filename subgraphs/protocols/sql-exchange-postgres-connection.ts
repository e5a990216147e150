import { Socket } from 'node:net';
import pg from 'pg';
import type { ExchangeAddress } from './sql-exchange-address.ts';
import type { Dialect, Patience, Step } from './sql-exchange-database.ts';
import { farewell, inTime, statementPatience } from './sql-exchange-deadline.ts';

/** Type of moments with a time zone. These departments mean the local time that their server shows. */
const TIMESTAMPTZ = 1184;
const asWritten = (value: string) => value;
const withoutZone = (value: string) => value.replace(/[+-]\d{2}(?::?\d{2})*$/, '');
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** This side of the exchange has its names in lower case; they come out as the document writes them. */
export function postgresDialect(schema: string): Dialect {
  return {
    table: (name) => `${quoted(schema)}.${quoted(name.toLowerCase())}`,
    column: (name) => quoted(name.toLowerCase()),
    label: quoted,
    placeholder: (place) => `$${place}`,
  };
}

export interface PostgresConnection {
  readonly client: pg.Client;
  readonly step: Step;
  readonly close: () => Promise<void>;
}

/** A connection with one transaction begun on it, in the given mode. What fails or takes too long cuts it. */
export async function connectPostgres(
  address: ExchangeAddress,
  patience: Patience,
  mode: string,
): Promise<PostgresConnection> {
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
    await inTime(patience, cut, () => begin(client, mode, patience.timeoutMs));
  } catch (error) {
    cut();
    throw error;
  }
  return {
    client,
    step: (work) => inTime(statementPatience(patience), cut, work),
    async close() {
      if (!socket.destroyed) await inTime(farewell(patience), cut, () => client.end()).catch(() => undefined);
      cut();
    },
  };
}

/** SET LOCAL: poolers and embedded servers share one session between several clients. */
async function begin(client: pg.Client, mode: string, timeoutMs: number): Promise<void> {
  await client.connect();
  const statements = [
    `BEGIN ${mode}`,
    `SET LOCAL statement_timeout = ${timeoutMs}`,
    `SET LOCAL lock_timeout = ${Math.ceil(timeoutMs / 2)}`,
    "SET LOCAL DateStyle = 'ISO, YMD'",
  ];
  for (const statement of statements) await client.query(statement);
}
