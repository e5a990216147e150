import fc from 'fast-check';
import type { RecordGiven } from '../subgraphs/records/sections.ts';
import {
  about,
  code,
  names,
  openStage,
  quiet,
  record,
  saying,
  type Name,
  type Stage,
} from './support/records-stage.ts';
import { acceptedObjection, measure } from './support/green-channel-evidence.ts';

const said = quiet();
let stage: Stage;
beforeAll(async () => {
  stage = await openStage(said);
});
beforeEach(() => {
  Object.assign(said, quiet());
});
afterAll(() => stage[Symbol.asyncDispose]());

const declared =
  '($effect: [Effect!], $severity: [Severity!], $state: [RecordState!], $inForce: Boolean, $from: Date, $until: Date, $department: [String!], $first: Int! = 20, $after: String)';
const given =
  'effect: $effect, severity: $severity, state: $state, inForce: $inForce, from: $from, until: $until, department: $department, first: $first, after: $after';

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly record: RecordGiven } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totals: Readonly<Record<string, number>>;
  readonly undecided: number;
  readonly complete: boolean;
  readonly withheld: readonly unknown[];
  readonly sources: readonly { readonly department: string; readonly state: string }[];
}

async function recordsBy(variables: Record<string, unknown> = {}): Promise<Page> {
  const fields = `creditRecords(${given}) { edges { cursor node { record { id department documentOn effect severity state inForce } } }
    pageInfo { hasNextPage endCursor } totals { records adverse positive neutral inForce } undecided complete
    withheld { department rows } sources { department state } }`;
  return (await about<{ creditRecords: Page }>(stage, fields, variables, declared)).creditRecords;
}

const idsOf = ({ edges }: Page) => edges.map(({ node }) => node.record.id);

const say = (records: readonly RecordGiven[]) => {
  for (const name of names)
    said.sections[name] = saying(
      name,
      records.filter(({ department }) => department === name),
    );
};

const day = fc.constantFrom('2023-11-23', '2023-11-24', '2024-02-29', '2025-06-01', '2026-11-24');
const anyRecord = fc.record({
  department: fc.constantFrom<Name>(...names),
  effect: fc.constantFrom('ADVERSE', 'POSITIVE', 'NEUTRAL'),
  severity: fc.constantFrom('MINOR', 'ORDINARY', 'SERIOUS', null),
  state: fc.constantFrom('VALID', 'ENDED', 'REVOKED'),
  inForce: fc.boolean(),
  documentOn: fc.oneof(day, fc.constantFrom('2024', '2025-06', '2023-11', null)),
});
const anyRecords = fc
  .array(anyRecord, { maxLength: 12 })
  .map((all) => all.map(({ department, ...changes }, at) => record(department, { ...changes, id: `r${at}` })));
