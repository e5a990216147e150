import { knownOrganisations } from '../demo/organisations.ts';
import { everyDepartment, fieldOf as fields, isAsked, openDistrict, type TestDistrict } from './support/district.ts';

const profileOf = (departments: readonly string[]) => `
  query Profile($code: CreditCode!) { organisation(creditCode: $code) { creditCode name nameConfirmed ${departments.map((name) => `${fields[name]} { ...section }`).join(' ')} } }
  fragment section on DepartmentSection {
    source { department state asOf nextExpected rejectedRows unlinkedRows unlinkedAdverseRows }
    creditRecords { recordKind documentNumber effect state }
  }`;
/** The court allows sixty calls a minute: where its answer does not matter it is not asked. */
const only = (department: string) => `
  query One($code: CreditCode!) { organisation(creditCode: $code) { ${fields[department]} { ...section } } }
  fragment section on DepartmentSection { source { department state asOf } creditRecords { recordKind } }`;
const profile = profileOf(everyDepartment);
const hongjian = '9151090420599001XY';

interface Section {
  source: { department: string; state: string; asOf: string | null };
  creditRecords: { recordKind: string }[] | null;
}

function sectionOf(answer: Awaited<ReturnType<TestDistrict['ask']>>, department: string): Section {
  return (answer.data!['organisation'] as unknown as Record<string, Section>)[fields[department]!]!;
}

/** Codes of design.md section 5, by what ails the department that is asked. */
const asked = ['court', 'environment', 'housing-construction'];
const ailments = [
  ['dead', ['DEPARTMENT_UNAVAILABLE']],
  ['slow', ['DEPARTMENT_UNAVAILABLE']],
  ['garbage', ['DEPARTMENT_ANSWER_INVALID']],
  ['failing', ['DEPARTMENT_BUSY', 'DEPARTMENT_UNAVAILABLE']],
] as const;

let district: TestDistrict;
/** Departments that can be asked as often as these cases do. */
let patient: readonly string[];
/** Each case asks about another organisation, so that nothing kept from a former one is shown. */
const codes = knownOrganisations().map(({ creditCode }) => creditCode);

beforeAll(async () => {
  const settings = Object.fromEntries(asked.map((name) => [name, { timeoutMs: '2500', breakAfter: '1000' }]));
  district = await openDistrict({ settings });
  const areAsked = await Promise.all(everyDepartment.map(isAsked));
  patient = everyDepartment.filter((name, at) => !areAsked[at] || asked.includes(name));
});
afterAll(() => district[Symbol.asyncDispose]());

test('one query about one organisation is answered by every department over their own protocols', async () => {
  const answer = await district.ask(profile, { code: hongjian });
  expect(answer.errors).toEqual([]);
  expect(everyDepartment.map((name) => [name, sectionOf(answer, name).source.state])).toEqual(
    everyDepartment.map((name) => [name, 'ANSWERED']),
  );
  expect(answer.data!['organisation']).toMatchObject({ name: '遂宁样例宏建建筑工程有限公司', nameConfirmed: true });
  expect(sectionOf(answer, 'court').creditRecords!.map(({ recordKind }) => recordKind)).toContain(
    'DISHONEST_JUDGMENT_DEBTOR',
  );
});

test('a valid code that nobody knows is an organisation about which every department answers that there is no record', async () => {
  const unknown = '9144030071526726XG';
  const nobody = await district.ask(profile, { code: unknown });
  expect(nobody.errors).toEqual([]);
  expect(nobody.data!['organisation']).toMatchObject({ creditCode: unknown, name: null, nameConfirmed: false });
  expect(everyDepartment.map((name) => sectionOf(nobody, name))).toEqual(
    everyDepartment.map(() => expect.objectContaining({ creditRecords: [] })),
  );
});

describe.each(asked)('while %s', (department) => {
  test.each(ailments)('is %s, all others answer, and its section says what happened', async (mode, expected) => {
    await district.standIn(department).setMode(mode);
    const code = codes.pop()!;
    const answer = await district.ask(profileOf(patient), { code });
    await district.standIn(department).setMode('normal');
    expect(sectionOf(answer, department)).toMatchObject({
      source: { department, state: 'UNAVAILABLE', asOf: null },
      creditRecords: null,
    });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]).toMatchObject({
      path: ['organisation', fields[department]],
      extensions: { department, retryAt: expect.any(String) as unknown },
    });
    expect(expected).toContain(answer.errors[0]!.extensions['code']);
    const others = patient.filter((name) => name !== department);
    expect(others.map((name) => sectionOf(answer, name).source.state)).toEqual(others.map(() => 'ANSWERED'));
    expect(answer.text).not.toMatch(/127\.0\.0\.1|localhost|ECONN|node_modules|axios|\bat \//);
  });
});

test.each(everyDepartment)('while %s is dead nothing looks clean, and it comes back', async (department) => {
  await district.standIn(department).setMode('dead');
  // Rows that a department delivers are kept whole; what it is asked for is known of those that were asked about.
  const asks = await isAsked(department);
  const code = asks ? codes[0]! : hongjian;
  const silent = await district.ask(only(department), { code }, { 'cache-control': 'no-cache' });
  await district.standIn(department).setMode('normal');
  const section = sectionOf(silent, department);
  if (asks) {
    expect(section).toMatchObject({ source: { state: 'UNAVAILABLE' }, creditRecords: null });
    expect(silent.errors).toMatchObject([{ extensions: { department, retryAt: expect.any(String) as unknown } }]);
  } else {
    expect(section).toMatchObject({ source: { state: 'STALE' }, creditRecords: expect.any(Array) as unknown });
    expect(silent.errors).toEqual([]);
    expect(silent.extensions['warnings']).toEqual([
      expect.objectContaining({ department, code: 'DEPARTMENT_UNAVAILABLE' }),
    ]);
    const back = await district.ask(only(department), { code }, { 'cache-control': 'no-cache' });
    expect(sectionOf(back, department).source.state).toBe('ANSWERED');
  }
});

test('an asked department that falls silent leaves what it said before, as STALE', async () => {
  const code = codes.pop()!;
  await district.ask(only('environment'), { code });
  await district.standIn('environment').setMode('dead');
  const answer = await district.ask(only('environment'), { code }, { 'cache-control': 'no-cache' });
  await district.standIn('environment').setMode('normal');
  expect(sectionOf(answer, 'environment').source.state).toBe('STALE');
  expect(answer.errors).toEqual([]);
});

test('a department that is dead stands so in `departments`, however often what it said before is shown', async () => {
  const code = codes.pop()!;
  const standing = async () => {
    const { data } = await district.ask('{ departments { name state lastError lastAnswerAt } }');
    const all = data!['departments'] as unknown as { name: string; state: string; lastError: string | null }[];
    return all.find(({ name }) => name === 'environment')!;
  };
  await district.ask(only('environment'), { code });
  expect(await standing()).toMatchObject({ state: 'ANSWERED', lastError: null });
  await district.standIn('environment').setMode('dead');
  await district.ask(only('environment'), { code }, { 'cache-control': 'no-cache' });
  await district.ask(only('environment'), { code });
  await district.standIn('environment').setMode('normal');
  expect(await standing()).toMatchObject({ state: 'UNAVAILABLE', lastError: 'DEPARTMENT_UNAVAILABLE' });
});
