import { once } from 'node:events';
import { Agent, request as send, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { usualProtection } from '../gateway/limits/protection.ts';
import { createInternalSigner } from '../schema/internal-request.ts';
import { as } from './support/callers.ts';
import { protectionOf } from './support/protection.ts';
import { morning, openAnswering, type Answering } from './support/answering.ts';

const code = '9151090420599001XY';
const look = 'query L($code: CreditCode!) { organisation(creditCode: $code) { court { source { state } } } }';
const direct = { accept: 'application/json' };
/** Not among those that the front reads, so that the application reads the request; it chooses the same form. */
const throughTheApplication = { accept: 'application/json;q=1, text/x-nothing;q=0.1' };
const json = { 'content-type': 'application/json' };

let here: Answering;
beforeAll(async () => {
  here = await openAnswering({ maxBytes: 0 }, { protection: usualProtection() });
});
afterAll(() => here.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function post(headers: Record<string, string>, body: unknown, agent?: Agent): Promise<Answer> {
  const answered = Promise.withResolvers<Answer>();
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  const asked = send(
    `${here.url}/graphql`,
    { method: 'POST', headers: { ...json, 'content-length': length, ...headers }, ...(agent ? { agent } : {}) },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        answered.resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    },
  );
  asked.on('error', answered.reject).end(text);
  return answered.promise;
}

/** Without what differs from request to request. */
function comparable({ body, headers, status }: Answer) {
  const { connection: _, date: __, 'keep-alive': ___, ratelimit: ____, ...rest } = headers;
  const steady = Object.entries(rest).filter(([name]) => !name.startsWith('ratelimit-re') && name !== 'x-request-id');
  return { body: body.replaceAll(/"requestId":"[^"]+"/g, ''), headers: Object.fromEntries(steady), status };
}

describe('whichever way a request takes, before the application or through it, the answer is the same', () => {
  const variables = { code };
  test.each([
    ['a good question', as('analyst'), { query: look, variables }],
    [
      'one that says its purpose in its body',
      as('officer:court', ''),
      { query: look, variables, extensions: { purpose: 'SUPERVISION', case: '甲-1' } },
    ],
    ['one without a purpose', as('analyst', ''), { query: look, variables }],
    ['one with an unknown purpose', as('analyst', 'CURIOSITY'), { query: look, variables }],
    ['one without a token', {}, { query: look, variables }],
    ['one of a document that cannot be read', as('analyst'), { query: '{ organisation', variables }],
    ['one of a field that there is not', as('analyst'), { query: '{ nothing }' }],
    ['one that names no operation of its document', as('analyst'), { query: look, variables, operationName: 'Other' }],
    ['one with a wrong variable', as('analyst'), { query: look, variables: { code: 5 } }],
    ['one with a code that is none', as('analyst'), { query: look, variables: { code: '91510904MAXXXX015N' } }],
    ['one to which rights say no', as('clerk', 'APPROVAL', 'A-1'), { query: '{ fault }' }],
    ['one that meets a fault', as('analyst'), { query: '{ fault }' }],
    ['a command', as('officer:court', 'SUPERVISION', 'A-1'), { query: 'mutation { runErrand }' }],
    ['an id that names no document', as('analyst'), { documentId: 'ab'.repeat(32), variables }],
    ['a document that is too deep', as('analyst'), { query: `{ ${'a { '.repeat(60)}b${' }'.repeat(60)} }` }],
    ['a list of requests', as('analyst'), [{ query: look, variables }]],
  ])('%s', async (_, headers, body) => {
    const before = await post({ ...headers, ...direct }, body);
    const through = await post({ ...headers, ...throughTheApplication }, body);
    expect(comparable(before)).toEqual(comparable(through));
  });

  test('and is logged and written down alike', async () => {
    here.written();
    const from = here.lines.length;
    await post({ ...as('analyst'), ...direct }, { query: look, variables });
    await post({ ...as('analyst'), ...throughTheApplication }, { query: look, variables });
    const [one, other] = here.written();
    expect({ ...one, id: '', requestId: '' }).toEqual({ ...other, id: '', requestId: '' });
    const logged = here.lines.slice(from).filter(({ msg }) => msg === 'request');
    const facts = logged.map(({ method, operation, path, status }) => ({ method, operation, path, status }));
    const line = { method: 'POST', operation: 'L', path: '/graphql', status: 200 };
    expect(facts).toEqual([line, line]);
  });
});

describe('over one connection', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterAll(() => agent.destroy());
  const askAs = async (headers: Record<string, string>) => {
    here.written();
    const { status } = await post({ ...headers, ...direct }, { query: look, variables: { code } }, agent);
    return { status, callers: here.written().map(({ caller }) => caller?.subject ?? null) };
  };

  test('each request is that of its own token, whoever asked before', async () => {
    const [analyst, officer] = [as('analyst'), as('officer:court', 'SUPERVISION', 'A-1')];
    const one = await askAs(analyst);
    const other = await askAs(officer);
    expect(one.callers).toHaveLength(1);
    expect(other.callers).not.toEqual(one.callers);
    expect(await askAs(analyst)).toEqual(one);
    expect(await askAs({})).toEqual({ status: 401, callers: [] });
    expect(await askAs(officer)).toEqual(other);
  });
});

test("each request counts once against its client's rate, also one for which what is kept may not be given", async () => {
  const { protection } = protectionOf({ RATE_LIMIT: '100/m', SECTION_BUDGET: '2' });
  const gateway = await openAnswering({}, { protection });
  const left: unknown[] = [];
  const answers: unknown[] = [];
  for (let time = 0; time < 5; time += 1) {
    const { body, headers } = await gateway.ask(look, { code }, as('analyst'));
    left.push(headers.get('ratelimit-remaining'));
    answers.push(body.errors?.[0]?.extensions.code ?? 'given');
  }
  await gateway.close();
  expect(answers).toEqual(['given', 'given', ...Array.from({ length: 3 }, () => 'DEPARTMENT_BUDGET_EXCEEDED')]);
  expect(left).toEqual(['99', '98', '97', '96', '95']);
});

test.each(['destroy', 'resetAndDestroy'] as const)(
  'a client that goes amid its body (%s) is not waited for, and harms nobody',
  async (go) => {
    const { hostname, port } = new URL(here.url);
    const token = Object.entries(as('analyst')).map(([name, value]) => `${name}: ${value}\r\n`);
    const client = connect(Number(port), hostname);
    client.write(`POST /graphql HTTP/1.1\r\nhost: here\r\n${token.join('')}`);
    client.write('content-type: application/json\r\ncontent-length: 500\r\n\r\n{"query": "{ org');
    // Asked meanwhile, so that the half of a body has been read.
    const meanwhile = await post({ ...as('analyst'), ...direct }, { query: look, variables: { code } });
    client[go]();
    await once(client, 'close');
    const after = await post({ ...as('analyst'), ...direct }, { query: look, variables: { code } });
    expect(comparable(after)).toEqual(comparable(meanwhile));
  },
);

test('a host is told what this request is for, however often its caller asks for something else', () => {
  const sign = createInternalSigner({ key: 'k'.repeat(32), now: () => morning });
  const caller = { role: 'clerk', id: 'c', client: 'system' } as const;
  const rest = { caller, levels: ['PUBLIC' as const], rights: [], byGateway: true };
  const told = (purpose: string, case_: string | null) => {
    const asking = { ...rest, purpose: { code: purpose, case: case_ } };
    const header = sign({ method: 'POST', path: '/', body: '' }, asking)['x-gateway-asking']!;
    return (JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { purpose: unknown }).purpose;
  };
  for (const [code_, number] of [
    ['APPROVAL', '1'],
    ['APPROVAL', '2'],
    ['CREDIT_REPORT', null],
    ['APPROVAL', '1'],
  ] as const)
    expect(told(code_, number)).toEqual({ code: code_, case: number });
});
