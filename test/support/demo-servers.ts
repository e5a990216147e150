import mysql from 'mysql2/promise';
import pg from 'pg';
import type { CreateStandIn, StandIn } from '../../demo/district.ts';
import type { Servers } from '../../demo/servers.ts';
import { createStandIn as createHumanResources } from '../../demo/stand-ins/human-resources/stand-in.ts';
import { createStandIn as createMarketRegulation } from '../../demo/stand-ins/market-regulation/stand-in.ts';
import type { Connector } from '../../subgraphs/connector/connector.ts';
import humanResources from '../../subgraphs/departments/human-resources/connector.ts';
import marketRegulation from '../../subgraphs/departments/market-regulation/connector.ts';
import { mariadb } from './mariadb.ts';
import { postgres } from './postgres.ts';

/** A department on a real server, and how its server is asked what it holds. */
export interface Place {
  readonly connector: Connector;
  readonly create: CreateStandIn;
  readonly servers: Servers;
  readonly maintenance: string;
  /** Names of the databases that the server has. */
  readonly databases: () => Promise<string[]>;
}

export const none: Servers = { postgres: null, mariadb: null };
export const onPostgres: Place = {
  connector: marketRegulation,
  create: createMarketRegulation,
  servers: { ...none, postgres: postgres.url },
  maintenance: '2026-06-28T12:00:00+08:00',
  databases: postgresDatabases,
};
export const onMariadb: Place = {
  connector: humanResources,
  create: createHumanResources,
  servers: { ...none, mariadb: mariadb.url },
  maintenance: '2026-07-01T07:59:00+08:00',
  databases: mariadbDatabases,
};

async function postgresDatabases(): Promise<string[]> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
  await client.end();
  return rows.map(({ datname }) => datname);
}

async function mariadbDatabases(): Promise<string[]> {
  const client = await mysql.createConnection(mariadb.url);
  const [rows] = await client.query<mysql.RowDataPacket[]>(
    'SELECT schema_name AS name FROM information_schema.schemata',
  );
  await client.end();
  return rows.map((row) => String(row['name']));
}

/** The database that a stand-in on a real server says it is read from. */
export function databaseOf({ settings }: Pick<StandIn, 'settings'>): string {
  return new URL(settings['url']!).pathname.slice(1);
}
