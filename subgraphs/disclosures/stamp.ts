import { createHash, randomBytes } from 'node:crypto';
import axios from 'axios';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { readHead } from './commit-group.ts';
import { timestampQuery, tokenOf } from './timestamp-query.ts';

export interface StampParts {
  readonly database: Database;
  readonly url: string;
  /** How long stamping may fail before the log closes. */
  readonly graceMs: number;
  /** The machine's clock: what is measured is how long the authority is silent. */
  readonly now: () => number;
  readonly log: Logger;
}

export interface Stamper {
  /** Has the end of the chain time-stamped, if it has moved since the last time. */
  stamp(): Promise<void>;
  /** false: stamps have failed for longer than is allowed. */
  readonly open: boolean;
}

const timeoutMs = 10_000;
const largestReply = 64 * 1024;

/** What a stamp is about: the SHA-256 of the link's bytes, whatever the chain itself is hashed with. */
export function stampedDigest(link: string): Buffer {
  return createHash('sha256').update(Buffer.from(link, 'hex')).digest();
}

export function createStamper({ database, graceMs, log, now, url }: StampParts): Stamper {
  let failingSince: number | null = null;
  return {
    get open() {
      return failingSince === null || now() - failingSince < graceMs;
    },
    async stamp() {
      try {
        const head = await readHead(database);
        const [last] = await database.query<{ number: number | null }>(
          'SELECT max(number) AS number FROM disclosure_timestamps',
        );
        if (head.number > (last?.number ?? 0)) {
          const token = await ask(url, stampedDigest(head.link));
          await database.query(
            `INSERT INTO disclosure_timestamps (number, at, token) VALUES ($1, $2, decode($3, 'hex')) ON CONFLICT DO NOTHING`,
            [head.number, new Date(now()).toISOString(), token.toString('hex')],
          );
        }
        failingSince = null;
      } catch (error) {
        failingSince ??= now();
        log.error({ err: (error as Error).message, graceMs }, 'the log of disclosures cannot be time-stamped');
      }
    },
  };
}

async function ask(url: string, digest: Buffer): Promise<Buffer> {
  const nonce = randomBytes(8);
  const { data } = await axios.post<ArrayBuffer>(url, timestampQuery(digest, nonce), {
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    responseType: 'arraybuffer',
    timeout: timeoutMs,
    maxContentLength: largestReply,
    maxRedirects: 0,
    proxy: false,
  });
  return tokenOf(Buffer.from(data), digest, nonce);
}
