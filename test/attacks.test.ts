import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { getIntrospectionQuery } from 'graphql';
import { openGateway, readableLog, type OpenGateway } from './support/gateway.ts';
import { protectionOf } from './support/protection.ts';
import { errandsSupergraph, withErrands } from './support/identified-gateway.ts';
import { createSmallHost } from './support/small-host.ts';

const { lines, log } = readableLog();
const host = createSmallHost({ merged: {} }, undefined, withErrands);
let open: OpenGateway;

beforeAll(async () => {
  const { protection } = protectionOf({ RATE_LIMIT: 'off', COST_BUDGET: '5000' });
  open = await openGateway({ host, supergraphSdl: errandsSupergraph, log, protection });
});
/** Whatever was sent, the next one is served. */
afterEach(async () => {
  expect((await open.ask('{ organisation(creditCode: "A") { name } }')).body.data).toEqual({
    organisation: { name: '公司 A' },
  });
});
afterAll(() => open.close());

interface Sent {
  readonly status: number;
  readonly text: string;
  readonly codes: readonly unknown[];
  readonly headers: Headers;
}

async function send(init: RequestInit, path = '/graphql'): Promise<Sent> {
  const response = await fetch(`${open.url}${path}`, init);
  const text = await response.text();
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: unknown } }[] };
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))];
  return { status: response.status, headers: response.headers, text, codes };
}
const json = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = json) =>
  send({ method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

/** What tells about the inside: paths, stacks, addresses, the names of what we stand on. */
const inside =
  /node_modules|\bat [\w.<>]+ \(|file:\/\/|\/(?:gateway|subgraphs|schema)\/|\b(?:\d{1,3}\.){3}\d{1,3}\b|ECONN|apollo|express|stacktrace/i;
const times = (count: number, each: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => each(at)).join(' ');

describe('a document bomb is refused before it is planned:', () => {
  test.each<[string, string, number, string]>([
    [
      'depth',
      `{ organisation(creditCode: "A") ${'{ court { source '.repeat(20)}{ state }${' } }'.repeat(20)} }`,
      400,
      'DOCUMENT_TOO_COMPLEX',
    ],
    ['brackets without end', '{a'.repeat(50_000), 400, 'DOCUMENT_TOO_COMPLEX'],
    [
      'one field under many names',
      `{ organisation(creditCode: "A") { ${times(51, (at) => `a${at}: name`)} } }`,
      400,
      'DOCUMENT_TOO_COMPLEX',
    ],
    [
      'one field under many names, in fragments',
      `{ ...A ...B } ${['A', 'B'].map((name) => `fragment ${name} on Query { ${times(26, (at) => `${name}${at}: __typename`)} }`).join(' ')}`,
      400,
      'DOCUMENT_TOO_COMPLEX',
    ],
    ['root fields', `{ ${times(51, (at) => `f${at}`)} }`, 400, 'DOCUMENT_TOO_COMPLEX'],
    ['directives on a field', `{ __typename ${'@skip(if: false) '.repeat(6)} }`, 400, 'DOCUMENT_TOO_COMPLEX'],
    ['directives that nobody knows', `{ __typename ${times(4000, (at) => `@d${at}`)} }`, 400, 'DOCUMENT_TOO_COMPLEX'],
    [
      'directives on an operation',
      `query A ${times(6, (at) => `@d${at}`)} { __typename }`,
      400,
      'DOCUMENT_TOO_COMPLEX',
    ],
    [
      'one fragment, again and again',
      `{ ${'...F '.repeat(201)} } fragment F on Query { __typename }`,
      400,
      'DOCUMENT_TOO_COMPLEX',
    ],
    [
      'fragments that double each other',
      `{ ...F0 } ${times(40, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F40 on Query { __typename }`,
      400,
      'DOCUMENT_TOO_COMPLEX',
    ],
    [
      'fragments in a circle',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['tokens', `{ ${'a '.repeat(10_001)} }`, 400, 'DOCUMENT_TOO_COMPLEX'],
    ['characters', `{ __typename } # ${'x'.repeat(100_000)}`, 413, 'DOCUMENT_TOO_LARGE'],
  ])('%s', async (_, query, status, code) => {
    host.contexts.length = 0;
    const startedAt = performance.now();
    const answer = await post({ query });
    expect([answer.status, answer.codes]).toEqual([status, [code]]);
    expect(answer.text).not.toMatch(inside);
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(host.contexts).toEqual([]);
  });

  test('10 MB of body, of which most is not read', async () => {
    const body = JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(10 * 1024 * 1024) } });
    const answer = await post(body).catch((error: Error) => error);
    // A client that is still sending when it is refused may see the connection end instead of the answer.
    if (!(answer instanceof Error)) expect([answer.status, answer.codes]).toEqual([413, ['DOCUMENT_TOO_LARGE']]);
  });

  test('a small body that unpacks to 10 MB', async () => {
    const packed = gzipSync(JSON.stringify({ query: `{ __typename } #${' '.repeat(10 * 1024 * 1024)}` }));
    const answer = await send({ method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body: packed });
    expect([answer.status, answer.codes]).toEqual([413, ['DOCUMENT_TOO_LARGE']]);
  });
});

describe('abuse is refused:', () => {
  test.each<[string, unknown]>([
    ['a batch', Array.from({ length: 100 }, () => ({ query: '{ __typename }' }))],
    ['an empty batch', []],
    ['a batch within a batch', [[{ query: '{ __typename }' }]]],
  ])('%s', async (_, body) => {
    const answer = await post(body);
    expect([answer.status, answer.codes]).toEqual([400, ['BAD_REQUEST']]);
    expect(answer.text).not.toMatch(inside);
  });

  test('introspection under many names, by its cost; once it is answered', async () => {
    expect((await post({ query: getIntrospectionQuery() })).status).toBe(200);
    const query = `{ ${times(6, (at) => `a${at}: __schema { types { name } }`)} }`;
    const answer = await post({ query });
    expect([answer.status, answer.codes]).toEqual([400, ['COST_EXCEEDED']]);
  });

  test('introspection nested in itself', async () => {
    const query =
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }';
    const answer = await post({ query });
    expect([answer.status, answer.codes]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
  });

  test('a list under many names, by its cost', async () => {
    const codes = JSON.stringify(Array.from({ length: 600 }, () => 'A'));
    const answer = await post({
      query: `{ ${times(5, (at) => `a${at}: organisations(creditCodes: ${codes}) { court { source { state } } }`)} }`,
    });
    expect([answer.status, answer.codes]).toEqual([400, ['COST_EXCEEDED']]);
  });
});

describe('names of what every object has are nothing special', () => {
  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'])('%s', async (name) => {
    const field = await post({ query: `{ organisation(creditCode: "A") { ${name} } }` });
    expect([field.status, field.codes]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
    const alias = await post({ query: `{ ${name}: organisation(creditCode: "A") { ${name}: name } }` });
    expect(alias.text).not.toMatch(inside);
    if (alias.status === 200) expect(alias.text).toContain('公司 A');
    const variable = await post(
      `{"query": "query A($${name}: [CreditCode!]!) { organisations(creditCodes: $${name}) { name } }", "variables": {"${name}": ["A"]}}`,
    );
    expect(variable.text).not.toMatch(inside);
    const missing = await post({
      query: `query A($${name}: CreditCode!) { organisation(creditCode: $${name}) { name } }`,
    });
    expect(missing.codes).toEqual(['BAD_USER_INPUT']);
    const fields = await post(
      `{"query": "{ __typename }", "${name}": {"query": "x", "polluted": true}, "variables": {"__proto__": {"polluted": true}}}`,
    );
    expect(fields.status).toBe(200);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const operation = await post({ query: 'query A { __typename }', operationName: name });
    expect([operation.status, operation.codes]).toEqual([400, ['BAD_REQUEST']]);
  });
});

