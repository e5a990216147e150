import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldOfFolder } from '../../schema/department-names.ts';
import { as } from '../support/callers.ts';
import { openDistrict, type TestDistrict } from '../support/district.ts';
import type { ExpectedAnswer } from '../support/expected.ts';

const names = [
  'civil-affairs',
  'culture-broadcasting',
  'development-reform',
  'food-drug',
  'justice',
  'local-tax',
  'public-resource-trading',
  'work-safety',
];
const expectedOf = (name: string) => {
  const file = join(import.meta.dirname, '../../subgraphs/departments', name, 'sample/expected.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { answers: ExpectedAnswer[] }).answers;
};

interface ShownRecord {
  readonly rowRef: string;
  readonly recordKind: string;
  readonly documentNumber: string | null;
  readonly inForce: boolean;
  readonly authority: string | null;
  readonly authorityToday: {
    readonly name: string;
    readonly department: string | null;
    readonly changed: boolean;
  } | null;
}
interface ShownSection {
  readonly source: { readonly state: string; readonly asOf: string | null; readonly closedOn: string | null };
  readonly creditRecords: readonly ShownRecord[] | null;
}

const section = `{
  source { state asOf nextExpected closedOn rejectedRows unlinkedAdverseRows }
  creditRecords {
    rowRef recordKind documentNumber inForce authority
    authorityToday { name department changed since basis }
  }
}`;
const profile = `query ($code: CreditCode!) { organisation(creditCode: $code) {
  name nameConfirmed status kind formerNames registrationNumber registeredWith
  ${names.map((name) => `${fieldOfFolder(name)} ${section}`).join('\n')}
} }`;

let district: TestDistrict;
beforeAll(async () => void (district = await openDistrict({ connected: names })), 60_000);
afterAll(() => district[Symbol.asyncDispose]());

type Profile = Readonly<Record<string, unknown>>;
async function ask(code: string, headers: Record<string, string> = {}): Promise<Profile> {
  const answer = await district.ask(profile, { code }, headers);
  return (answer.data as unknown as { organisation: Profile }).organisation;
}
const sectionOf = (answer: Profile, name: string) => answer[fieldOfFolder(name)] as ShownSection;

describe.each(names)('%s at the front door', (name) => {
  test('answers in one query with what its samples state, and keeps its secrets', async () => {
    const answers = expectedOf(name);
    const facts = answers.flatMap((one) => one.facts).filter(({ extra }) => extra.linkedBy !== 'REGNO');
    const secrets = answers.flatMap(({ mustNotLeak = [] }) => mustNotLeak);
    for (const code of new Set(facts.map(({ creditCode }) => creditCode as string))) {
      const answer = await ask(code);
      const { creditRecords, source } = sectionOf(answer, name);
      expect(source.state).toBe('ANSWERED');
      const shown = creditRecords!.map(({ recordKind, documentNumber }) => ({ recordKind, documentNumber }));
      const own = facts.filter(({ creditCode }) => creditCode === code);
      for (const { recordKind, documentNumber } of own) expect(shown).toContainEqual({ recordKind, documentNumber });
      for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret);
    }
  });

  test('keeps nothing personal in the database', async () => {
    const secrets = expectedOf(name).flatMap(({ mustNotLeak = [] }) => mustNotLeak);
    const tables = await district.host.database.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'department' GROUP BY 1",
    );
    for (const table of tables) {
      const kept = await district.host.database.query<{ row: string }>(
        `SELECT t::text AS row FROM "${table.name}" t WHERE department = $1`,
        [name],
      );
      for (const secret of secrets) expect(kept.filter(({ row }) => row.includes(secret))).toEqual([]);
    }
  });
});

describe('the register that a code’s first place names', () => {
  test('is civil affairs for a social organisation: name, status, former name and certificate', async () => {
    expect(await ask('5151090450999903X1')).toMatchObject({
      name: '遂宁市安居区样例商会',
      nameConfirmed: true,
      status: '正常',
      kind: '社会团体',
      formerNames: ['遂宁市安居区样例工商联合会'],
      // Of the registration that stands, not of the one that was struck out.
      registrationNumber: '川遂安社证字第0003号',
      registeredWith: '民政',
    });
  });

  test('is justice for a legal practice, one that no mapping knows included', async () => {
    expect(await ask('31510000MDXXXX0750')).toMatchObject({ name: '四川样例衡正律师事务所', nameConfirmed: true });
    expect(await ask('34510000MDXXXX1042')).toMatchObject({
      name: '四川样例明镜司法鉴定中心',
      nameConfirmed: true,
      status: '停业整顿',
      registeredWith: '司法行政',
    });
  });

  test('is silent where it is not connected: the name is there, and unconfirmed', async () => {
    expect(await ask('91510904MAXXXX015M')).toMatchObject({ name: '遂宁市样例青禾粮油有限公司', nameConfirmed: false });
  });

  test('does not vouch for a village committee whose row it could not read', async () => {
    expect(await ask('54510904MEXXXX052K')).toMatchObject({ nameConfirmed: false });
  });

  test('knows whose the number of a certificate is', async () => {
    const { creditRecords } = sectionOf(await ask('5151090450999903X1'), 'civil-affairs');
    expect(creditRecords).toContainEqual(expect.objectContaining({ documentNumber: '安民社年检〔2025〕1号' }));
  });
});

