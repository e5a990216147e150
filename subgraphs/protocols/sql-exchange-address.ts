import type { Settings } from '../connector/protocol.ts';

/** Where an exchange database is and as whom it is read. */
export interface ExchangeAddress {
  readonly family: 'postgres' | 'mysql';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** PostgreSQL: the database that holds the schema. MySQL: the database itself. */
  readonly database: string;
  readonly schema: string;
  readonly tls: { readonly rejectUnauthorized: boolean } | null;
}

const families = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mysql',
} as const;
const ports = { postgres: 5432, mysql: 3306 };
const tlsModes = new Set(['require', 'verify-ca', 'verify-full']);

/**
 * Reads the settings `url` (postgres://… or mysql://…, `?sslmode=` as libpq has it) and, where they are kept apart
 * from it, `user`, `password` and `schema`. Throws a RangeError that names the setting and never its content.
 */
export function readAddress(settings: Settings, documentedSchema: string): ExchangeAddress {
  const url = URL.parse(settings['url'] ?? '');
  const family = url === null ? undefined : families[url.protocol as keyof typeof families];
  if (url === null || family === undefined) throw new RangeError('url is neither a postgres:// nor a mysql:// address');
  const user = settings['user'] ?? decodeURIComponent(url.username);
  const path = decodeURIComponent(url.pathname.replace(/^\//, ''));
  const schema = settings['schema'] ?? documentedSchema;
  const mode = url.searchParams.get('sslmode') ?? '';
  return {
    family,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? ports[family] : Number(url.port),
    user,
    password: settings['password'] ?? decodeURIComponent(url.password),
    database: path !== '' ? path : family === 'mysql' ? schema : user,
    schema,
    tls: tlsModes.has(mode) ? { rejectUnauthorized: mode !== 'require' } : null,
  };
}
