import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { isObjectType, parse, validate } from 'graphql';
import { openAccess } from '../gateway/access/access.ts';
import type { ClientRequest } from '../gateway/client-request.ts';
import type { Execution } from '../gateway/federation.ts';
import { startGraphqlServer, type GraphqlServer } from '../gateway/graphql-server.ts';
import { createInProcessBackend } from '../gateway/sources/in-process-backend.ts';
import { requestFor } from './support/asking-servers.ts';
import { seenBy } from './support/compared.ts';
import { openDistrict, type TestDistrict } from './support/district.ts';
import { silent } from './support/gateway.ts';
import { generateQuery, type GeneratedQuery } from './support/generated-query.ts';

const isLong = process.env['LONG_PROOFS'] === '1';
const numRuns = Number(process.env['PROOF_QUERIES'] ?? (isLong ? 600 : 40));
const seed = Number(process.env['PROOF_SEED'] ?? 20_260_706);

const supergraphSdl = readFileSync(join(import.meta.dirname, '../schema/supergraph.graphql'), 'utf8');
const access = openAccess(supergraphSdl, { anonymousPublic: false, demo: true })!;
/** Those that are asked for each organisation; all others are not connected. */
const connected = ['court', 'environment', 'housing-construction'];
const codes = ['9151090420599001XY', '91510904205990028Y', '91510904MAXXXX015M', '91510904205990060A'];
/** About which nobody has been asked when the departments die. */
const unasked = ['91510904MAXXXX1627', '91510904MAXXXX1702'];

let district: TestDistrict;
const servers = new Map<Execution, GraphqlServer>();
beforeAll(async () => {
  district = await openDistrict({ connected });
  for (const execution of ['apollo', 'compiled'] as const)
    servers.set(
      execution,
      await startGraphqlServer({
        supergraphSdl,
        backendOf: ({ name }) =>
          createInProcessBackend(
            district.host,
            district.host.subgraphs.find((one) => one.name === name)!,
          ),
        access,
        execution,
        log: silent,
        now: () => district.clock.now(),
        plugins: [],
        maxTokens: 100_000,
      }),
    );
}, 60_000);
afterAll(async () => {
  for (const { server } of servers.values()) await server.stop();
  await district[Symbol.asyncDispose]();
});

const callers: readonly ClientRequest['caller'][] = [
  { id: 'a', role: 'analyst' },
  { id: 's', role: 'supervisor' },
  { id: 'o', role: 'officer', department: 'court' },
];
const purpose = { code: 'DEVELOPMENT_TEST', caseNumber: null } as unknown as ClientRequest['purpose'];

/** What is not connected answers alike everywhere: one of them is enough. */
const sections = ['court', 'environment', 'housingConstruction', 'stateTax'];
const others = ['creditCode', 'name', 'status', 'formerNames', 'creditRecords', 'greenChannel', 'listings', 'measures'];
const offered = new Set([...others, ...sections]);
const offers = (type: string, field: string) => type !== 'Organisation' || offered.has(field);

/** A query about organisations, from what is generated of one. */
function aboutOrganisations({ query, variables }: GeneratedQuery, about: readonly string[]): GeneratedQuery {
  const [operation, ...fragments] = query.split('\n');
  const [, head, set] = /^query Generated(\([^)]*\))? (.*)$/.exec(operation!)!;
  const root =
    about.length === 1
      ? `organisation(creditCode: "${about[0]}")`
      : `organisations(creditCodes: ${JSON.stringify(about)})`;
  return { query: [`query Generated${head ?? ''} { ${root} ${set} }`, ...fragments].join('\n'), variables };
}

const counted = { compared: 0, withErrors: 0, withSections: 0, withVerdicts: 0, refused: 0 };

async function areAlike(generated: GeneratedQuery, caller: ClientRequest['caller']): Promise<void> {
  const { levels, rights } = access.rightsOf(caller);
  const asking = () => requestFor({ caller, purpose, levels: [...levels], rights: [...rights] });
  const apollo = await seenBy(servers.get('apollo')!.server, generated, asking());
  const compiled = await seenBy(servers.get('compiled')!.server, generated, asking());
  counted.compared += 1;
  if (apollo.errors.length > 0) counted.withErrors += 1;
  if (apollo.errors.some((error) => error.includes('UNAUTHORIZED_FIELD'))) counted.refused += 1;
  if (sections.some((name) => new RegExp(`\\b${name} ?[@{]`).test(generated.query))) counted.withSections += 1;
  if (/\bgreenChannel ?[@({]/.test(generated.query)) counted.withVerdicts += 1;
  expect(withoutMoments(compiled.data)).toBe(withoutMoments(apollo.data));
  expect(compiled.errors).toEqual(apollo.errors);
}

/** Who does not answer is asked again for each execution, and says anew from when on it may. */
const withoutMoments = (data: string) =>
  data.replaceAll(/"nextExpected\w*","2026-07-06T[\d:.]+Z"/g, '"nextExpected","soon"');

async function compareAbout(all: readonly string[], runs: number): Promise<void> {
  const { schema } = servers.get('apollo')!;
  const choices = fc.array(fc.nat(), { minLength: 10, maxLength: 90, size: 'max' });
  const root = schema.getType('Organisation');
  if (!isObjectType(root)) throw new Error('no organisations');
  const values = { CreditCode: all, Date: ['2026-01-01', '2026-07-06'], matter: ['CONSTRUCTION_PERMIT'] };
  await fc.assert(
    fc.asyncProperty(
      choices,
      fc.subarray([...all], { minLength: 1, maxLength: 2 }),
      fc.nat(2),
      async (made, about, who) => {
        const generated = aboutOrganisations(generateQuery(made, { schema, root, deepest: 4, values, offers }), about);
        if (validate(schema, parse(generated.query)).length > 0) return;
        await areAlike(generated, callers[who]!);
      },
    ),
    { numRuns: runs, seed, endOnFailure: true },
  );
}

test('what clients ask our own departments is answered alike by both executions', async () => {
  const before = { ...counted };
  await compareAbout(codes, numRuns);
  expect(counted.compared - before.compared).toBeGreaterThan(numRuns / 2);
  expect(counted.withSections).toBeGreaterThan(numRuns / 4);
  expect(counted.withVerdicts).toBeGreaterThan(0);
}, 3_600_000);

test('so is it when they are dead', async () => {
  for (const name of connected) await district.standIn(name).setMode('dead');
  const { withErrors } = counted;
  await compareAbout(unasked, Math.ceil(numRuns / 3));
  expect(counted.withErrors - withErrors).toBeGreaterThan(numRuns / 12);
}, 3_600_000);

afterAll(() => console.log(`seed ${seed}`, counted));
