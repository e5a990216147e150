import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance } from 'axios';
import { getOperationAST, OperationTypeNode } from 'graphql';
import type { SignInternally } from '../../schema/internal-request.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Answer, Backend, Fetch } from './backend.ts';
import { readAnswer } from './read-answer.ts';

export interface RemoteSettings {
  readonly url: string;
  /** From the request to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Whether its answers are checked against the schema: those of our own supergraph are. */
  readonly checked: boolean;
  /** Tells a host of ours who asks, and for what; null: it is told nobody, as services of somebody else's always are. */
  readonly sign: SignInternally | null;
}

/** Sockets idle for longer are given up. A host must keep them open for longer than this. */
const idleMs = 30_000;
const largestAnswer = 64 * 1024 * 1024;
const mostSockets = 64;

/** A subgraph behind a URL: keep-alive HTTP, a deadline, no proxy, no redirect, nothing larger than it may be. */
export function createRemoteBackend({ checked, sign, timeoutMs, url }: RemoteSettings): Backend {
  const agentOptions = { keepAlive: true, timeout: idleMs, maxSockets: mostSockets, scheduling: 'lifo' as const };
  const agents = { httpAgent: new HttpAgent(agentOptions), httpsAgent: new HttpsAgent(agentOptions) };
  const client = axios.create({
    ...agents,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: largestAnswer,
    maxBodyLength: largestAnswer,
    responseType: 'text',
    transformResponse: [],
    validateStatus: () => true,
  });
  return {
    checked,
    async execute(fetch, request) {
      const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), request.gone]);
      try {
        return await send(client, url, { fetch, request, sign, signal });
      } catch (error) {
        if (!wasClosedWhileIdle(error) || !isQuery(fetch)) throw error;
        return await send(client, url, { fetch, request, sign, signal });
      }
    },
    async close() {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}

interface Sending {
  readonly fetch: Fetch;
  readonly request: ClientRequest;
  readonly sign: SignInternally | null;
  readonly signal: AbortSignal;
}

async function send(client: AxiosInstance, url: string, { fetch, request, sign, signal }: Sending): Promise<Answer> {
  const { query, variables, operationName } = fetch;
  const body = JSON.stringify({ query, variables, operationName });
  const { pathname, search } = new URL(url);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-request-id': request.requestId,
    ...(request.fresh ? { 'cache-control': 'no-cache' } : {}),
    ...(request.inBatch === true ? { 'x-in-batch': '1' } : {}),
    ...sign?.({ method: 'POST', path: pathname + search, body }, request),
  };
  const { status, data } = await client.post<string>(url, body, { headers, signal });
  if (status === 401 && data.includes('INTERNAL_REQUEST_REFUSED'))
    throw new Error('the host refuses this gateway: INTERNAL_KEY differs, or a clock is off by more than a minute');
  return readAnswer(status, data);
}

/** The other side closed a kept connection in the moment in which it was used again: nothing was read, ask again. */
function wasClosedWhileIdle(error: unknown): boolean {
  if (!axios.isAxiosError(error) || error.response !== undefined) return false;
  const { reusedSocket } = (error.request ?? {}) as { reusedSocket?: boolean };
  return reusedSocket === true && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function isQuery({ document, operationName }: Fetch): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.QUERY;
}
