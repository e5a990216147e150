import { Pool } from 'undici';

export interface Load {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  /** How long; or how many in all. */
  readonly seconds?: number;
  readonly requests?: number;
  /** The body of the n-th request. */
  readonly bodyAt: (at: number) => string;
}

export interface Loaded {
  readonly answers: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly bytesEach: number;
}

/** Asks in a closed loop, for so many seconds or so many times. An answer that is none, or has errors, ends the measurement. */
export async function load(parts: Load): Promise<Loaded> {
  const { connections, port, requests = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = parts;
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 });
  const latencies: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  let at = 0;
  let bytes = 0;
  const client = async () => {
    while (at < requests && performance.now() < until) {
      const askedAt = performance.now();
      const answer = await askOnce(pool, parts, parts.bodyAt(at++));
      bytes += answer.length;
      latencies.push(performance.now() - askedAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, client));
  } finally {
    await pool.destroy();
  }
  latencies.sort((a, b) => a - b);
  return {
    answers: latencies.length,
    seconds: (performance.now() - startedAt) / 1000,
    p50Ms: latencies[Math.floor(latencies.length * 0.5)]!,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)]!,
    bytesEach: bytes / latencies.length,
  };
}

const errors = Buffer.from('"errors":[');

async function askOnce(pool: Pool, { headers, path }: Load, body: string): Promise<Buffer> {
  const { body: answer, statusCode } = await pool.request({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (statusCode !== 200 || bytes.includes(errors))
    throw new Error(`no whole answer: ${statusCode} ${bytes.toString('utf8').slice(0, 500)}`);
  return bytes;
}

/** The data of one answer. */
export async function answerOf(parts: Pick<Load, 'port' | 'path' | 'headers'>, body: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${parts.port}${parts.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...parts.headers },
    body,
  });
  const { data, errors: faults } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (faults !== undefined) throw new Error(`no whole answer: ${JSON.stringify(faults).slice(0, 500)}`);
  return data;
}
