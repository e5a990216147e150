import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import { DepartmentAnswerInvalid, DepartmentUnavailable } from '../../schema/errors.ts';

/** Far above the longest answer these systems give; what is longer is not read to its end. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** An unused connection is given up before the other side does so in the middle of a new request. */
const IDLE_MS = 15_000;

export interface HttpAnswer {
  readonly status: number;
  readonly bytes: Buffer;
}

/** One address, asked over connections that stay open between calls. */
export interface Poster {
  /** Throws DepartmentUnavailable without an answer, DepartmentAnswerInvalid when it is not the length it says. */
  post(body: Buffer, action: string, signal: AbortSignal): Promise<HttpAnswer>;
  close(): void;
}

export function createPoster(department: string, url: string): Poster {
  const kept = { keepAlive: true, timeout: IDLE_MS };
  const agents = [new HttpAgent(kept), new HttpsAgent(kept)] as const;
  const client = axios.create({
    httpAgent: agents[0],
    httpsAgent: agents[1],
    responseType: 'arraybuffer',
    // Only the bytes as they were sent can be compared with their Content-Length.
    decompress: false,
    validateStatus: () => true,
    // The credentials go nowhere but to the configured address: no redirects, no proxy out of the environment.
    maxRedirects: 0,
    proxy: false,
    maxContentLength: MAX_ANSWER_BYTES,
  });
  return {
    async post(body, action, signal) {
      const headers = {
        'Content-Type': 'text/xml; charset=gb2312',
        SOAPAction: `"${action}"`,
        'Accept-Encoding': 'identity',
      };
      try {
        return whole(await client.post<Buffer>(url, body, { headers, signal }), department);
      } catch (error) {
        throw error instanceof DepartmentAnswerInvalid ? error : failure(error, department);
      }
    },
    close: () => agents.forEach((agent) => agent.destroy()),
  };
}

function whole({ status, headers, data }: AxiosResponse<Buffer>, department: string): HttpAnswer {
  const stated: unknown = headers['content-length'];
  if (typeof stated === 'string' && Number(stated) !== data.length) {
    const cause = new Error(`Content-Length ${stated}, received ${data.length}`);
    throw new DepartmentAnswerInvalid({ department }, cause);
  }
  return { status, bytes: data };
}

/**
 * An answer that began and broke off, or is no HTTP, is invalid; all else is no answer. The client's own error holds
 * the request with its password, so that only its code and message go on to the log.
 */
function failure(error: unknown, department: string): DepartmentAnswerInvalid | DepartmentUnavailable {
  const { code = '', message } = error as { code?: string; message: string };
  const cause = new Error(`${code} ${message}`.trim());
  const unusable = code === 'ERR_BAD_RESPONSE' || code.startsWith('HPE_');
  return unusable
    ? new DepartmentAnswerInvalid({ department }, cause)
    : new DepartmentUnavailable({ department }, cause);
}
