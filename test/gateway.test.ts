import { openGateway, readableLog, type Asked, type OpenGateway } from './support/gateway.ts';
import { codes, createSmallHost } from './support/small-host.ts';

const profile = `query Profile($codes: [CreditCode!]!) {
  organisations(creditCodes: $codes) {
    creditCode
    name
    tribunal: court { ...Section courtRulings { caseNumber } }
    stateTax { ...Section stateTaxRulings { caseNumber } }
  }
}
fragment Section on DepartmentSection { __typename source { department state } }`;

let open: OpenGateway;
const { lines, log } = readableLog();

beforeAll(async () => {
  open = await openGateway({ host: createSmallHost(), clockNotice: 'demo clock: 2026-07-01 09:30', log });
});
afterAll(() => open.close());

describe('an answer', () => {
  test('holds each department in its section', async () => {
    const { body, status } = await open.ask(profile, { codes: [codes.plain] });
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data).toEqual({
      organisations: [
        {
          creditCode: codes.plain,
          name: `公司 ${codes.plain}`,
          tribunal: {
            __typename: 'CourtSection',
            source: { department: 'court', state: 'ANSWERED' },
            courtRulings: [{ caseNumber: `court ${codes.plain}` }],
          },
          stateTax: {
            __typename: 'StateTaxSection',
            source: { department: 'state-tax', state: 'ANSWERED' },
            stateTaxRulings: [{ caseNumber: `state-tax ${codes.plain}` }],
          },
        },
      ],
    });
  });

  test('puts each error at the index of its own organisation when invalid codes stand between', async () => {
    const asked = [codes.plain, codes.invalid, codes.busy, codes.invalid, codes.plain, codes.busy];
    const { body } = await open.ask(profile, { codes: asked });
    expect(codesByPath(body)).toEqual(
      new Set([
        'organisations.1 CREDIT_CODE_INVALID',
        'organisations.3 CREDIT_CODE_INVALID',
        'organisations.2.tribunal DEPARTMENT_BUSY',
        'organisations.5.tribunal DEPARTMENT_BUSY',
        'organisations.2.stateTax DEPARTMENT_BUSY',
        'organisations.5.stateTax DEPARTMENT_BUSY',
      ]),
    );
    const { organisations } = body.data as unknown as { organisations: ({ tribunal: { source: unknown } } | null)[] };
    expect(organisations.map((one) => one === null)).toEqual([false, true, false, true, false, false]);
    expect(organisations[2]!.tribunal.source).toEqual({ department: 'court', state: 'UNAVAILABLE' });
  });

  test('carries the facts of an error and nothing of its cause', async () => {
    const { body } = await open.ask(profile, { codes: [codes.busy] });
    expect(body.errors![0]!.extensions).toEqual({
      code: 'DEPARTMENT_BUSY',
      remedy: 'Ask again at retryAt.',
      department: expect.any(String) as string,
      retryAt: '2026-07-01T02:16:00.000Z',
    });
    expect(JSON.stringify(body)).not.toContain('10.0.0.7');
  });

  test('says that it comes from the demo clock, and whose kept data it shows, once', async () => {
    const { body } = await open.ask(profile, { codes: [codes.stale, codes.stale] });
    expect(body.errors).toBeUndefined();
    expect(body.extensions).toEqual({
      clock: 'demo clock: 2026-07-01 09:30',
      warnings: ['court', 'state-tax'].map((department) => ({
        department,
        creditCode: 'STALE',
        code: 'DEPARTMENT_UNAVAILABLE',
        asOf: '2026-06-30T16:00:00.000Z',
      })),
    });
  });

  test('comes by GET as well', async () => {
    const query = new URLSearchParams({ query: '{ organisation(creditCode: "A") { name } }' });
    const response = await fetch(`${open.url}/graphql?${query.toString()}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { organisation: { name: '公司 A' } } });
  });

  test('is kept by nobody on the way, and no other origin may read it', async () => {
    const { headers } = await open.ask('{ __typename }', {}, { origin: 'https://elsewhere.example' });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('to introspection is the whole described schema', async () => {
    const { body } = await open.ask('{ __type(name: "CourtSection") { description fields { name } } }');
    expect(body.data).toMatchObject({ __type: { description: '部门 / department' } });
  });
});

describe('what nobody foresaw', () => {
  test('reaches the client as INTERNAL_ERROR with a request id, and the log with its cause', async () => {
    const { body, headers, status } = await open.ask('{ fault }');
    expect(status).toBe(200);
    expect(body.errors).toEqual([
      {
        message: 'An internal error occurred.',
        path: ['fault'],
        extensions: {
          code: 'INTERNAL_ERROR',
          remedy: 'Report the requestId to the operator, who finds the cause in the log.',
          requestId: headers.get('x-request-id'),
        },
      },
    ]);
    const logged = lines.find(
      ({ msg, requestId }) => msg === 'a request met an error' && requestId === headers.get('x-request-id'),
    );
    expect(JSON.stringify(logged)).toContain('ECONNREFUSED');
  });

  test('in one department leaves a section that is UNAVAILABLE, not null, beside its error', async () => {
    const { body } = await open.ask(profile, { codes: [codes.broken, codes.plain] });
    expect(codesByPath(body)).toEqual(
      new Set(['organisations.0.stateTax INTERNAL_ERROR', 'organisations.0.tribunal INTERNAL_ERROR']),
    );
    expect(JSON.stringify(body)).not.toContain('ORA-');
    expect(body.data).toMatchObject({
      organisations: [
        {
          stateTax: {
            __typename: 'StateTaxSection',
            source: { department: 'state-tax', state: 'UNAVAILABLE' },
            stateTaxRulings: null,
          },
        },
        { stateTax: { source: { state: 'ANSWERED' } } },
      ],
    });
  });
});

function codesByPath({ errors }: Asked['body']): Set<string> {
  return new Set(errors!.map(({ extensions, path }) => `${path!.join('.')} ${String(extensions.code)}`));
}
