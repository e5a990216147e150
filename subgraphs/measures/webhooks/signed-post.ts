import { createHmac } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';

/** A department's program that is told of events. */
export interface Subscriber {
  readonly url: string;
  /** Shared with the department: the key of the signature. */
  readonly secret: string;
}

export interface Message {
  /** The same for every try: by it the receiver sees a repetition. */
  readonly id: string;
  readonly body: string;
}

export interface Poster {
  /** Resolves once the receiver has answered 2xx. @throws Error that says, for the operator, what it did instead. */
  post(message: Message, atMs: number): Promise<void>;
  close(): void;
}

/** Within which a receiver has to have answered. */
const patienceMs = 10_000;

/**
 * Posts JSON with `x-gateway-event`, `x-gateway-timestamp` (seconds of the epoch, of this try) and
 * `x-gateway-signature`: `v1=` and the HMAC-SHA256, in hexadecimal, of timestamp, full stop and body. A receiver
 * refuses what is older than it allows, and what it has had.
 */
export function createPoster({ url, secret }: Subscriber, timeoutMs = patienceMs): Poster {
  const agents = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) };
  const client = axios.create({
    ...agents,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: 64 * 1024,
    responseType: 'text',
    transformRequest: [],
    validateStatus: () => true,
  });
  return {
    async post({ id, body }, atMs) {
      const timestamp = String(Math.floor(atMs / 1000));
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'x-gateway-event': id,
        'x-gateway-timestamp': timestamp,
        'x-gateway-signature': `v1=${signatureOf(secret, timestamp, body)}`,
      };
      const { status } = await client.post<string>(url, body, { headers, signal: AbortSignal.timeout(timeoutMs) });
      if (status < 200 || status > 299) throw new Error(`answered ${status}`);
    },
    close() {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}

export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}
