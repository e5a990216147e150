import type { Socket } from 'node:net';
import { about, createStage, entity, profile, silentCourt, soundCourt, unavailable } from './support/court-host.ts';
import { codes, createSmallHost } from './support/small-host.ts';

const stage = createStage();
afterEach(() => stage.close());

const silentFirst = [unavailable(['organisations', 0, 'tribunal'])];

describe('a host that does not answer costs its sections and nothing else:', () => {
  test('it refuses connections, and invalid codes stand between', async () => {
    const gateway = await stage.withCourtAt(await stage.nobody());
    const { body } = await gateway.ask(profile, { codes: ['A', codes.invalid, 'B'] });
    expect(body.errors!.map(({ extensions, path }) => [path, extensions.code])).toEqual([
      [['organisations', 1], 'CREDIT_CODE_INVALID'],
      [['organisations', 0, 'tribunal'], 'DEPARTMENT_UNAVAILABLE'],
      [['organisations', 2, 'tribunal'], 'DEPARTMENT_UNAVAILABLE'],
    ]);
    expect(body.data).toMatchObject({ organisations: [{ tribunal: silentCourt }, null, { tribunal: silentCourt }] });
    expect(JSON.stringify(body)).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
  });

  test('it is silent beyond its time', async () => {
    const gateway = await stage.withCourtAt(await stage.serve(() => {}), { timeoutMs: 200 });
    const startedAt = performance.now();
    const { body } = await gateway.ask(profile, { codes: ['A'] });
    expect(body.errors).toEqual(silentFirst);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  test('it breaks off in the middle of its answer', async () => {
    const url = await stage.serve((_req, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      res.write('{"data":', () => res.destroy());
    });
    const { body } = await (await stage.withCourtAt(url)).ask(profile, { codes: ['A'] });
    expect(body.errors).toEqual(silentFirst);
  });

  test('it sends the gateway elsewhere; nobody goes there', async () => {
    let visits = 0;
    const elsewhere = await stage.serve((_req, res) => {
      visits += 1;
      res.end(about(entity(soundCourt)));
    });
    const url = await stage.serve((_req, res) => void res.writeHead(302, { location: elsewhere }).end());
    const { body } = await (await stage.withCourtAt(url)).ask(profile, { codes: ['A'] });
    expect(body.errors).toEqual(silentFirst);
    expect(visits).toBe(0);
  });

  test('it serves several departments as one subgraph', async () => {
    const layout = { merged: { offices: ['court', 'state-tax'] } };
    const urls = new Map([['SUBGRAPH_OFFICES_URL', await stage.nobody()]]);
    const gateway = await stage.open({ layout, urls, host: createSmallHost(layout, ['register']) });
    const { body } = await gateway.ask(profile, { codes: ['A'] });
    expect(body.data).toEqual({
      organisations: [{ name: '公司 A', tribunal: silentCourt, stateTax: { source: { state: 'UNAVAILABLE' } } }],
    });
    expect(body.errors).toEqual([...silentFirst, unavailable(['organisations', 0, 'stateTax'], 'state-tax')]);
  });
});

test('a register that is down makes its fields null, with an error that says so', async () => {
  const gateway = await stage.open({ urls: new Map([['SUBGRAPH_REGISTER_URL', await stage.nobody()]]) });
  const { body, status } = await gateway.ask(
    '{ one: organisation(creditCode: "A") { name court { source { state } } } }',
  );
  expect(status).toBe(200);
  const extensions = {
    code: 'REGISTER_UNAVAILABLE',
    remedy: 'Ask again at retryAt.',
    retryAt: '2026-07-01T02:15:30.000Z',
  };
  expect(body).toEqual({
    data: { one: null },
    errors: [{ message: 'The register did not answer.', path: ['one'], extensions }],
  });
});

describe('a host elsewhere', () => {
  test('gets the id of the request and its wish for answers of now', async () => {
    const seen: unknown[] = [];
    const url = await stage.serve((req, res) => {
      seen.push([req.headers['x-request-id'], req.headers['cache-control']]);
      res.end(about(entity(soundCourt)));
    });
    const gateway = await stage.withCourtAt(url);
    await gateway.ask(profile, { codes: ['A', 'B'] }, { 'x-request-id': 'r1', 'cache-control': 'no-cache' });
    await gateway.ask(profile, { codes: ['A', 'B'] }, { 'x-request-id': 'r2' });
    expect(seen).toEqual([
      ['r1', 'no-cache'],
      ['r2', undefined],
    ]);
  });

  test('is asked over connections that are kept', async () => {
    const sockets = new Set<Socket>();
    const url = await stage.serve((req, res) => {
      sockets.add(req.socket);
      res.end(about(entity(soundCourt)));
    });
    const gateway = await stage.withCourtAt(url);
    for (let round = 0; round < 5; round += 1) await gateway.ask(profile, { codes: ['A', 'B'] });
    expect(sockets.size).toBe(1);
  });

  test('that closes a kept connection as it is used again is asked once more', async () => {
    const uses = new Map<Socket, number>();
    const url = await stage.serve((req, res) => {
      const used = (uses.get(req.socket) ?? 0) + 1;
      uses.set(req.socket, used);
      if (used > 1) req.socket.destroy();
      else res.end(about(entity(soundCourt)));
    });
    const gateway = await stage.withCourtAt(url);
    for (const round of [1, 2, 3]) {
      const { body } = await gateway.ask(profile, { codes: ['A', 'B'] });
      expect([round, body.errors]).toEqual([round, undefined]);
    }
    expect(uses.size).toBe(3);
  });

  test('is not waited for when the client has gone', async () => {
    const asked = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    const url = await stage.serve((req) => {
      req.socket.on('close', () => left.resolve());
      asked.resolve();
    });
    const gateway = await stage.withCourtAt(url, { timeoutMs: 60_000 });
    const leaving = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: profile, variables: { codes: ['A'] } }),
      signal: leaving.signal,
    });
    await asked.promise;
    leaving.abort();
    await expect(answer).rejects.toThrow('aborted');
    await left.promise;
  });
});
