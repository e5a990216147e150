import fs, { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import { quiet } from './support/database.ts';
import { createPostgresDatabase, postgres } from './support/postgres.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'database-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const open = () => openDatabase({ url: null, dataDir }, quiet);

describe('the embedded database', () => {
  test('keeps what was committed when it is opened again', async () => {
    const first = await open();
    await first.query("INSERT INTO withdrawals (department, record_set, row_ref) VALUES ('court', 's', '1')");
    await first.close();
    const again = await open();
    expect(await again.query('SELECT row_ref FROM withdrawals')).toEqual([{ row_ref: '1' }]);
    await again.close();
  });

  test('makes a commit durable: the file system is told to write it to the disk', async () => {
    const database = await open();
    const fsync = jest.spyOn(fs, 'fsyncSync');
    await database.query("INSERT INTO withdrawals (department, record_set, row_ref) VALUES ('court', 's', '2')");
    expect(fsync.mock.calls.length).toBeGreaterThan(0);
    fsync.mockRestore();
    await database.close();
  });

  test('serves a second process of the machine, whose transaction never mixes with the owner’s', async () => {
    const owner = await open();
    const guest = await open();
    await owner.query('CREATE TABLE counter (n int); ');
    await owner.query('INSERT INTO counter VALUES (0)');
    const add = (database: typeof owner) =>
      database.transaction(async (queries) => {
        const [{ n }] = (await queries.query<{ n: number }>('SELECT n FROM counter')) as [{ n: number }];
        await new Promise((resolve) => setImmediate(resolve));
        await queries.query('UPDATE counter SET n = $1', [n + 1]);
      });
    await Promise.all(Array.from({ length: 20 }, (_, at) => add(at % 2 === 0 ? owner : guest)));
    expect(await guest.query('SELECT n FROM counter')).toEqual([{ n: 20 }]);
    await guest.close();
    await owner.close();
  });

  test('undoes the transaction of a guest that vanished in the middle of it', async () => {
    const owner = await open();
    const { port, password } = JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres', password });
    client.on('error', () => {});
    await client.connect();
    await client.query('BEGIN');
    await client.query("INSERT INTO withdrawals (department, record_set, row_ref) VALUES ('court', 's', 'never')");
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect(await owner.query('SELECT * FROM withdrawals')).toEqual([]);
    await owner.close();
  });

  test('admits nobody without the password, and keeps the password from other users of the machine', async () => {
    const owner = await open();
    const file = join(dataDir, 'owner.json');
    const { port } = JSON.parse(readFileSync(file, 'utf8')) as { port: number };
    const stranger = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      database: 'postgres',
      password: 'guess',
    });
    stranger.on('error', () => {});
    await expect(stranger.connect()).rejects.toThrow();
    expect(statSync(file).mode & 0o077).toBe(0);
    await owner.close();
  });

  test('is begun again where a process died while it made the folder, and nothing that is there is written over', async () => {
    const folder = join(dataDir, 'postgres');
    fs.mkdirSync(folder);
    fs.writeFileSync(join(folder, 'PG_VERSION'), '18');
    fs.writeFileSync(`${folder}.unfinished`, '');
    const database = await open();
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.close();

    rmSync(join(folder, 'PG_VERSION'));
    const kept = fs.readdirSync(folder);
    await expect(open()).rejects.toThrow(/holds files, but no database/);
    expect(fs.readdirSync(folder)).toEqual(kept);
  });

  test('is taken over from a process that is gone', async () => {
    fs.writeFileSync(join(dataDir, 'owner.json'), JSON.stringify({ pid: 2 ** 22 - 1, port: 1, password: 'x' }));
    const database = await open();
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.close();
  });
});

postgres.describe('a server', () => {
  test('is made ready once by many processes that start at once on an empty database', async () => {
    const empty = await createPostgresDatabase();
    const opened = await Promise.allSettled(
      Array.from({ length: 8 }, () => openDatabase({ url: empty.url, dataDir: null }, quiet)),
    );
    for (const one of opened) if (one.status === 'fulfilled') await one.value.close();
    await empty.drop();
    expect(opened.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'fulfilled'));
  });
});
