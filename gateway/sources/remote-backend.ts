import { Pool } from 'undici';
import type { SignInternally } from '../../schema/internal-request.ts';
import type { Tls } from '../../schema/tls-settings.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Answer, Backend, Fetch } from './backend.ts';
import { inTurn } from './in-turn.ts';
import { readAnswer } from './read-answer.ts';
import { scopeOfAsking, scopeOfNobody } from './scope.ts';
import { withinTime } from './within-time.ts';

export interface RemoteSettings {
  readonly url: string;
  /** From the request to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Whether its answers are checked against the schema: those of our own supergraph are. */
  readonly checked: boolean;
  /** Tells a host of ours who asks, and for what; null: it is told nobody, as services of somebody else's always are. */
  readonly sign: SignInternally | null;
  /** How the gateway shows who it is over https, and whom it believes; absent or null: as Node does. */
  readonly tls?: Tls | null;
}

/** Sockets idle for longer are given up. A host must keep them open for longer than this. */
const idleMs = 30_000;
const largestAnswer = 64 * 1024 * 1024;
const mostSockets = 64;
/** Characters of an answer that is read, checked and put into place at once with others. */
const small = 32 * 1024;

/** A subgraph behind a URL: keep-alive HTTP, a deadline, no proxy, no redirect, nothing larger than it may be. */
export function createRemoteBackend({ checked, sign, timeoutMs, tls = null, url }: RemoteSettings): Backend {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: mostSockets,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    maxResponseSize: largestAnswer,
    // A deadline of our own holds for the whole.
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(tls === null ? {} : { connect: { ...tls } }),
  });
  const sending = { pool, path: pathname + search, sign };
  return {
    checked,
    scopeOf: sign === null ? scopeOfNobody : scopeOfAsking,
    execute: (fetch, request) =>
      withinTime(timeoutMs, request.gone, async (signal) => {
        try {
          return await send(fetch, request, { ...sending, signal });
        } catch (error) {
          if (!wasClosedUnanswered(error) || fetch.asks === 'mutation') throw error;
          return await send(fetch, request, { ...sending, signal });
        }
      }),
    close: () => pool.destroy(),
  };
}

interface Sending {
  readonly pool: Pool;
  readonly path: string;
  readonly sign: SignInternally | null;
  readonly signal: AbortSignal;
}

async function send(fetch: Fetch, request: ClientRequest, { path, pool, sign, signal }: Sending): Promise<Answer> {
  const { query, variables, operationName } = fetch;
  const body = Buffer.from(JSON.stringify({ query, variables, operationName }));
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-request-id': request.requestId,
    ...(request.fresh ? { 'cache-control': 'no-cache' } : {}),
    ...(request.inBatch === true ? { 'x-in-batch': '1' } : {}),
    ...sign?.({ method: 'POST', path, body }, request),
  };
  const response = await pool.request({ method: 'POST', path, headers, body, signal }).catch(unanswered);
  const text = await response.body.text();
  if (response.statusCode === 401 && text.includes('INTERNAL_REQUEST_REFUSED'))
    throw new Error('the host refuses this gateway: INTERNAL_KEY differs, or a clock is off by more than a minute');
  if (text.length > small) await inTurn();
  return readAnswer(response.statusCode, text);
}

/** The request ended before an answer began. */
class Unanswered extends Error {}

function unanswered(cause: unknown): never {
  throw new Unanswered('no answer began', { cause });
}

/** The other side closed a kept connection in the moment in which it was used again: nothing was read, ask again. */
function wasClosedUnanswered(error: unknown): boolean {
  if (!(error instanceof Unanswered)) return false;
  const { code } = error.cause as { code?: string };
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}
