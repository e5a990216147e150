import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosRequestConfig } from 'axios';
import type { Tls } from '../../schema/tls-settings.ts';
import { isRecord } from '../sources/read-answer.ts';

/** What a subgraph host says of itself: `{ "status": …, "subgraphs": { "<name>": "<digest of its SDL>" } }`. */
export interface ToldByHost {
  readonly ready: boolean;
  readonly digests: ReadonlyMap<string, string>;
}

const timeoutMs = 2000;

const asking = (tls: Tls | null): AxiosRequestConfig => ({
  httpAgent: new HttpAgent({ keepAlive: false }),
  httpsAgent: new HttpsAgent({ keepAlive: false, ...tls }),
  maxContentLength: 1024 * 1024,
  maxRedirects: 0,
  proxy: false,
  signal: AbortSignal.timeout(timeoutMs),
  validateStatus: () => true,
});

/** Asks the host of a subgraph at `<host>/<name>/graphql` for `<host>/health/ready`; null when it does not answer. */
export async function askHost(graphqlUrl: string, tls: Tls | null = null): Promise<ToldByHost | null> {
  try {
    const { data, status } = await axios.get<unknown>(new URL('../health/ready', graphqlUrl).href, asking(tls));
    return { ready: status === 200, digests: digestsOf(data) };
  } catch {
    return null;
  }
}

/** Asks a service of somebody else's, of which only its GraphQL endpoint is known. */
export async function askService(graphqlUrl: string, tls: Tls | null = null): Promise<ToldByHost | null> {
  try {
    const { status } = await axios.post<unknown>(graphqlUrl, { query: '{ __typename }' }, asking(tls));
    return { ready: status === 200, digests: new Map() };
  } catch {
    return null;
  }
}

function digestsOf(body: unknown): Map<string, string> {
  const subgraphs = isRecord(body) && isRecord(body.subgraphs) ? body.subgraphs : {};
  const digests = Object.entries(subgraphs).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new Map(digests);
}
