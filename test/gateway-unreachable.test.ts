import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { codes, createSmallHost, openGateway, type OpenGateway, type OpenParts } from './support/gateway.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function serve(handler: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/court/graphql` };
}

async function open(parts: OpenParts): Promise<OpenGateway> {
  const gateway = await openGateway(parts);
  opened.push(() => gateway.close());
  return gateway;
}

const withCourtAt = (url: string, parts: OpenParts = {}) =>
  open({ urls: new Map([['SUBGRAPH_COURT_URL', url]]), ...parts });

const query = `query Profile($codes: [CreditCode!]!, $records: Boolean = true) {
  organisations(creditCodes: $codes) {
    name
    tribunal: court {
      kind: __typename
      ...Section
      creditRecords @include(if: $records) { id effect }
      rulings: courtRulings { caseNumber effect }
    }
    stateTax { source { state } }
  }
}
fragment Section on DepartmentSection { origin: source { ...Whole } }
fragment Whole on SourceReport { department state asOf nextExpected rejectedRows unlinkedRows unlinkedAdverseRows }`;

const silentCourt = {
  kind: 'CourtSection',
  origin: {
    department: 'court',
    state: 'UNAVAILABLE',
    asOf: null,
    nextExpected: null,
    rejectedRows: 0,
    unlinkedRows: 0,
    unlinkedAdverseRows: 0,
  },
  creditRecords: null,
  rulings: null,
};
const unavailable = (path: (string | number)[], department = 'court') => ({
  message: 'The department did not answer.',
  path,
  extensions: {
    code: 'DEPARTMENT_UNAVAILABLE',
    remedy: 'Ask again later; nothing may be concluded from its silence.',
    department,
    retryAt: '2026-07-01T02:15:30.000Z',
  },
});

const section = {
  kind: 'CourtSection',
  origin: { ...silentCourt.origin, state: 'ANSWERED' },
  creditRecords: [],
  rulings: [],
};
/** An answer about both organisations; the second is sound. `__typename` is what the query plan asks of entities. */
const about = (first: unknown, more: object = {}) =>
  JSON.stringify({ data: { _entities: [first, { __typename: 'Organisation', tribunal: section }] }, ...more });
const entity = (tribunal: unknown) => ({ __typename: 'Organisation', tribunal });

