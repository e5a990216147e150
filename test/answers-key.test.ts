import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { keysOf } from '../gateway/answers/asker.ts';
import { differences } from '../gateway/answers/shadow.ts';
import { readQuestion } from '../gateway/answers/question.ts';
import { headersSent, propertiesOfRequests, type Standing } from '../gateway/answers/what-reaches-subgraphs.ts';
import { createInternalSigner } from '../schema/internal-request.ts';
import { createRemoteBackend } from '../gateway/sources/remote-backend.ts';
import { openAccess } from '../gateway/access/access.ts';
import type { ClientRequest } from '../gateway/client-request.ts';
import type { Asking } from '../schema/asking.ts';
import { parseCreditCode } from '../schema/credit-code.ts';
import { parse } from 'graphql';
import { as } from './support/callers.ts';
import { openAnswering } from './support/answering.ts';
import { errandsSupergraph } from './support/identified-gateway.ts';

const code = '9151090420599001XY';
const query = 'query P($code: CreditCode!) { organisation(creditCode: $code) { court { source { state } } } }';
const isJudged = (standing: Standing | undefined) =>
  standing === 'in the key' || (standing !== undefined && standing.irrelevant.length > 10);

describe('what reaches a subgraph', () => {
  test('of a request is in the key or declared irrelevant: every property that a request has, and no other', async () => {
    const here = await openAnswering();
    const headers = { ...as('officer:court', 'SUPERVISION', 'CASE-1'), 'cache-control': 'no-cache' };
    await here.ask(query, { code }, headers);
    const requests = here.host.requests.filter(({ requestId }) => requestId !== 'warming');
    await here.close();
    expect(requests.length).toBeGreaterThan(1);
    const seen = new Set(requests.flatMap((request) => Object.keys(request)));
    for (const property of seen)
      expect([property, isJudged(propertiesOfRequests[property as keyof ClientRequest])]).toEqual([property, true]);
  });

  test('over the network is in the key or declared irrelevant: every header that goes out', async () => {
    const received: IncomingHttpHeaders[] = [];
    const server = createServer((req, res) => {
      received.push(req.headers);
      req.resume().on('end', () => res.end('{"data":{}}'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sign = createInternalSigner({ key: 'k'.repeat(32), now: Date.now });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/court/graphql`;
    const backend = createRemoteBackend({ url, timeoutMs: 2000, checked: true, sign });
    const fetched = {
      query: '{ a }',
      document: parse('{ a }'),
      variables: {},
      operationName: undefined,
      asks: 'query' as const,
    };
    const gone = new AbortController().signal;
    const rest = {
      requestId: 'r',
      gone,
      planOnly: false,
      warnings: [],
      levels: ['PUBLIC' as const],
      rights: [],
      byGateway: true as const,
    };
    const caller = { role: 'clerk', id: 'c', client: 'system' } as const;
    const purpose = { code: 'APPROVAL', case: '1' };
    await backend.execute(fetched, { ...rest, fresh: true, inBatch: true, caller, purpose });
    await backend.close();
    server.close();
    const names = Object.keys(received[0]!);
    expect(names).toContain('x-gateway-asking');
    for (const name of names) expect([name, isJudged(headersSent[name])]).toEqual([name, true]);
  });
});

describe('the key', () => {
  const access = openAccess(errandsSupergraph, { anonymousPublic: false, demo: true });
  const clerk: Asking = {
    caller: { role: 'clerk', id: 'one' },
    purpose: null,
    levels: ['PUBLIC', 'SHARED'],
    rights: [],
    byGateway: true,
  };
  const own = (creditCode: string) => ({
    role: 'representative' as const,
    creditCode: parseCreditCode(creditCode).code,
    id: 'one',
  });

  test.each<[string, Asking, Asking]>([
    ['another role', clerk, { ...clerk, caller: { role: 'analyst', id: 'one' } }],
    ['nobody', clerk, { ...clerk, caller: null }],
    [
      'another department',
      { ...clerk, caller: { role: 'officer', department: 'court', id: 'one' } },
      { ...clerk, caller: { role: 'officer', department: 'finance', id: 'one' } },
    ],
    [
      'the representative of another organisation',
      { ...clerk, caller: own('9151090420599001XY') },
      { ...clerk, caller: own('915109042059900797') },
    ],
    ['another purpose', clerk, { ...clerk, purpose: { code: 'APPROVAL', case: null } }],
    ['other levels', clerk, { ...clerk, levels: ['PUBLIC'] }],
  ])('is another for %s', (_, one, other) => {
    expect(keysOf(one, access).byRights).not.toBe(keysOf(other, access).byRights);
    expect(keysOf(one, access).whole).not.toBe(keysOf(other, access).whole);
  });

  test.each<[string, Asking]>([
    ['another account', { ...clerk, caller: { role: 'clerk', id: 'two' } }],
    ['another system', { ...clerk, caller: { role: 'clerk', id: 'one', client: 'approvals' } }],
    ['another case', { ...clerk, purpose: { code: 'APPROVAL', case: '2' } }],
  ])('is one for %s where only rights are read, and another where it is read who asks', (_, other) => {
    const one = { ...clerk, purpose: other.purpose === null ? null : { code: 'APPROVAL', case: '1' } };
    expect(keysOf(one, access).byRights).toBe(keysOf(other, access).byRights);
    expect(keysOf(one, access).whole).not.toBe(keysOf(other, access).whole);
  });

  const asked = { query, variables: { code, b: 1 } };
  test.each<[string, object, string, boolean]>([
    ['the same in another order', { variables: { b: 1, code }, query }, 'one', true],
    ['another supergraph', asked, 'two', false],
    ['another text', { ...asked, query: `${query} ` }, 'one', false],
    ['another operation', { ...asked, operationName: 'P' }, 'one', false],
    ['another variable', { ...asked, variables: { code, b: 2 } }, 'one', false],
  ])('of %s', (_, body, supergraph, same) => {
    expect(readQuestion(body, supergraph)!.id === readQuestion(asked, 'one')!.id).toBe(same);
  });

  test.each<[string, unknown]>([
    ['a list of requests', [asked]],
    ['a field that nobody knows', { ...asked, batch: true }],
    ['an extension that nobody knows', { ...asked, extensions: { persistedQuery: { sha256Hash: 'x' } } }],
    ['a text and an id', { ...asked, documentId: 'x' }],
    ['no document', { variables: {} }],
    ['variables that are none', { ...asked, variables: [1] }],
    ['no JSON', undefined],
  ])('is none for %s', (_, body) => {
    expect(readQuestion(body, 'one')).toBeNull();
  });
});

describe('the shadow', () => {
  test('names where a kept answer differs from one of now, and counts it; what moves by itself does not count', async () => {
    const here = await openAnswering({ shadowShare: 1 });
    const whole =
      'query P($code: CreditCode!) { organisation(creditCode: $code) { court { source { asOf } courtRulings { caseNumber } } } }';
    const figures = async () => {
      const { answers } = (await (await fetch(`${here.url}/health/ready`)).json()) as {
        answers: Record<string, number>;
      };
      return answers;
    };
    const until = async (compared: number) => {
      while ((await figures())['compared']! < compared) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await here.ask(whole, { code }, as('analyst'));
    here.written();
    here.passMs(1000);
    await here.ask(whole, { code }, as('analyst'));
    await until(1);
    expect(await figures()).toMatchObject({ compared: 1, different: 0 });
    here.host.court.ruling = 'second';
    await here.ask(whole, { code }, as('analyst'));
    await until(2);
    expect(await figures()).toMatchObject({ given: 2, compared: 2, different: 1 });
    expect(here.lines.find(({ msg }) => msg === 'a kept answer differs')).toMatchObject({
      paths: ['organisation.court.courtRulings.0.caseNumber'],
    });
    expect(here.written()).toHaveLength(2);
    await here.close();
  });

  test('finds every kind of difference', () => {
    expect(differences({ a: [1, { b: 2 }], c: null }, { a: [1, { b: 3 }, 4], c: {} }, [])).toEqual([
      'a.1.b',
      'a.2',
      'c',
    ]);
  });
});
