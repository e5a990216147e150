import type { Identity } from '../gateway/identity/identity.ts';
import {
  bearer,
  errandsSupergraph,
  openIdentified,
  withErrands,
  type IdentifiedGateway,
} from './support/identified-gateway.ts';
import { askGraphql, openGateway, type Asked } from './support/gateway.ts';
import { createSmallHost } from './support/small-host.ts';
import { createTestIssuer, type TestIssuer } from './support/token-issuer.ts';

const mutation = 'mutation Run { runErrand }';
const both = `query Look { organisation(creditCode: "PLAIN") { name } } ${mutation}`;
const codeOf = ({ body }: Asked) => body.errors?.[0]?.extensions.code;

describe('where an issuer is configured, a mutation', () => {
  let issuer: TestIssuer;
  let gateway: IdentifiedGateway;
  beforeAll(async () => {
    issuer = await createTestIssuer();
    gateway = await openIdentified([issuer.publicJwk]);
  });
  beforeEach(() => {
    gateway.host.contexts.length = 0;
  });
  afterAll(() => gateway.close());
  const send = (body: object, headers = {}) => askGraphql(`${gateway.url}/graphql`, body, headers);

  test.each<[string, object]>([
    ['alone', { query: mutation }],
    ['without a name', { query: 'mutation{runErrand}' }],
    ['beside a query, by its name', { query: both, operationName: 'Run' }],
    ['that hides its word in a comment line', { query: '# query\nmutation # query\n { runErrand }' }],
    ['of a fragment', { query: 'mutation { ...F } fragment F on Mutation { runErrand }' }],
    ['of its type name only', { query: 'mutation { __typename }' }],
  ])('without a token is refused before anybody is asked: %s', async (_, body) => {
    const answer = await send(body);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(answer.body).toEqual({
      errors: [
        {
          message: 'This needs a token that says who asks.',
          extensions: {
            code: 'TOKEN_MISSING',
            remedy: expect.stringMatching(/^Get a token .* "Authorization: Bearer/),
          },
        },
      ],
    });
    expect(gateway.callers()).toEqual([]);
  });

  test.each<[string, object]>([
    ['beside a mutation, by its name', { query: both, operationName: 'Look' }],
    [
      'that only speaks of one',
      { query: '# mutation\nquery mutation { mutation: organisation(creditCode: "mutation") { name } }' },
    ],
    ['of the schema', { query: '{ __schema { mutationType { name } } }' }],
  ])('is not what a query is: without a token it is answered, %s', async (_, body) => {
    const answer = await send(body);
    expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
  });

  test('with a token is carried out for whom the token says', async () => {
    const token = await issuer.sign({ role: 'officer', department: 'court' });
    const { body, status } = await send({ query: mutation }, bearer(token));
    expect([status, body]).toEqual([200, { data: { runErrand: 'done' } }]);
    expect(gateway.callers()).toEqual([{ id: 'account-17', role: 'officer', department: 'court' }]);
  });

  test('among the trusted documents is planned at the start, by nobody, and asks nobody', async () => {
    const warmed = await openIdentified([issuer.publicJwk], { documents: [{ name: 'run', text: mutation }] });
    const ready = await fetch(`${warmed.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      expect.objectContaining({ documents: { warm: 1, faulty: [] } }),
    ]);
    expect(warmed.callers()).toEqual([]);
    await warmed.close();
  });
});

describe('where no issuer is configured', () => {
  const open = (identity?: Identity) =>
    openGateway({
      host: createSmallHost({ merged: {} }, undefined, withErrands),
      supergraphSdl: errandsSupergraph,
      ...(identity === undefined ? {} : { identity }),
    });

  test('queries are answered, and every token and every mutation is refused', async () => {
    const gateway = await open();
    const query = '{ organisation(creditCode: "PLAIN") { name } }';
    const token = await (await createTestIssuer()).sign();
    const answers = [
      await gateway.ask(query),
      await gateway.ask(query, {}, bearer(token)),
      await gateway.ask(query, {}, bearer('garbage')),
      await gateway.ask(mutation),
      await gateway.ask(mutation, {}, bearer(token)),
    ];
    await gateway.close();
    const refused = [401, 'IDENTITY_NOT_CONFIGURED'];
    expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [200, undefined],
      refused,
      refused,
      refused,
      refused,
    ]);
    expect(answers[3]!.body.errors![0]!.extensions.remedy).toContain('TOKEN_JWKS');
  });

  test('a supergraph of somebody else keeps identity off: it has services that look after it themselves', async () => {
    const gateway = await open({ kind: 'off' });
    const { body } = await gateway.ask(mutation, {}, bearer('of-their-own'));
    await gateway.close();
    expect(body).toEqual({ data: { runErrand: 'done' } });
  });
});