describe('a source that was closed', () => {
  test('says since when, is as old as it is, and does not pretend that something is missing', async () => {
    const { creditRecords, source } = sectionOf(await ask('91510904205990052F'), 'local-tax');
    expect(source).toMatchObject({
      state: 'ANSWERED',
      closedOn: '2018-07-05',
      asOf: '2018-07-04T21:30:00.000Z',
      nextExpected: null,
    });
    const arrears = creditRecords!.filter(({ recordKind }) => recordKind === 'TAX_ARREARS');
    // What was handed over ended here; what nobody took over is still on its books.
    expect(arrears.map(({ documentNumber, inForce }) => [documentNumber, inForce])).toEqual([
      ['安地税告〔2018〕1号', false],
      ['安地税告〔2016〕1号', true],
    ]);
  });

  test('is told from those that are kept up to date', async () => {
    const answer = await ask('91510904205990052F');
    for (const name of names.filter((one) => one !== 'local-tax'))
      expect(sectionOf(answer, name).source).toMatchObject({ state: 'ANSWERED', closedOn: null });
  });
});

describe('the name of an authority that is gone', () => {
  const authorityOf = async (code: string, name: string, documentNumber: string) => {
    const { creditRecords } = sectionOf(await ask(code), name);
    const found = creditRecords!.find((one) => one.documentNumber === documentNumber)!;
    return { authority: found.authority, today: found.authorityToday };
  };

  test.each([
    // A short name of before the merger, on a notice of 2018.
    [
      '91510904205990052F',
      'local-tax',
      '安地税告〔2018〕1号',
      '安居地税',
      '国家税务总局遂宁市安居区税务局',
      'state-tax',
    ],
    [
      '91510904205990028Y',
      'work-safety',
      '〔遂安〕安监管罚〔2017〕31号',
      '安居区安监局',
      '遂宁市安居区应急管理局',
      'work-safety',
    ],
    [
      '915109042059900797',
      'development-reform',
      '安价检罚〔2015〕21号',
      '遂宁市安居区物价局',
      '遂宁市安居区市场监督管理局',
      'market-regulation',
    ],
    // Written after the authority was gone: the name lingers.
    [
      '91510904MAXXXX138N',
      'food-drug',
      '安食药监黑〔2018〕2号',
      '安居区食药监局',
      '遂宁市安居区市场监督管理局',
      'market-regulation',
    ],
  ])('%s %s %s is resolved to the one of today, beside the name as written', async (...given) => {
    const [code, name, number, written, today, department] = given;
    expect(await authorityOf(code, name, number)).toMatchObject({
      authority: written,
      today: { name: today, department, changed: true, basis: expect.any(String) as unknown },
    });
  });

  test('is not asked for where the authority is still there, or is none of the district’s', async () => {
    const still = await authorityOf('9151090420599001XY', 'public-resource-trading', '安公管认〔2023〕2号');
    expect(still).toMatchObject({
      authority: '安居区发改局',
      today: { department: 'development-reform', changed: false },
    });
    const other = await authorityOf('31510000MDXXXX0750', 'justice', '遂司罚决字〔2025〕第2号');
    expect(other).toEqual({ authority: '遂宁市司法局', today: null });
  });

  test('stands in the list of departments with its successor', async () => {
    const query = '{ departments { name successor authorities { name validUntil successor } } }';
    const { data } = await district.ask(query, {}, as('operator'));
    const departments = (data as unknown as { departments: { name: string; successor: string | null }[] }).departments;
    const successors = Object.fromEntries(departments.map(({ name, successor }) => [name, successor]));
    expect(successors).toMatchObject({
      'local-tax': 'state-tax',
      'quality-supervision': 'market-regulation',
      'food-drug': 'market-regulation',
      'state-tax': null,
      'market-regulation': null,
      'development-reform': null,
    });
    expect(departments.find(({ name }) => name === 'local-tax')).toMatchObject({
      authorities: [
        { name: '遂宁市安居区地方税务局', validUntil: '2018-07-19', successor: '国家税务总局遂宁市安居区税务局' },
      ],
    });
  });
});

test('departments whose systems are dead say that they did not answer, and show no empty list', async () => {
  await Promise.all(names.map((name) => district.standIn(name).setMode('dead')));
  const answer = await ask('81510904MCXXXX063R', { 'cache-control': 'no-cache' });
  for (const name of names) {
    const { creditRecords, source } = sectionOf(answer, name);
    expect(['STALE', 'UNAVAILABLE']).toContain(source.state);
    expect(creditRecords === null).toBe(source.state === 'UNAVAILABLE');
  }
});
