import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import express from 'express';
import { readRecord, recordedFaults } from '../gateway/explorer/record.ts';
import { useExplorer } from '../gateway/explorer/use-explorer.ts';

let server: Server;
let missing: Server;
const get = (from: Server, path: string, headers = {}) =>
  axios.get<string>(`http://127.0.0.1:${(from.address() as AddressInfo).port}${path}`, {
    headers,
    responseType: 'text',
    validateStatus: () => true,
  });

beforeAll(async () => {
  server = express().use(useExplorer()).listen(0, '127.0.0.1');
  missing = express()
    .use(useExplorer({ dist: mkdtempSync(join(tmpdir(), 'no-page-')) }))
    .listen(0, '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(missing, 'listening')]);
});

afterAll(() => {
  server.close();
  missing.close();
});

const assetOf = (page: string): string => /src="(\/explorer\/assets\/index-[\w-]+\.js)"/.exec(page)![1]!;

describe.each(['/explorer', '/explorer/'])('%s', (path) => {
  test('is the page in Chinese, asked for each time', async () => {
    const { status, headers, data } = await get(server, path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
    expect(data).toContain('<html lang="zh-CN">');
    expect(data).toContain('<title>统一信用网关 · 查询台</title>');
  });

  test('is confined to its own host', async () => {
    const { headers } = await get(server, path);
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " +
        "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; " +
        "object-src 'none'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });
});

test.each([
  ['gzip', 'gzip'],
  ['identity', undefined],
])('assets are kept for good, accepting %s', async (accepted, encoding) => {
  const asset = assetOf((await get(server, '/explorer')).data);
  const { status, headers, data } = await get(server, asset, { 'Accept-Encoding': accepted });
  expect(status).toBe(200);
  // axios takes the encoding away once it has unpacked the answer.
  expect(headers['vary']).toBe(encoding === undefined ? undefined : 'Accept-Encoding');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(headers['content-type']).toMatch(/^text\/javascript/);
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(data.length).toBeGreaterThan(500_000);
});

test.each([
  '/explorer/assets/none.js',
  '/explorer/assets/..%2Fbuild.json',
  '/explorer/assets/',
  '/explorer/page/main.tsx',
])('%s is not there', async (path) => {
  const { status, headers } = await get(server, path);
  expect(status).toBe(404);
  expect(headers['content-security-policy']).toContain("default-src 'self'");
});

test('a page that was never built says so', async () => {
  const { status, headers, data } = await get(missing, '/explorer');
  expect(status).toBe(503);
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(data).toContain('npm run explorer');
});

describe('the record of what the page was built from', () => {
  const dist = join(import.meta.dirname, '../gateway/explorer/dist');

  test.each([
    ['a changed source', { sources: 'other' }, 'gateway/explorer/page, or what builds it, has changed'],
    ['a changed file of the page', { output: 'other' }, 'files of gateway/explorer/dist were changed, added or lost'],
    [
      'another version of a package',
      { packages: { graphiql: '5.0.0' } },
      expect.stringMatching(/^graphiql was 5\.0\.0, /),
    ],
  ])('tells of %s', async (_what, changed, fault) => {
    const record = (await readRecord(dist))!;
    expect(recordedFaults({ ...record, ...changed }, dist)).toContainEqual(fault);
  });

  test('tells that it is missing', () => {
    expect(recordedFaults(null, dist)).toEqual(['gateway/explorer/dist/build.json is missing']);
  });
});