describe('a host that cannot be relied on costs its sections and nothing else:', () => {
  const all = 'all sections';
  const first = 'the first section';
  test.each<[string, number, string, string]>([
    ['an error page', 500, '<html>stack at 10.2.3.4</html>', all],
    ['a page in place of an answer', 200, '<html></html>', all],
    ['no GraphQL answer', 200, '[]', all],
    ['an empty answer', 200, '{}', all],
    ['data that is no object', 200, '{"data": 7}', all],
    ['no data and an error', 200, '{"data": null, "errors": [{"message": "at 10.2.3.4"}]}', all],
    [
      'a refusal of the document (it serves an older schema)',
      400,
      '{"errors": [{"message": "Cannot query field", "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}}]}',
      all,
    ],
    ['fewer organisations than it was asked about', 200, '{"data": {"_entities": [null]}}', all],
    ['an organisation that is a number', 200, about(7), all],
    ['no organisation', 200, about(null), first],
    ['no section', 200, about(entity(null)), first],
    ['a section that is text', 200, about(entity('x')), first],
    ['a section of another type', 200, about(entity({ ...section, kind: 'StateTaxSection' })), first],
    ['a section that claims another type', 200, about(entity({ ...section, __typename: 'Nothing' })), first],
    ['a section without its source', 200, about(entity({ ...section, origin: null })), first],
    [
      'a state that does not exist',
      200,
      about(entity({ ...section, origin: { ...section.origin, state: 'FINE' } })),
      first,
    ],
    [
      'a count that is text',
      200,
      about(entity({ ...section, origin: { ...section.origin, rejectedRows: '0' } })),
      first,
    ],
    ['an object in place of a list', 200, about(entity({ ...section, rulings: {} })), first],
    ['null in a list that allows none', 200, about(entity({ ...section, rulings: [null] })), first],
    [
      'a wrong value deep inside',
      200,
      about(entity({ ...section, rulings: [{ caseNumber: 1, effect: 'ADVERSE' }] })),
      first,
    ],
  ])('%s', async (_, status, body, lost) => {
    const { url } = await serve(
      (_req, res) => void res.writeHead(status, { 'content-type': 'application/json' }).end(body),
    );
    const gateway = await withCourtAt(url);
    const answer = await gateway.ask(query, { codes: ['A', 'B'] });
    expect(answer.status).toBe(200);
    const losses = lost === all ? [0, 1] : [0];
    expect(answer.body.errors).toEqual(losses.map((at) => unavailable(['organisations', at, 'tribunal'])));
    expect(answer.body.data).toEqual({
      organisations: ['A', 'B'].map((code, at) => ({
        name: `公司 ${code}`,
        tribunal: losses.includes(at) ? silentCourt : section,
        stateTax: { source: { state: 'ANSWERED' } },
      })),
    });
  });

  test('a refused connection', async () => {
    const { server, url } = await serve(() => {});
    server.close();
    await once(server, 'close');
    const { body } = await (await withCourtAt(url)).ask(query, { codes: ['A', codes.invalid, 'B'] });
    expect(body.errors!.map(({ extensions, path }) => [path, extensions.code])).toEqual([
      [['organisations', 1], 'CREDIT_CODE_INVALID'],
      [['organisations', 0, 'tribunal'], 'DEPARTMENT_UNAVAILABLE'],
      [['organisations', 2, 'tribunal'], 'DEPARTMENT_UNAVAILABLE'],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
  });

  test('a host that is silent beyond its time', async () => {
    const { url } = await serve(() => {});
    const startedAt = performance.now();
    const { body } = await (await withCourtAt(url, { timeoutMs: 200 })).ask(query, { codes: ['A'] });
    expect(body.errors).toEqual([unavailable(['organisations', 0, 'tribunal'])]);
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });

  test('a host that breaks off in the middle of its answer', async () => {
    const { url } = await serve((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      res.write('{"data":', () => res.destroy());
    });
    const { body } = await (await withCourtAt(url)).ask(query, { codes: ['A'] });
    expect(body.errors).toEqual([unavailable(['organisations', 0, 'tribunal'])]);
  });

  test('a host that sends the gateway elsewhere; nobody goes there', async () => {
    let visits = 0;
    const elsewhere = await serve((_req, res) => {
      visits += 1;
      res.end(about(entity(section)));
    });
    const { url } = await serve((_req, res) => void res.writeHead(302, { location: elsewhere.url }).end());
    const { body } = await (await withCourtAt(url)).ask(query, { codes: ['A'] });
    expect(body.errors).toEqual([unavailable(['organisations', 0, 'tribunal'])]);
    expect(visits).toBe(0);
  });
});

describe('a host elsewhere', () => {
  test('may say why a section is missing; its reason stands in place of ours', async () => {
    const errors = [
      {
        message: 'Busy.',
        path: ['_entities', 0, 'tribunal'],
        extensions: { code: 'DEPARTMENT_BUSY', department: 'court' },
      },
    ];
    const { url } = await serve((_req, res) => void res.end(about(entity(null), { errors })));
    const { body } = await (await withCourtAt(url)).ask(query, { codes: ['A', 'B'] });
    expect(body.errors).toEqual([
      {
        message: 'Busy.',
        path: ['organisations', 0, 'tribunal'],
        extensions: { code: 'DEPARTMENT_BUSY', department: 'court' },
      },
    ]);
    expect(body.data).toMatchObject({ organisations: [{ tribunal: silentCourt }, { tribunal: section }] });
  });

  test('cannot speak for another department, nor leak what stands in its errors', async () => {
    const forged = { ...entity(section), stateTax: { source: { state: 'STALE' } }, name: 'forged' };
    const errors = [{ message: 'at 10.2.3.4', path: 'nowhere', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, 7];
    const { url } = await serve((_req, res) => void res.end(about(forged, { errors })));
    const { body } = await (await withCourtAt(url)).ask(query, { codes: ['A', 'B'] });
    expect(body.data).toMatchObject({
      organisations: [{ name: '公司 A', stateTax: { source: { state: 'ANSWERED' } } }, {}],
    });
    expect(body.errors!.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL_ERROR', 'INTERNAL_ERROR']);
    expect(JSON.stringify(body)).not.toMatch(/10\.2\.3\.4|forged/);
  });

  test('may leave out what the client did not want', async () => {
    const { creditRecords: _, ...rest } = section;
    const { url } = await serve((_req, res) => void res.end(about(entity(rest))));
    const { body } = await (await withCourtAt(url)).ask(query, { codes: ['A', 'B'], records: false });
    expect(body.errors).toBeUndefined();
  });

  test('gets the id of the request and its wish for answers of now', async () => {
    const seen: unknown[] = [];
    const { url } = await serve((req, res) => {
      seen.push([req.headers['x-request-id'], req.headers['cache-control']]);
      res.end(about(entity(section)));
    });
    const gateway = await withCourtAt(url);
    await gateway.ask(query, { codes: ['A', 'B'] }, { 'x-request-id': 'r1', 'cache-control': 'no-cache' });
    await gateway.ask(query, { codes: ['A', 'B'] }, { 'x-request-id': 'r2' });
    expect(seen).toEqual([
      ['r1', 'no-cache'],
      ['r2', undefined],
    ]);
  });

  test('that closes a kept connection as it is used again is asked once more', async () => {
    const sockets = new Map<Socket, number>();
    const { url } = await serve((req, res) => {
      const used = (sockets.get(req.socket) ?? 0) + 1;
      sockets.set(req.socket, used);
      if (used > 1) req.socket.destroy();
      else res.end(about(entity(section)));
    });
    const gateway = await withCourtAt(url);
    for (const round of [1, 2, 3]) {
      const { body } = await gateway.ask(query, { codes: ['A', 'B'] });
      expect([round, body.errors]).toEqual([round, undefined]);
    }
    expect(sockets.size).toBe(3);
  });

  test('is not waited for when the client has gone', async () => {
    const asked = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    const { url } = await serve((req) => {
      req.socket.on('close', () => left.resolve());
      asked.resolve();
    });
    const gateway = await withCourtAt(url, { timeoutMs: 60_000 });
    const leaving = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { codes: ['A'] } }),
      signal: leaving.signal,
    });
    await asked.promise;
    leaving.abort();
    await expect(answer).rejects.toThrow('aborted');
    await left.promise;
  });
});