const some = <Value>(...values: Value[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
const anyFilter = fc.record({
  effect: some('ADVERSE', 'POSITIVE', 'NEUTRAL'),
  severity: some('MINOR', 'ORDINARY', 'SERIOUS'),
  state: some('VALID', 'ENDED', 'REVOKED'),
  inForce: fc.option(fc.boolean(), { nil: undefined }),
  department: some<string>(...names),
  from: fc.option(fc.constantFrom('2023-11-24', '2024-06-01', '2025-06-01'), { nil: undefined }),
  until: fc.option(fc.constantFrom('2025-06-01', '2025-06-30', '2026-11-24'), { nil: undefined }),
});

const everyDay = Array.from({ length: 4 * 366 }, (_, at) =>
  new Date(Date.UTC(2023, 0, 1 + at)).toISOString().slice(0, 10),
);

/** The filter said once more, slowly: every day that a date can mean is tried. */
function wanted(one: RecordGiven, filter: Record<string, unknown>): 'yes' | 'no' | 'unknown' {
  const among = (name: 'effect' | 'state' | 'department') =>
    filter[name] === undefined || (filter[name] as string[]).includes(one[name]);
  if (!among('effect') || !among('state') || !among('department')) return 'no';
  if (filter['inForce'] !== undefined && filter['inForce'] !== one.inForce) return 'no';
  const answers: ('yes' | 'no' | 'unknown')[] = [];
  if (filter['severity'] !== undefined) {
    const classes = filter['severity'] as string[];
    const classed = one.severity === null ? 'unknown' : classes.includes(one.severity) ? 'yes' : 'no';
    answers.push(one.effect === 'ADVERSE' ? classed : 'no');
  }
  const { from = '0000', until = '9999' } = filter as { from?: string; until?: string };
  if (filter['from'] !== undefined || filter['until'] !== undefined) {
    const days = everyDay.filter((on) => one.documentOn !== null && on.startsWith(one.documentOn));
    answers.push(days.length === 0 ? 'unknown' : days.some((on) => from <= on && on <= until) ? 'yes' : 'no');
  }
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
}

test('every filter gives exactly the records that a slow plain one gives, and counts those it cannot tell', async () => {
  await fc.assert(
    fc.asyncProperty(anyRecords, anyFilter, async (records, filter) => {
      say(records);
      const page = await recordsBy({ ...filter, first: 100 });
      const by = (answer: string) => records.filter((one) => wanted(one, filter) === answer);
      expect(idsOf(page).toSorted()).toEqual(
        by('yes')
          .map(({ id }) => id)
          .toSorted(),
      );
      expect(page.undecided).toBe(by('unknown').length);
      expect(page.totals).toEqual({
        records: by('yes').length,
        adverse: by('yes').filter(({ effect }) => effect === 'ADVERSE').length,
        positive: by('yes').filter(({ effect }) => effect === 'POSITIVE').length,
        neutral: by('yes').filter(({ effect }) => effect === 'NEUTRAL').length,
        inForce: by('yes').filter(({ inForce }) => inForce).length,
      });
    }),
    { numRuns: 50, seed: 20261124 },
  );
});

test('pages one after the other are the whole, newest first, each record once', async () => {
  await fc.assert(
    fc.asyncProperty(anyRecords, fc.integer({ min: 1, max: 5 }), async (records, first) => {
      say(records);
      const walked: RecordGiven[] = [];
      let after: string | null = null;
      do {
        const page: Page = await recordsBy({ first, after });
        walked.push(...page.edges.map(({ node }) => node.record));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      expect(walked.map(({ id }) => id).toSorted()).toEqual(records.map(({ id }) => id).toSorted());
      const dates = walked.map(({ documentOn }) => documentOn ?? '');
      expect(dates).toEqual(dates.toSorted().toReversed());
    }),
    { numRuns: 8, seed: 7 },
  );
});

test('a record that comes in while somebody pages moves no page', async () => {
  const all = ['2026-03-01', '2026-02-01', '2026-01-01'].map((documentOn, at) =>
    record('court', { id: `old-${at}`, documentOn }),
  );
  say(all);
  const { pageInfo } = await recordsBy({ first: 1 });
  say([record('state-tax', { id: 'new', documentOn: '2026-11-01' }), ...all]);
  expect(idsOf(await recordsBy({ first: 2, after: pageInfo.endCursor }))).toEqual(['old-1', 'old-2']);
});

test.each<[string, Record<string, unknown>]>([
  ['no page', { first: 0 }],
  ['too large a page', { first: 101 }],
  ['a cursor of something else', { after: Buffer.from('measures 1').toString('base64url') }],
  ['a cursor that is none', { after: '%' }],
  ['a day that does not exist', { from: '2026-02-30' }],
  ['a period that is reversed', { from: '2026-02-02', until: '2026-02-01' }],
  ['a department that has no folder', { department: ['court', 'nothing'] }],
])('%s is refused, not answered with an empty list', async (_, variables) => {
  await expect(recordsBy(variables)).rejects.toThrow('ARGUMENT_INVALID');
});

describe('the list says that it is not the whole', () => {
  const standings: [string, () => void, Partial<Page>][] = [
    ['where a department is silent', () => void (said.sections.court = saying('court', null)), {}],
    ['where it shows what it had kept', () => void (said.sections.court = saying('court', [], { state: 'STALE' })), {}],
    ['of unreadable rows', () => void (said.sections.court = saying('court', [], { rejectedRows: 1 })), {}],
    [
      'of rows that are linked to nobody',
      () => void (said.sections.court = saying('court', [], { unlinkedRows: 1 })),
      {},
    ],
    [
      'of rows that are not for whoever asks, by department',
      () => void (said.sections.court = saying('court', [], { withheldRows: 2 })),
      { withheld: [{ department: 'court', rows: 2 }] },
    ],
  ];
  test.each(standings)('%s', async (_, change, expected) => {
    expect(await recordsBy()).toMatchObject({ complete: true, withheld: [] });
    change();
    const page = await recordsBy();
    expect(page).toMatchObject({ complete: false, ...expected });
    expect(page.sources.map(({ department }) => department)).toEqual(names);
    expect(await recordsBy({ department: ['state-tax'] })).toMatchObject({
      complete: true,
      sources: [{ department: 'state-tax' }],
    });
  });

  test('and what the others have is there', async () => {
    say([record('state-tax')]);
    said.sections.court = saying('court', null);
    const page = await recordsBy();
    expect(idsOf(page)).toEqual(['record-1']);
    expect(page.sources[0]).toEqual({ department: 'court', state: 'UNAVAILABLE' });
  });
});

test('a host of departments that is killed costs its departments, and the list says so', async () => {
  await using other = await openStage(said, { elsewhere: true });
  await other.killDepartments();
  const fields =
    'creditRecords { complete sources { state } } redListingCheck(list: "MODEL_OF_INTEGRITY") { verdict } statements { conflict } listings { complete }';
  const { data } = await other.ask(`{ organisations(creditCodes: ["${code}"]) { ${fields} } }`);
  expect(data!['organisations']).toEqual([
    {
      creditRecords: { complete: false, sources: names.map(() => ({ state: 'UNAVAILABLE' })) },
      redListingCheck: { verdict: 'UNDETERMINED' },
      statements: Array.from({ length: 5 }, () => ({ conflict: 'UNDETERMINED' })),
      listings: { complete: false },
    },
  ]);
});

describe('the clocks of a record', () => {
  const clockFields =
    'creditRecords { edges { node { clocks { decidedOn publication { edition publishableFrom repairableFrom endsBy running unknown } measures { measureId status endsOn } list { code endsOn inForce } } } } }';
  type Clocks = Readonly<Record<string, unknown>>;
  const clocksOf = async (one: RecordGiven) => {
    say([one]);
    const answer = await about<{ creditRecords: { edges: { node: { clocks: Clocks } }[] } }>(stage, clockFields);
    return answer.creditRecords.edges[0]!.node.clocks;
  };

  test.each<[string, Partial<RecordGiven>, object | null]>([
    [
      'ordinary, of the rule of 2026',
      { documentOn: '2026-08-31' },
      {
        edition: '36号令',
        publishableFrom: '2026-08-31',
        repairableFrom: '2026-11-30',
        endsBy: '2027-08-31',
        running: true,
      },
    ],
    [
      'serious, of the rule before it',
      { documentOn: '2024-02-29', severity: 'SERIOUS' },
      { edition: '58号令', repairableFrom: '2025-02-28', endsBy: '2027-02-28', running: true },
    ],
    ['over', { documentOn: '2019-07-01' }, { edition: '527号', endsBy: '2020-07-01', running: false }],
    ['withdrawn', { documentOn: '2026-05-06', state: 'REVOKED' }, { endsBy: '2027-05-06', running: false }],
    ['from before any known rule', { documentOn: '2016-01-01' }, { unknown: 'NO_EDITION', running: null }],
    ['dated to the month', { documentOn: '2026-05' }, { unknown: 'NO_DATE' }],
    ['not classed', { documentOn: '2026-05-06', severity: null }, { unknown: 'NOT_CLASSED', endsBy: null }],
    ['not adverse', { effect: 'NEUTRAL' }, null],
  ])('publication of one that is %s', async (_, changes, expected) => {
    const { publication } = await clocksOf(record('court', changes));
    if (expected === null) expect(publication).toBeNull();
    else expect(publication).toMatchObject(expected);
  });

  test('run apart: the list may be over while publication and a measure go on', async () => {
    const { facts, ...rest } = measure('IN_FORCE', { recordId: 'record-1', objections: [acceptedObjection] });
    said.measures = [{ ...rest, facts: { ...facts, sourceRecord: { department: 'court', recordId: 'record-1' } } }];
    const entry = { recordKind: 'DISHONEST_JUDGMENT_DEBTOR', validUntil: '2026-06-30', inForce: false };
    expect(await clocksOf(record('court', { ...entry, documentOn: '2026-05-06' }))).toMatchObject({
      decidedOn: '2026-05-06',
      publication: { running: true },
      measures: [{ status: 'IN_FORCE', endsOn: '2027-03-01' }],
      list: { code: 'DISHONEST_JUDGMENT_DEBTOR', endsOn: '2026-06-30', inForce: false },
    });
  });
});

test('all of it together asks each department once for each organisation, and measures once for all', async () => {
  say([record('court'), record('state-tax')]);
  const codes = [code, '91510904MAXXXX1627', '91510904MAXXXX1702', '9151090420599001XY'];
  const before = { ...stage.asked };
  const { data, errors } = await stage.ask(
    `query ($codes: [CreditCode!]!) { organisations(creditCodes: $codes) {
      creditRecords { edges { node { clocks { decidedOn } } } } adverse: creditRecords(effect: ADVERSE) { totals { records } }
      listings { entries { title } } redListingCheck(list: "MODEL_OF_INTEGRITY") { verdict } statements { fact } } }`,
    { codes },
  );
  expect(errors).toEqual([]);
  expect(data!['organisations']).toHaveLength(4);
  expect(stage.asked.sections - before.sections).toBe(codes.length * names.length);
  expect(stage.asked.measures - before.measures).toBe(1);
});
