import { openGateway, readableLog, type OpenGateway } from './support/gateway.ts';
import { createSmallHost } from './support/small-host.ts';

const host = createSmallHost();
const { lines, log } = readableLog();
let open: OpenGateway;

beforeAll(async () => {
  open = await openGateway({ host, log });
});
afterAll(() => open.close());

const named = 'query Profile($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { name } }';

describe('a request', () => {
  test('is one context in each subgraph, with its id and its wish for answers of now', async () => {
    host.contexts.length = 0;
    await open.ask(
      `{ a: organisation(creditCode: "A") { court { source { state } } } b: organisation(creditCode: "B") { court { source { state } } } }`,
      {},
      {
        'x-request-id': 'case-7',
        'cache-control': 'max-age=0, no-cache',
      },
    );
    expect(host.contexts.map(({ subgraph }) => subgraph).toSorted()).toEqual(['court', 'register']);
    for (const { request } of host.contexts) expect(request).toMatchObject({ requestId: 'case-7', fresh: true });
  });

  test('keeps a harmless id of the client and replaces any other', async () => {
    const kept = await open.ask('{ __typename }', {}, { 'x-request-id': 'a.b-c:1' });
    expect(kept.headers.get('x-request-id')).toBe('a.b-c:1');
    const replaced = await open.ask('{ __typename }', {}, { 'x-request-id': 'x'.repeat(65) });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is one line in the log, without variables and data', async () => {
    const { headers } = await open.ask(named, { codes: ['SECRET-CODE'] });
    const own = lines.filter(({ msg, requestId }) => msg === 'request' && requestId === headers.get('x-request-id'));
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ operation: 'Profile', status: 200, method: 'POST', path: '/graphql' });
    expect(own[0]!.durationMs).toEqual(expect.any(Number));
    expect(JSON.stringify(lines)).not.toContain('SECRET-CODE');
  });
});
