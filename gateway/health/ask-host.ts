import { Agent } from 'node:http';
import axios from 'axios';
import { isRecord } from '../sources/read-answer.ts';

/** What a subgraph host says of itself: `{ "status": …, "subgraphs": { "<name>": "<digest of its SDL>" } }`. */
export interface ToldByHost {
  readonly ready: boolean;
  readonly digests: ReadonlyMap<string, string>;
}

const timeoutMs = 2000;
const largestAnswer = 1024 * 1024;

/** Asks the host of a subgraph at `<host>/<name>/graphql` for `<host>/health/ready`; null when it does not answer. */
export async function askHost(graphqlUrl: string): Promise<ToldByHost | null> {
  try {
    const { data, status } = await axios.get<unknown>(new URL('../health/ready', graphqlUrl).href, {
      httpAgent: new Agent({ keepAlive: false }),
      maxContentLength: largestAnswer,
      maxRedirects: 0,
      proxy: false,
      signal: AbortSignal.timeout(timeoutMs),
      validateStatus: () => true,
    });
    return { ready: status === 200, digests: digestsOf(data) };
  } catch {
    return null;
  }
}

function digestsOf(body: unknown): Map<string, string> {
  const subgraphs = isRecord(body) && isRecord(body.subgraphs) ? body.subgraphs : {};
  const digests = Object.entries(subgraphs).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new Map(digests);
}
