import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import type { Database } from '../../subgraphs/database/database.ts';
import { openDatabase } from '../../subgraphs/database/open-database.ts';

const quiet = pino({ level: 'silent' });

/** A database with the product's schema and nothing in it, gone when it is closed. */
export async function openEmpty(postgresUrl: string | null): Promise<Database> {
  return postgresUrl === null ? openEmbedded() : openOnServer(postgresUrl);
}

/** On disk and with fsync, as the product runs it. */
async function openEmbedded(): Promise<Database> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const database = await openDatabase({ url: null, dataDir }, quiet);
  return {
    ...database,
    async close() {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function openOnServer(server: string): Promise<Database> {
  const { drop, url } = await createOnServer(server);
  const database = await openDatabase({ url, dataDir: null }, quiet);
  return {
    ...database,
    async close() {
      await database.close();
      await drop();
    },
  };
}

/** A database of one's own on a server, for whoever opens it. */
export async function createOnServer(
  server: string,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `gateway_bench_${randomBytes(6).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name}`);
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
