/**
 * The limit: node:http with the bytes of whole answers in a Map, or in Redis (`redisUrl`). What is not there yet is
 * asked of another gateway (`origin`), once.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { givenSettings } from '../given-settings.ts';

const { origin, redisUrl } = givenSettings();

interface Store {
  get(key: string): Promise<Buffer | null>;
  set(key: string, bytes: Buffer): Promise<unknown>;
}

function mapStore(): Store {
  const kept = new Map<string, Buffer>();
  return { get: async (key) => kept.get(key) ?? null, set: async (key, bytes) => kept.set(key, bytes) };
}

function redisStore(url: string): Store {
  const redis = new Redis(url);
  // What an earlier run left there is of another district.
  const prefix = `bench:limit:${randomUUID()}:`;
  return {
    get: (key) => redis.getBuffer(prefix + key),
    set: (key, bytes) => redis.set(prefix + key, bytes, 'EX', 900),
  };
}

const store = redisUrl === undefined ? mapStore() : redisStore(redisUrl);

async function askOrigin(body: string): Promise<Buffer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(origin!, { method: 'POST', headers, body });
  return Buffer.from(await response.arrayBuffer());
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    void store.get(body).then(async (kept) => {
      const bytes = kept ?? (await askOrigin(body));
      if (kept === null) await store.set(body, bytes);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
    });
  });
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => console.log(`ready ${(server.address() as AddressInfo).port}`));