describe('headers', () => {
  test('break neither the answer nor the log, whatever stands in them', async () => {
    lines.length = 0;
    const { headers, status } = await post(
      { query: '{ __typename }' },
      {
        ...json,
        'x-request-id': 'a"},{"level":60,"msg":"forged',
        'cache-control': 'no-cache, "x',
        origin: 'https://evil.example',
        'x-gateway-caller': 'eyJyb2xlIjoic3VwZXJ2aXNvciJ9',
      },
    );
    expect(status).toBe(200);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(lines.filter(({ msg }) => msg !== 'request')).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain('forged');
  });

  test.each([
    ['a line break in a value', 'x-request-id: a\r\n\u0000set-cookie: x'],
    ['two lengths', 'content-length: 5\r\ncontent-length: 6'],
    ['a length and chunks', 'content-length: 5\r\ntransfer-encoding: chunked'],
    ['a name that is none', 'x y: z'],
  ])('with %s are no request', async (_, header) => {
    const text = await raw(
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${header}\r\n\r\n{"a":1}`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text).toContain('BAD_REQUEST');
    expect(text).not.toMatch(inside);
  });

  test('of every answer keep browsers from guessing, framing and storing it', async () => {
    for (const answer of [
      await post({ query: '{ __typename }' }),
      await post('{'),
      await send({}, '/nothing'),
      await send({}, '/health/live'),
    ]) {
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      const told = [...answer.headers.keys()];
      expect(told.filter((name) => /^(x-powered-by|server|access-control-)/.test(name))).toEqual([]);
    }
  });
});

describe('a page of another origin', () => {
  test.each<[string, RequestInit, string]>([
    [
      'a form',
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query={__typename}' },
      '',
    ],
    [
      'a form of several parts',
      { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' },
      '',
    ],
    [
      'plain text',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"mutation { runErrand }"}' },
      '',
    ],
    ['no type', { method: 'POST', headers: { 'content-type': '' }, body: '{"query":"{ __typename }"}' }, ''],
    ['an address', {}, '?query={__typename}'],
  ])('gets nothing by %s', async (_, init, search) => {
    host.contexts.length = 0;
    const answer = await send(init, `/graphql${search}`);
    expect([answer.status, answer.codes]).toEqual([400, ['BAD_REQUEST']]);
    expect(host.contexts).toEqual([]);
  });

  test('is not allowed to ask in advance', async () => {
    const response = await fetch(`${open.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(response.status).toBe(400);
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

test.each(['mutation { runErrand }', 'query A { __typename } mutation B { runErrand }'])(
  'a GET changes nothing: %s',
  async (query) => {
    host.contexts.length = 0;
    const search = `?query=${encodeURIComponent(query)}&operationName=${query.includes('B') ? 'B' : ''}`;
    const answer = await send({ headers: { 'apollo-require-preflight': '1' } }, `/graphql${search}`);
    expect([answer.status >= 400 && answer.status < 500, host.contexts]).toEqual([true, []]);
    expect(answer.text).not.toMatch(inside);
  },
);

test.each([
  '{ fault }',
  '{ organisation(creditCode: "BROKEN") { court { source { state } } } }',
  '{ organisation(creditCode: "BUSY") { court { source { state } } } }',
])('an error tells neither addresses nor stacks nor what lies behind: %s', async (query) => {
  const { text } = await post({ query });
  expect(text).toContain('"code"');
  expect(text).not.toMatch(inside);
  expect(text).not.toMatch(/ORA-|EXEC_CASE|secret|user=/);
});

test('many that send half a body hold up nobody else', async () => {
  const port = Number(new URL(open.url).port);
  const half = Array.from({ length: 100 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  for (const socket of half)
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"qu',
    );
  await Promise.all(half.map((socket) => once(socket, 'connect').catch(() => undefined)));
  expect((await post({ query: '{ __typename }' })).status).toBe(200);
  for (const socket of half) socket.destroy();
});

/** Says that it sends more than it does; the answer comes before the body. */
test('a body that calls itself huge is refused before it is sent', async () => {
  const { port } = new URL(open.url);
  const headers = { ...json, 'content-length': String(10 * 1024 * 1024) };
  const asked = httpRequest({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers });
  asked.on('error', () => undefined);
  asked.flushHeaders();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  expect([response.statusCode, (await textOf(response)).includes('DOCUMENT_TOO_LARGE')]).toEqual([413, true]);
  asked.destroy();
});

async function raw(sent: string): Promise<string> {
  const socket = connect(Number(new URL(open.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.end(sent);
  await once(socket, 'close');
  return text;
}
