import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildClientSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type IntrospectionQuery,
} from 'graphql';
import { readFolders } from '../schema/compose-folders.ts';
import type { Layout } from '../schema/layout.ts';
import { createHost, type Host, type HostParts } from '../subgraphs/host.ts';
import { serveHttp } from '../subgraphs/serve-http.ts';
import {
  compose,
  everyDepartment,
  fieldOf,
  openDistrict,
  serveGateway,
  type Ask,
  type GraphqlAnswer,
} from './support/district.ts';
import { until } from './support/until.ts';

const internalKey = 'a key that gateway and hosts share';
const codes = ['9151090420599001XY', '52510904MJXXXX0421'];
const fields = Object.values(fieldOf);
/** What is served beside the departments. */
const capabilities = readFolders().flatMap(({ name, role }) => (role === 'capability' ? [name] : []));
/** One of each kind has a host to itself; the others share one, each still a subgraph of its own. */
const alone = ['court', 'human-resources', 'state-tax'];
const profiles = `
  query Profiles($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { creditCode name nameConfirmed status greenChannel(matter: "SP-001") { verdict reasons { kind speaksFor department record { id } } } ${fields.map((field) => `${field} { ...section }`).join(' ')} } }
  fragment section on DepartmentSection {
    __typename source { department state rejectedRows unlinkedRows unlinkedAdverseRows }
    creditRecords { id recordKind effect severity documentNumber documentOn validFrom validUntil openEnded inForce amount { fen } authority state linkedBy quality }
  }`;

async function seenAt(ask: Ask): Promise<{ schema: string; answer: unknown }> {
  const { data } = await ask(getIntrospectionQuery());
  let seen: Pick<GraphqlAnswer, 'data' | 'errors'> | undefined;
  // A slow machine leaves some departments no time, or calls beyond their rate; how fast it is, is no difference of layouts.
  await until(async () => {
    seen = await ask(profiles, { codes: ['bad', ...codes] });
    return !/DEPARTMENT_(UNAVAILABLE|BUSY)/.test(JSON.stringify(seen.errors));
  });
  const { data: answer, errors } = seen!;
  return {
    schema: printSchema(lexicographicSortSchema(buildClientSchema(data as unknown as IntrospectionQuery))),
    // When to ask again hangs on the moment at which it was asked.
    answer: JSON.parse(JSON.stringify({ answer, errors }).replaceAll(/"retryAt":"[^"]+"/g, '"retryAt":"an instant"')),
  };
}

test('in one process, on several hosts, or merged: clients see one schema and the same answers', async () => {
  await using district = await openDistrict({ databaseUrl: null });
  const here = await seenAt(district.ask);

  const folder = mkdtempSync(join(tmpdir(), 'layouts-'));
  const parts: HostParts = { ...district.hostParts, settings: { ...district.hostParts.settings, dataDir: folder } };
  const open: Host[] = [];
  const servedAt = async (more: Partial<HostParts>) => {
    const host = await createHost({ ...parts, ...more });
    open.push(host);
    return serveHttp(host, { host: '127.0.0.1', port: 0, internalKey });
  };
  const others = [...capabilities, 'market-regulation'];
  const register = await servedAt({ only: others });
  const each = new Map(others.map((name) => [name, register]));
  for (const name of alone) each.set(name, await servedAt({ only: [name] }));
  const rest = everyDepartment.filter((name) => !each.has(name));
  const shared = await servedAt({ only: rest });
  for (const name of rest) each.set(name, shared);
  const urls = Object.fromEntries(
    [...each].map(([name, { port }]) => [name, `http://127.0.0.1:${port}/${name}/graphql`]),
  );
  const apart = await serveGateway(null, compose(), urls, internalKey);
  const seenApart = await seenAt(apart.ask);
  await apart.close();

  const layout: Layout = { merged: { 'hall-of-departments': everyDepartment } };
  const together = await servedAt({ only: ['hall-of-departments'], layout });
  const hall = {
    ...Object.fromEntries(capabilities.map((name) => [name, urls[name]!])),
    'hall-of-departments': `http://127.0.0.1:${together.port}/hall-of-departments/graphql`,
  };
  const merged = await serveGateway(null, compose([], layout), hall, internalKey);
  const seenMerged = await seenAt(merged.ask);
  await merged.close();

  for (const server of [...new Set(each.values()), together]) await server.close();
  for (const host of open.toReversed()) await host.close();
  rmSync(folder, { recursive: true, force: true });
  expect(seenApart.schema).toBe(here.schema);
  expect(seenMerged.schema).toBe(here.schema);
  expect(seenApart.answer).toEqual(here.answer);
  expect(seenMerged.answer).toEqual(here.answer);
}, 120_000);
