import { fsyncSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import pg from 'pg';
import type { Logger } from 'pino';
import { databaseOver, type Database } from './database.ts';
import { openFolder } from './embedded-folder.ts';
import { openInMemory } from './in-memory.ts';
import { takeOwnership, type Ownership } from './ownership.ts';
import { plainTypes } from './plain-types.ts';
import { serveToGuests } from './serve-guests.ts';

/** One session for the owner and all guests: a name that one gives would stand in the way of the others. */
const keepsNames = false;

interface Emscripten {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
}

/** The library's Node file system lacks fsync: without it a commit survives the process, but not a power cut. */
class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const initialised = await super.init(...args);
    (initialised.emscriptenOpts.preRun as unknown as ((module: Emscripten) => void)[]).push((module) => {
      module.NODEFS.stream_ops.fsync = (stream) => {
        fsyncSync(stream.nfd);
        return 0;
      };
    });
    return initialised;
  }
}

/**
 * PostgreSQL inside this process. One process owns the folder; further processes of the same machine are its guests,
 * over a loopback socket with a password.
 */
export async function openEmbedded(dataDir: string | null, log: Logger): Promise<Database> {
  if (dataDir === null) return overPglite(await openInMemory());
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const ownership = await takeOwnership(dataDir);
  if (ownership.role === 'guest') return asGuest(ownership, log);
  const lite = await openOwned(join(dataDir, 'postgres')).catch((error: unknown) => {
    ownership.release();
    throw error;
  });
  const pool = poolOver(lite);
  const guests = await serveToGuests(lite, pool, ownership.password);
  ownership.announce(guests.port);
  const close = async () => {
    ownership.release();
    await guests.close();
    await lite.close();
  };
  return databaseOver(pool, { keepsNames, close });
}

function openOwned(folder: string): Promise<PGlite> {
  return openFolder(folder, (copied) =>
    PGlite.create({
      fs: new DurableNodeFS(folder),
      startParams: [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'],
      ...(copied === undefined ? {} : { loadDataDir: copied }),
    }),
  );
}

function overPglite(lite: PGlite): Database {
  return databaseOver(poolOver(lite), { keepsNames, close: () => lite.close() });
}

/** The only pool on this session: anything beside it would run inside whatever transaction is open. */
function poolOver(lite: PGlite): pg.Pool {
  return new pg.Pool({ ...createPgConfig(lite), max: 1, types: plainTypes });
}

function asGuest({ port, password }: Extract<Ownership, { role: 'guest' }>, log: Logger): Database {
  const pool = new pg.Pool({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database: 'postgres',
    password,
    max: 2,
    types: plainTypes,
  });
  pool.on('error', (error) =>
    log.warn({ err: error.message }, 'the connection to the process that owns the database was lost'),
  );
  return databaseOver(pool, { keepsNames });
}
