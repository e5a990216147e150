import { composeSupergraph } from '../schema/compose-supergraph.ts';
import { startGraphqlServer, type GraphqlServer } from '../gateway/graphql-server.ts';
import type { Answer, Fetch } from '../gateway/sources/backend.ts';
import { scopeOfNobody } from '../gateway/sources/scope.ts';
import { warmPlans } from '../gateway/warm-plans.ts';
import { requestFor } from './support/asking-servers.ts';
import { silent } from './support/gateway.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])`;
const library = `${link}
  type Query { all(first: Int!): [Thing!]! }
  union Thing = Book | Film
  type Book @key(fields: "id") { id: ID! title: String! }
  type Film @key(fields: "id") { id: ID! title: String! }`;
const reviews = `${link}
  type Book @key(fields: "id") { id: ID! stars: Int! }`;
const sdls = { library, reviews };

interface Reference {
  readonly id: string;
}

const asked: Fetch[] = [];
let server: GraphqlServer;

/** Every third is a film; no book has stars but those whose id is even. */
const answers: Readonly<Record<string, (fetch: Fetch) => Answer>> = {
  library: ({ variables }) => ({
    data: {
      all: Array.from({ length: variables.n as number }, (_, at) => ({
        __typename: at % 3 === 0 ? 'Film' : 'Book',
        id: `${at % 9}`,
        title: `t${at}`,
      })),
    },
  }),
  reviews: ({ variables }) => {
    const ids = (variables.representations as Reference[]).map(({ id }) => Number(id));
    const errors = ids.flatMap((id, at) =>
      id % 2 === 0 ? [] : [{ message: 'none', path: ['_entities', at, 'stars'], extensions: { code: `NONE_${id}` } }],
    );
    return { data: { _entities: ids.map((id) => (id % 2 === 0 ? { stars: id % 6 } : null)) }, errors };
  },
};

beforeAll(async () => {
  server = await startGraphqlServer({
    supergraphSdl: composeSupergraph(
      Object.entries(sdls).map(([name, sdl]) => ({ name, sdl, url: `http://${name}.invalid/` })),
    ).supergraphSdl,
    backendOf: ({ name }) => ({
      checked: false,
      scopeOf: scopeOfNobody,
      async execute(fetch) {
        asked.push(fetch);
        return answers[name]!(fetch);
      },
      close: async () => {},
    }),
    access: null,
    execution: 'compiled',
    log: silent,
    now: () => 0,
    plugins: [],
    maxTokens: 1000,
  });
});
afterAll(() => server.server.stop());

const query = 'query All($n: Int!) { all(first: $n) { ... on Film { id title } ... on Book { id stars } } }';

async function ask(n: number) {
  const { body } = await server.server.executeOperation(
    { query, variables: { n } },
    { contextValue: { request: requestFor() } },
  );
  if (body.kind !== 'single') throw new Error('the answer comes in parts');
  return body.singleResult;
}

test('a trusted document is planned and compiled with nobody asked', async () => {
  const warming = { server: server.server, schema: server.schema, log: silent };
  expect(await warmPlans([{ name: 'all', text: query }], warming)).toEqual([]);
  expect(asked).toEqual([]);
});

test('an error about one of a list stands at its place, also where others of it are not asked about', async () => {
  const { data, errors } = await ask(6);
  expect(data).toBeNull();
  expect(errors!.map(({ extensions, path }) => [path, extensions!['code']])).toEqual([
    [['all', 1, 'stars'], 'NONE_1'],
    [['all', 5, 'stars'], 'NONE_5'],
  ]);
});

test('who stands in a list several times is asked about once, and each place is told', async () => {
  asked.length = 0;
  const { errors } = await ask(20);
  expect(asked[1]!.variables.representations).toHaveLength(6);
  const places = errors!.filter(({ extensions }) => extensions!['code'] === 'NONE_1').map(({ path }) => path![1]);
  expect(places).toEqual([1, 10, 19]);
});

test('while a long list is projected, others go on', async () => {
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  count();
  await ask(20);
  const few = turns;
  turns = 0;
  await ask(60_000);
  isOver = true;
  expect(turns).toBeGreaterThan(few + 2);
});
