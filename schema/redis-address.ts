/** Where Redis is: one server, or some nodes of a cluster, which name the others. */
export interface RedisAddress {
  readonly cluster: boolean;
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly tls: boolean;
  readonly username: string | null;
  readonly password: string | null;
  /** Number of the database; a cluster has 0 alone. */
  readonly database: number;
}

const form = /^(rediss?)(\+cluster)?:\/\/(?:([^@/]*)@)?([^/?#@]+)(?:\/(\d*))?$/;

/**
 * Reads REDIS_URL: `redis://user:password@host:6379/0`, or `redis+cluster://user:password@host:7000,host:7001`; with
 * `rediss` over TLS. Throws without repeating the text, which may hold a password.
 */
export function parseRedisAddress(text: string): RedisAddress {
  const [, scheme, several, login, hosts, database] = form.exec(text) ?? [];
  if (scheme === undefined || hosts === undefined)
    throw new Error('is no redis://host:port or redis+cluster://host:port,host:port address');
  const nodes = hosts.split(',').map(parseNode);
  const cluster = several !== undefined;
  if (nodes.length > 1 && !cluster)
    throw new Error('names several servers: a cluster is redis+cluster://host:port,host:port');
  if (cluster && Number(database ?? 0) !== 0) throw new Error('names a database: a Redis cluster has none but 0');
  const [username = '', password = ''] = (login ?? '').split(/:(.*)/s).map(decodeURIComponent);
  return {
    cluster,
    nodes,
    tls: scheme === 'rediss',
    username: username || null,
    password: password || null,
    database: Number(database ?? 0),
  };
}

function parseNode(text: string): { host: string; port: number } {
  const [, bare, bracketed, port = '6379'] = /^(?:([^:[\]]+)|\[([0-9a-f:]+)\])(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bare ?? bracketed;
  if (host === undefined || Number(port) > 65_535) throw new Error('names a server that is no host:port');
  return { host, port: Number(port) };
}