describe('a merged host that is down', () => {
  test('leaves every section that it serves UNAVAILABLE, with one error each', async () => {
    const { server, url } = await serve(() => {});
    server.close();
    const layout = { merged: { offices: ['court', 'state-tax'] } };
    const host = createSmallHost(layout, ['register']);
    const gateway = await open({ layout, host, urls: new Map([['SUBGRAPH_OFFICES_URL', url]]) });
    const { body } = await gateway.ask(query, { codes: ['A'] });
    expect(body.data).toEqual({
      organisations: [{ name: '公司 A', tribunal: silentCourt, stateTax: { source: { state: 'UNAVAILABLE' } } }],
    });
    expect(body.errors).toEqual([
      unavailable(['organisations', 0, 'tribunal']),
      unavailable(['organisations', 0, 'stateTax'], 'state-tax'),
    ]);
  });
});

describe('a register that is down', () => {
  test('makes its fields null, with an error that says so', async () => {
    const { server, url } = await serve(() => {});
    server.close();
    const gateway = await open({ urls: new Map([['SUBGRAPH_REGISTER_URL', url]]) });
    const { body, status } = await gateway.ask(
      '{ one: organisation(creditCode: "A") { name court { source { state } } } }',
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { one: null },
      errors: [
        {
          message: 'The register did not answer.',
          path: ['one'],
          extensions: {
            code: 'REGISTER_UNAVAILABLE',
            remedy: 'Ask again at retryAt.',
            retryAt: '2026-07-01T02:15:30.000Z',
          },
        },
      ],
    });
  });

  test('that answers garbage is down', async () => {
    const { url } = await serve((_req, res) => void res.end('{"data": {"one": {"name": 7}}}'));
    const gateway = await open({ urls: new Map([['SUBGRAPH_REGISTER_URL', url]]) });
    const { body } = await gateway.ask('{ one: organisation(creditCode: "A") { name } }');
    expect(body.errors!.map(({ extensions }) => extensions.code)).toEqual(['REGISTER_UNAVAILABLE']);
  });
});
