import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import { DepartmentAnswerInvalid, DepartmentUnavailable } from '../../schema/errors.ts';

/** Far above the longest answer about one organisation; what is longer is not read to its end. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** An unused connection is given up before the other side does so in the middle of a new request. */
const IDLE_MS = 15_000;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** One department's system, over connections that stay open between calls. */
export interface HttpClient {
  /** Throws DepartmentUnavailable without an answer, DepartmentAnswerInvalid when it is not the length it says. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  close(): void;
}

export function createHttpClient(department: string): HttpClient {
  const kept = { keepAlive: true, timeout: IDLE_MS };
  const agents = [new HttpAgent(kept), new HttpsAgent(kept)] as const;
  const client = axios.create({
    httpAgent: agents[0],
    httpsAgent: agents[1],
    responseType: 'arraybuffer',
    // Only the bytes as they were sent can be compared with their Content-Length, and with a digest.
    decompress: false,
    validateStatus: () => true,
    // What proves the account goes nowhere but to the configured address: no redirects, no proxy out of the environment.
    maxRedirects: 0,
    proxy: false,
    maxContentLength: MAX_ANSWER_BYTES,
  });
  return {
    async send({ method, url, headers, body }, signal) {
      const data = body === undefined ? {} : { data: typeof body === 'string' ? Buffer.from(body) : body };
      try {
        const sent = { ...headers, 'Accept-Encoding': 'identity' };
        return whole(await client.request<Buffer>({ method, url, headers: sent, signal, ...data }), department);
      } catch (error) {
        throw error instanceof DepartmentAnswerInvalid ? error : failure(error, department);
      }
    },
    close: () => agents.forEach((agent) => agent.destroy()),
  };
}

function whole({ status, headers, data }: AxiosResponse<Buffer>, department: string): HttpAnswer {
  const received = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  const plain: Readonly<Record<string, string>> = Object.fromEntries(received);
  const stated = plain['content-length'];
  if (stated !== undefined && Number(stated) !== data.length) {
    const cause = new Error(`Content-Length ${stated}, received ${data.length}`);
    throw new DepartmentAnswerInvalid({ department }, cause);
  }
  return { status, headers: plain, bytes: data };
}

/**
 * An answer that began and broke off, or is no HTTP, is invalid; all else is no answer. The client's own error holds
 * the request with what proves the account, so that only its code and message go on to the log.
 */
function failure(error: unknown, department: string): DepartmentAnswerInvalid | DepartmentUnavailable {
  const { code = '', message } = error as { code?: string; message: string };
  const cause = new Error(`${code} ${message}`.trim());
  const unusable = code === 'ERR_BAD_RESPONSE' || code.startsWith('HPE_');
  return unusable
    ? new DepartmentAnswerInvalid({ department }, cause)
    : new DepartmentUnavailable({ department }, cause);
}

/** Address of a service below the configured one; an address that already ends so is taken as it is. */
export function addressBelow(url: string, path: string): string {
  const base = url.replace(/\/+$/, '');
  return new URL(base).pathname.endsWith(path) ? base : base + path;
}
