import fc from 'fast-check';
import { parse, validate } from 'graphql';
import type { Execution } from '../gateway/federation.ts';
import { startGraphqlServer, type GraphqlServer } from '../gateway/graphql-server.ts';
import { requestFor } from './support/asking-servers.ts';
import { seenBy } from './support/compared.ts';
import { generateQuery, type GeneratedQuery } from './support/generated-query.ts';
import { createOrders, madeUpBackend, type Faults } from './support/made-up-answers.ts';
import { sdls, shapes } from './support/shapes.ts';
import { silent } from './support/gateway.ts';

const isLong = process.env['LONG_PROOFS'] === '1';
const seed = Number(process.env['PROOF_SEED'] ?? 20_260_706);
/** Of one operation of the seed, as a run that failed told it: only this one is sent. */
const path = process.env['PROOF_PATH'];
const numRuns = path === undefined ? Number(process.env['PROOF_QUERIES'] ?? (isLong ? 5000 : 200)) : 1;

let faults: Faults = { seed: 0, nulls: 0, errors: 0, lies: 0 };
/** In which subgraphs answer; 0: as they come. */
let order = 0;
const inOrder = createOrders(() => order);
const servers = new Map<Execution, GraphqlServer>();

beforeAll(async () => {
  for (const execution of ['apollo', 'compiled'] as const)
    servers.set(
      execution,
      await startGraphqlServer({
        supergraphSdl: shapes.supergraphSdl,
        backendOf: ({ name }) => inOrder(madeUpBackend(sdls[name]!, () => faults)),
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

const seen = ({ server }: GraphqlServer, generated: GeneratedQuery) => seenBy(server, generated, requestFor());

const counted = { asked: 0, withErrors: 0, placeless: 0, reordered: 0 };
/** Of answers that are tried before two are found to differ. */
const orders = 60;

/**
 * A plan may ask twice for the same value, at once; if one of the two answers fails, what is asked about the value after
 * that depends on which comes first. One of the library's answers has to be ours.
 */
async function isAnsweredAlike(generated: GeneratedQuery): Promise<void> {
  try {
    await isAnsweredAlikeAtOnce(generated);
  } catch (difference) {
    if (faults.errors === 0) throw difference;
    counted.reordered += 1;
    const compiled = await seen(servers.get('compiled')!, generated);
    const before = order;
    try {
      for (order = 1; order <= orders; order += 1) {
        const apollo = await seen(servers.get('apollo')!, generated);
        if (apollo.data === compiled.data && apollo.errors.join() === compiled.errors.join()) return;
      }
    } finally {
      order = before;
    }
    throw difference;
  }
}

/** The library puts errors at the wrong place in a list of which it did not ask about all. */
async function isAnsweredAlikeAtOnce(generated: GeneratedQuery): Promise<void> {
  const [apollo, compiled] = [
    await seen(servers.get('apollo')!, generated),
    await seen(servers.get('compiled')!, generated),
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
      {
        numRuns,
        seed,
        endOnFailure: isLong,
        ...(path === undefined ? {} : { path }),
      },
    );
    console.log(`${counted.asked} answers compared (seed ${seed})`, counted);
    expect(counted.withErrors).toBeGreaterThan(numRuns / 2);
    expect(counted.placeless).toBeLessThan(counted.withErrors / 20);
    expect(counted.reordered).toBeLessThan(Math.max(2, counted.withErrors / 500));
  },
  isLong ? 3_600_000 : 120_000,
);
