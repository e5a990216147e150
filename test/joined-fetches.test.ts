import { parse } from 'graphql';
import type { Caller } from '../schema/caller.ts';
import type { ClientRequest } from '../gateway/client-request.ts';
import type { Answer, Backend, Fetch } from '../gateway/sources/backend.ts';
import { createJoinedBackend } from '../gateway/sources/joined-backend.ts';
import { scopeOfAsking } from '../gateway/sources/scope.ts';
import { requestFor } from './support/asking-servers.ts';

const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
const document = parse(query);

function about(codes: readonly string[], more: Partial<Fetch> = {}): Fetch {
  const representations = codes.map((creditCode) => ({ __typename: 'Organisation', creditCode }));
  return {
    query,
    document,
    operationName: undefined,
    asks: 'entities',
    ...more,
    variables: { representations, ...more.variables },
  };
}

interface Call {
  readonly codes: readonly string[];
  readonly request: ClientRequest;
}

interface Stage {
  readonly calls: Call[];
  readonly joined: Backend;
}

/** A subgraph that answers as `say` says; by default, with the code of each. */
function stage(say: (codes: readonly string[]) => Answer | Promise<Answer> = echo): Stage {
  const calls: Call[] = [];
  const joined = createJoinedBackend(
    {
      checked: false,
      scopeOf: scopeOfAsking,
      async execute({ variables }, request) {
        const codes = ((variables.representations ?? []) as { creditCode: string }[]).map(
          ({ creditCode }) => creditCode,
        );
        calls.push({ codes, request });
        return await say(codes);
      },
      close: async () => {},
    },
    1000,
  );
  return { calls, joined };
}

const echo = (codes: readonly string[]): Answer => ({ data: { _entities: codes.map((code) => ({ code })) } });
const said = (...codes: string[]): Answer => ({ data: { _entities: codes.map((code) => ({ code })) } });
const clerk = { role: 'clerk', id: 'c1' } as unknown as Caller;

describe('fetches of one turn of the event loop', () => {
  test('are one call that asks about each once, and each gets its own part in its own order', async () => {
    const { calls, joined } = stage();
    const answers = await Promise.all([
      joined.execute(about(['A', 'B']), requestFor({ requestId: 'r1' })),
      joined.execute(about(['B']), requestFor({ requestId: 'r2' })),
      joined.execute(about(['C', 'A']), requestFor({ requestId: 'r3' })),
    ]);
    expect(answers).toEqual([said('A', 'B'), said('B'), said('C', 'A')]);
    expect(calls.map(({ codes }) => codes)).toEqual([['A', 'B', 'C']]);
    expect(calls[0]!.request.requestId).toBe('r1,r2,r3');
  });

  test.each<[string, Partial<ClientRequest>, Partial<Fetch>]>([
    ['another caller', { caller: clerk }, {}],
    ['another purpose', { purpose: { code: 'LICENSING' } as never }, {}],
    ['other levels', { levels: ['PUBLIC'] }, {}],
    ['a wish for answers of now', { fresh: true }, {}],
    ['a batch', { inBatch: true }, {}],
    ['another text', {}, { query: `${query} ` }],
    ['another operation', {}, { operationName: 'Other' }],
    ['another variable', {}, { variables: { day: '2026-07-01' } }],
    ['a mutation', {}, { asks: 'mutation' }],
  ])('are not put together with %s', async (_, request, fetch) => {
    const { calls, joined } = stage();
    await Promise.all([
      joined.execute(about(['A']), requestFor()),
      joined.execute(about(['B'], fetch), requestFor(request)),
    ]);
    expect(calls.map(({ codes }) => codes.join()).toSorted()).toEqual(['A', 'B']);
  });

  test('that ask for the same fields of the root share one answer; others do not', async () => {
    let count = 0;
    const { joined } = stage(() => ({ data: { count: (count += 1) } }));
    const root = (code: string): Fetch => ({ ...about([]), asks: 'query', variables: { code } });
    const answers = await Promise.all(['A', 'A', 'B'].map((code) => joined.execute(root(code), requestFor())));
    expect(answers.map(({ data }) => data!['count'])).toEqual([1, 1, 2]);
  });

  test('get the errors and warnings about those that they ask about, and of the others nothing', async () => {
    const { joined } = stage((codes) => ({
      ...echo(codes),
      errors: [
        { message: 'busy', path: ['_entities', codes.indexOf('B'), 'court'], extensions: { code: 'DEPARTMENT_BUSY' } },
        { message: 'for all' },
      ],
      extensions: { warnings: codes.map((creditCode) => ({ department: 'court', creditCode })) },
    }));
    const [one, other] = await Promise.all([
      joined.execute(about(['A']), requestFor()),
      joined.execute(about(['C', 'B']), requestFor()),
    ]);
    const warning = (creditCode: string) => ({ department: 'court', creditCode });
    expect(one).toEqual({ ...said('A'), errors: [{ message: 'for all' }], extensions: { warnings: [warning('A')] } });
    expect(other.errors).toEqual([
      { message: 'busy', path: ['_entities', 1, 'court'], extensions: { code: 'DEPARTMENT_BUSY' } },
      { message: 'for all' },
    ]);
    expect(other.extensions).toEqual({ warnings: [warning('B'), warning('C')].toSorted(byAsked(['A', 'C', 'B'])) });
  });

  test('fail together', async () => {
    const { calls, joined } = stage(() => Promise.reject(new Error('no answer')));
    const answers = await Promise.allSettled(['A', 'B'].map((code) => joined.execute(about([code]), requestFor())));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(calls).toHaveLength(1);
  });

  test('are given nothing of an answer that leaves open about whom it is', async () => {
    const { joined } = stage(() => said('A'));
    const answers = await Promise.allSettled(['A', 'B'].map((code) => joined.execute(about([code]), requestFor())));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('are about a thousand organisations at most', async () => {
    const { calls, joined } = stage();
    const codes = Array.from({ length: 6 }, (_, part) => Array.from({ length: 400 }, (_2, at) => `${part}-${at}`));
    const answers = await Promise.all(codes.map((some) => joined.execute(about(some), requestFor())));
    expect(answers).toEqual(codes.map((some) => said(...some)));
    expect(calls.map((call) => call.codes.length)).toEqual([800, 800, 800]);
  });
});

describe('a client that goes away', () => {
  const leaving = () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const open = stage(() => promise);
    const clients = [new AbortController(), new AbortController()];
    const answers = clients.map((client, at) =>
      open.joined.execute(about([`${at}`]), requestFor({ gone: client.signal })),
    );
    return { ...open, answers, clients, resolve };
  };

  test('ends nothing while another waits', async () => {
    const { answers, calls, clients, resolve } = leaving();
    await new Promise((turn) => void setImmediate(turn));
    clients[0]!.abort(new Error('gone'));
    await expect(answers[0]).rejects.toThrow('gone');
    expect(calls[0]!.request.gone.aborted).toBe(false);
    resolve(said('0', '1'));
    await expect(answers[1]).resolves.toEqual(said('1'));
  });

  test('ends the call when nobody else waits', async () => {
    const { answers, calls, clients } = leaving();
    await new Promise((turn) => void setImmediate(turn));
    for (const client of clients) client.abort(new Error('gone'));
    for (const answer of answers) await expect(answer).rejects.toThrow('gone');
    expect(calls[0]!.request.gone.aborted).toBe(true);
  });
});

function byAsked(order: readonly string[]) {
  return (a: { creditCode: string }, b: { creditCode: string }) =>
    order.indexOf(a.creditCode) - order.indexOf(b.creditCode);
}
