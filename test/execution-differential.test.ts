import fc from 'fast-check';
import { parse, validate } from 'graphql';
import type { ApolloServer } from '@apollo/server';
import type { Context } from '../gateway/client-request.ts';
import type { Execution } from '../gateway/federation.ts';
import { startGraphqlServer, type GraphqlServer } from '../gateway/graphql-server.ts';
import { requestFor } from './support/asking-servers.ts';
import { generateQuery, type GeneratedQuery } from './support/generated-query.ts';
import { madeUpBackend, type Faults } from './support/made-up-answers.ts';
import { sdls, shapes } from './support/shapes.ts';
import { silent } from './support/gateway.ts';

const isLong = process.env['LONG_PROOFS'] === '1';
const numRuns = Number(process.env['PROOF_QUERIES'] ?? (isLong ? 2500 : 200));
const seed = Number(process.env['PROOF_SEED'] ?? 20_260_706);

let faults: Faults = { seed: 0, nulls: 0, errors: 0, lies: 0 };
const servers = new Map<Execution, GraphqlServer>();

beforeAll(async () => {
  for (const execution of ['apollo', 'compiled'] as const)
    servers.set(
      execution,
      await startGraphqlServer({
        supergraphSdl: shapes.supergraphSdl,
        backendOf: ({ name }) => madeUpBackend(sdls[name]!, () => faults),
        access: null,
        execution,
        log: silent,
        now: () => 0,
        plugins: [],
        maxTokens: 100_000,
      }),
    );
});
afterAll(async () => {
  for (const { server } of servers.values()) await server.stop();
});

interface Seen {
  readonly data: string;
  readonly errors: readonly string[];
}

async function seenBy(server: ApolloServer<Context>, { query, variables }: GeneratedQuery): Promise<Seen> {
  const { body } = await server.executeOperation({ query, variables }, { contextValue: { request: requestFor() } });
  if (body.kind !== 'single') throw new Error('not single');
  const { data, errors = [] } = body.singleResult;
  return {
    data: JSON.stringify(ordered(data)) ?? 'none',
    errors: errors.map(({ extensions, path }) => JSON.stringify([path, extensions?.['code']])).sort(),
  };
}

/** GraphQL orders fields as they are first met; the library, fragments on one type as if they were one. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, ordered(inner)]);
}

const counted = { asked: 0, withErrors: 0, placeless: 0 };

/** The library puts errors at the wrong place in a list of which it did not ask about all. */
async function isAnsweredAlike(generated: GeneratedQuery): Promise<void> {
  const [apollo, compiled] = [
    await seenBy(servers.get('apollo')!.server, generated),
    await seenBy(servers.get('compiled')!.server, generated),
  ];
  counted.asked += 1;
  if (apollo.errors.length > 0) counted.withErrors += 1;
  expect(compiled.data).toBe(apollo.data);
  if (compiled.errors.join() === apollo.errors.join()) return;
  counted.placeless += 1;
  // In another order of fields, another wrong value may be the first that makes the object around it null.
  if ([apollo, compiled].every(({ errors }) => errors.length > 0 && errors.every(isWrongValue))) return;
  expect(placeless(compiled.errors)).toEqual(placeless(apollo.errors));
}

const isWrongValue = (error: string) => error.endsWith('"SERVICE_ANSWER_INVALID"]');

/** Without places in lists. */
const placeless = (errors: readonly string[]) => errors.map((error) => error.replaceAll(/\b\d+\b/g, '*')).sort();

const kinds: readonly Omit<Faults, 'seed'>[] = [
  { nulls: 0, errors: 0, lies: 0 },
  { nulls: 120, errors: 0, lies: 0 },
  { nulls: 60, errors: 150, lies: 0 },
  { nulls: 30, errors: 0, lies: 120 },
  { nulls: 40, errors: 60, lies: 60 },
];

test(
  'compiled operations answer as the library does, whatever subgraphs answer',
  async () => {
    const { schema } = servers.get('apollo')!;
    const choices = fc.array(fc.nat(), { minLength: 10, maxLength: 90, size: 'max' });
    const values = { id: ['0', '1', '2', '3'], ids: ['0', '1', '2', '3'] };
    await fc.assert(
      fc.asyncProperty(choices, fc.nat(5000), fc.nat(9), async (made, about, root) => {
        const type = root === 0 ? schema.getMutationType()! : schema.getQueryType()!;
        const generated = generateQuery(made, { schema, root: type, deepest: 3, values });
        if (validate(schema, parse(generated.query)).length > 0) return;
        // Planning takes the time: each plan is carried out in districts of several kinds.
        for (const kind of kinds) {
          faults = { seed: about, ...kind };
          await isAnsweredAlike(generated);
        }
      }),
      { numRuns, seed, endOnFailure: isLong },
    );
    console.log(`${counted.asked} answers compared (seed ${seed})`, counted);
    expect(counted.withErrors).toBeGreaterThan(numRuns / 2);
    expect(counted.placeless).toBeLessThan(counted.withErrors / 20);
  },
  isLong ? 3_600_000 : 120_000,
);
