import type { Layout } from '../../schema/layout.ts';
import { urlSetting } from '../../gateway/places.ts';
import { bearer, openIdentified, type IdentifiedGateway } from '../support/identified-gateway.ts';
import {
  openGateway,
  readableLog,
  serveSmallHost,
  type Asked,
  type OpenGateway,
  type OpenParts,
} from '../support/gateway.ts';
import { protectionOf } from '../support/protection.ts';
import { createSmallHost } from '../support/small-host.ts';
import { createTestIssuer } from '../support/token-issuer.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});
async function open(
  settings: Record<string, string>,
  parts: OpenParts = {},
): Promise<OpenGateway & { pass(ms: number): void }> {
  const { pass, protection } = protectionOf(settings);
  const gateway = await openGateway({ protection, ...parts });
  opened.push(gateway);
  return { ...gateway, pass };
}
const codesOf = ({ body }: Asked) => (body.errors ?? []).map(({ extensions }) => extensions.code);
const several = 'query A($c: [CreditCode!]!) { organisations(creditCodes: $c) { name court { source { state } } } }';

describe('the cost of an operation', () => {
  test('above the budget refuses it, with cost and budget, and nobody is asked', async () => {
    const host = createSmallHost();
    const gateway = await open({ COST_BUDGET: '5' }, { host });
    const { body, status } = await gateway.ask(several, { c: ['A', 'B', 'C'] });
    expect([status, body]).toEqual([
      400,
      {
        errors: [
          {
            message: "The operation costs 6; the caller's budget for one is 5.",
            extensions: {
              code: 'COST_EXCEEDED',
              cost: 6,
              budget: 5,
              remedy: expect.stringContaining('fewer') as unknown,
            },
          },
        ],
      },
    ]);
    expect(host.contexts).toEqual([]);
    expect((await gateway.ask(several, { c: ['A', 'B'] })).body.extensions).toBeUndefined();
  });

  test('is told in answers and in the log while it is only measured', async () => {
    const { lines, log } = readableLog();
    const gateway = await open({ COST_BUDGET: '5', COST_MODE: 'measure' }, { log });
    const { body, headers, status } = await gateway.ask(several, { c: ['A', 'B', 'C'] });
    expect([status, body.errors, body.extensions]).toEqual([200, undefined, { cost: { cost: 6, budget: 5 } }]);
    const told = lines.filter(({ msg }) => msg === 'cost');
    expect(told).toMatchObject([{ requestId: headers.get('x-request-id'), cost: 6, budget: 5, over: true }]);
  });

  test('is not counted where it is off', async () => {
    const gateway = await open({ COST_BUDGET: '1', COST_MODE: 'off' });
    expect(codesOf(await gateway.ask(several, { c: ['A', 'B'] }))).toEqual([]);
  });

  test("is held against the budget of the caller's role", async () => {
    const issuer = await createTestIssuer();
    const { protection } = protectionOf({ COST_BUDGET: '4', COST_BUDGET_ANALYST: '100' });
    const gateway: IdentifiedGateway = await openIdentified([issuer.publicJwk], {
      protection,
      access: { anonymousPublic: true, demo: true },
    });
    opened.push(gateway);
    const ask = async (role: string, count: number) =>
      codesOf(
        await gateway.ask(
          several,
          { c: Array.from({ length: count }, () => 'A') },
          { ...bearer(await issuer.sign({ role })), 'x-purpose': 'DEVELOPMENT_TEST' },
        ),
      );
    expect([await ask('clerk', 2), await ask('clerk', 3), await ask('analyst', 50)]).toEqual([
      [],
      ['COST_EXCEEDED'],
      [],
    ]);
  });
});

describe("a department's budget", () => {
  const both =
    'query A($c: [CreditCode!]!) { organisations(creditCodes: $c) { name tribunal: court { __typename source { state } courtRulings { caseNumber } } stateTax { source { state } } } }';
  const exceeded = (at: number, facts: object) => ({
    path: ['organisations', at, 'tribunal'],
    extensions: { code: 'DEPARTMENT_BUDGET_EXCEEDED', department: 'court', budget: 3, ...facts },
  });
  const withheld = { __typename: 'CourtSection', source: { state: 'UNAVAILABLE' }, courtRulings: null };

  test.each<[string, Layout, readonly string[]]>([
    ['each in this process', { merged: {} }, []],
    ['merged in this process', { merged: { offices: ['court', 'state-tax'] } }, []],
    ['each elsewhere', { merged: {} }, ['court', 'state-tax']],
    ['merged elsewhere', { merged: { offices: ['court', 'state-tax'] } }, ['offices']],
  ])('costs its own sections and nothing else, with departments %s', async (_, layout, elsewhere) => {
    const host = createSmallHost(layout);
    const served = await serveSmallHost(createSmallHost(layout));
    opened.push(served);
    const urls = new Map(
      elsewhere.map((name) => [urlSetting(name), `http://127.0.0.1:${served.port}/${name}/graphql`]),
    );
    const gateway = await open({ SECTION_BUDGET_COURT: '3' }, { layout, host, urls });
    expect((await gateway.ask(both, { c: ['A', 'B'] })).body.errors).toBeUndefined();
    const { body, status } = await gateway.ask(both, { c: ['C', 'D'] });
    expect(status).toBe(200);
    expect(body.data).toEqual({
      organisations: ['C', 'D'].map((code) => ({
        name: `公司 ${code}`,
        tribunal: withheld,
        stateTax: { source: { state: 'ANSWERED' } },
      })),
    });
    const retryAt = '2026-11-24T08:00:20.000Z';
    expect(body.errors).toMatchObject([exceeded(0, { retryAt }), exceeded(1, { retryAt })]);
    gateway.pass(20_000);
    expect((await gateway.ask(both, { c: ['C', 'D'] })).body.errors).toBeUndefined();
  });

  test('does not have the department asked', async () => {
    const host = createSmallHost();
    const gateway = await open({ SECTION_BUDGET: '1' }, { host });
    await gateway.ask(several, { c: ['A'] });
    host.contexts.length = 0;
    expect(codesOf(await gateway.ask(several, { c: ['A'] }))).toEqual(['DEPARTMENT_BUDGET_EXCEEDED']);
    expect(host.contexts.map(({ subgraph }) => subgraph)).toEqual(['register']);
  });

  test('says so when more is asked at once than it ever allows', async () => {
    const gateway = await open({ SECTION_BUDGET_COURT: '3' });
    const { body } = await gateway.ask(several, { c: ['A', 'B', 'C', 'D'] });
    expect(body.errors![0]!.extensions).toMatchObject({ code: 'DEPARTMENT_BUDGET_EXCEEDED', retryAt: null });
  });

  test('leaves a fetch valid that used a variable and a fragment for this section alone', async () => {
    const layout = { merged: { offices: ['court', 'state-tax'] } };
    const gateway = await open({ SECTION_BUDGET_COURT: '1' }, { layout, host: createSmallHost(layout) });
    const query = `query A($no: Boolean!) { organisation(creditCode: "A") { court { source { state @skip(if: $no) ...F } } stateTax { source { state } } } }
      fragment F on SourceReport { department }`;
    await gateway.ask(query, { no: false });
    const { body } = await gateway.ask(query, { no: false });
    expect(body.data).toEqual({
      organisation: {
        court: { source: { state: 'UNAVAILABLE', department: 'court' } },
        stateTax: { source: { state: 'ANSWERED' } },
      },
    });
  });
});
