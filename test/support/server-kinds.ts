export interface ServerKind {
  readonly name: string;
  /** Environment variable that names another server than the usual local one. */
  readonly setting: string;
  readonly usual: string;
  /** Logs in and out again. @throws when it cannot */
  login(url: string): Promise<unknown>;
}

/** The servers that tests use where they are. Each library is loaded by whoever logs in, not by whoever asks for a name. */
export const serverKinds = {
  postgres: {
    name: 'PostgreSQL',
    setting: 'TEST_DATABASE_URL',
    usual: 'postgres://postgres@127.0.0.1:5432/postgres',
    async login(url) {
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
      client.on('error', () => undefined);
      await client.connect();
      await client.end();
    },
  },
  mariadb: {
    name: 'MariaDB',
    setting: 'TEST_MARIADB_URL',
    usual: 'mysql://root@127.0.0.1:3306',
    async login(url) {
      const { createConnection } = await import('mysql2/promise');
      const connection = await createConnection({ uri: url, connectTimeout: 5000 });
      await connection.end();
    },
  },
  redis: {
    name: 'Redis',
    setting: 'TEST_REDIS_URL',
    usual: 'redis://127.0.0.1:6379',
    async login(url) {
      const { Redis } = await import('ioredis');
      const client = new Redis(url, { lazyConnect: true, connectTimeout: 5000, retryStrategy: () => null });
      client.on('error', () => undefined);
      await client.connect();
      await client.quit();
    },
  },
} satisfies Record<string, ServerKind>;

/** By which the processes of the run learn what was found: what is skipped must be known when tests are collected. */
export const FOUND = 'TEST_SERVERS_FOUND';

export const urlOf = ({ setting, usual }: ServerKind): string => process.env[setting] ?? usual;
