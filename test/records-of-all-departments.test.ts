import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { createCostReader } from '../gateway/limits/cost-reader.ts';
import { readProtection } from '../gateway/limits/protection-settings.ts';
import { fieldOfFolder } from '../schema/department-names.ts';
import { openDistrict, type TestDistrict } from './support/district.ts';

const root = join(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(join(root, 'schema', file), 'utf8');
const trusted = textOf('operations/credit-records.graphql');
const departments = readdirSync(join(root, 'subgraphs/departments')).toSorted();
const connected = ['court', 'housing-construction', 'market-regulation', 'state-tax'];
const hongjian = '9151090420599001XY';
const jinyuan = '91510904205990028Y';

const sections = departments.map(fieldOfFolder);
const oneByOne = `query ($creditCode: CreditCode!) { organisation(creditCode: $creditCode) {
  ${sections.map((field) => `${field} { ...Section }`).join(' ')} } }
  fragment Section on DepartmentSection { creditRecords { id documentOn } }`;

interface Page {
  readonly complete: boolean;
  readonly sources: readonly { readonly department: string; readonly state: string }[];
  readonly edges: readonly {
    readonly node: { readonly record: { readonly id: string; readonly department: string } };
  }[];
}
interface Answer {
  readonly creditRecords: Page;
  readonly statements: readonly { readonly fact: string; readonly statements: readonly object[] }[];
}

let district: TestDistrict;
beforeAll(async () => {
  // Feedback of orders is looked for now and then; here every call is counted.
  const hostParts = { feedbackEveryMs: 3_600_000 };
  district = await openDistrict({ connected, settings: { court: { timeoutMs: '500' } }, hostParts });
});
afterAll(() => district[Symbol.asyncDispose]());

const now = { 'cache-control': 'no-cache' };
const ask = async (variables: object, headers = {}) => {
  const answer = await district.ask(trusted, { first: 100, ...variables }, headers);
  return { ...answer, organisation: answer.data!['organisation'] as unknown as Answer };
};
const callsOf = () => connected.map((department) => district.standIn(department).calls());

test('the list holds what the departments say one by one, and asks each of them no more often', async () => {
  await district.ask(oneByOne, { creditCode: hongjian }, now);
  const before = callsOf();
  const { data } = await district.ask(oneByOne, { creditCode: hongjian }, now);
  const between = callsOf();
  const { errors, organisation } = await ask({ creditCode: hongjian }, now);
  const after = callsOf();
  expect(errors).toEqual([]);
  const said = Object.values(
    data!['organisation'] as unknown as Record<string, { creditRecords: { id: string }[] | null }>,
  ).flatMap(({ creditRecords }) => creditRecords ?? []);
  expect(said.length).toBeGreaterThan(5);
  const listed = organisation.creditRecords.edges.map(({ node }) => node.record.id);
  expect(listed.toSorted()).toEqual(said.map(({ id }) => id).toSorted());
  expect(after.map((calls, at) => calls - between[at]!)).toEqual(between.map((calls, at) => calls - before[at]!));
});

test('every folder is among the sources, and one that is not connected leaves the list incomplete', async () => {
  const { organisation } = await ask({ creditCode: hongjian });
  const { complete, sources } = organisation.creditRecords;
  expect(sources.map(({ department }) => department)).toEqual(departments);
  expect(sources.filter(({ state }) => state === 'ANSWERED').map(({ department }) => department)).toEqual(connected);
  expect(complete).toBe(false);
  expect((await ask({ creditCode: hongjian, department: connected })).organisation.creditRecords.complete).toBe(true);
});

test("the register's word comes first, and the names in other departments' rows stand beside it", async () => {
  const { organisation } = await ask({ creditCode: hongjian });
  const { statements } = organisation.statements.find(({ fact }) => fact === 'NAME')!;
  const value = '遂宁样例宏建建筑工程有限公司';
  expect(statements).toMatchObject([
    { department: 'market-regulation', standing: 'AUTHORITATIVE', value },
    { department: 'court', standing: 'SAME', value },
    { department: 'housing-construction', standing: 'SAME', value },
    { department: 'state-tax', standing: 'SAME', value },
  ]);
});

test('a department that is dead is said to be, what the others have is shown, and nothing is called clean', async () => {
  await district.standIn('court').setMode('dead');
  const variables = { creditCode: jinyuan, department: connected };
  const { errors, organisation } = await ask(variables, now);
  expect(organisation.creditRecords.complete).toBe(false);
  expect(organisation.creditRecords.sources).toMatchObject([{ department: 'court', state: 'UNAVAILABLE' }, {}, {}, {}]);
  expect(new Set(organisation.creditRecords.edges.map(({ node }) => node.record.department))).not.toContain('court');
  expect(organisation.creditRecords.edges.length).toBeGreaterThan(0);
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['DEPARTMENT_UNAVAILABLE']);
  const check = textOf('operations/red-listing-check.graphql');
  const { data } = await district.ask(check, { creditCode: jinyuan, list: 'MODEL_OF_INTEGRITY' });
  expect(data!['organisation']).toMatchObject({ redListingCheck: { verdict: 'UNDETERMINED' } });
});

test('the whole of it fits the usual budget, and counts each department once', () => {
  const settings = readProtection({}, [], false).cost;
  const costOf = createCostReader(buildSchema(textOf('api.graphql')), textOf('supergraph.graphql'), settings);
  const document = parse(trusted);
  const { sections: asked, total } = costOf(document, getOperationAST(document)!)({ first: 100 });
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(departments.map((department) => [department, 1])));
  expect(total).toBeLessThan(settings.budgets.usual / 10);
});
