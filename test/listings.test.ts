import { acceptedObjection, measure } from './support/green-channel-evidence.ts';
import type { MeasureSeen } from '../subgraphs/eligibility/verdict/measure-seen.ts';
import { loadLists } from '../subgraphs/records/lists/load-lists.ts';
import type { RecordGiven } from '../subgraphs/records/sections.ts';
import { about, openStage, quiet, record, saying, type Stage } from './support/records-stage.ts';

const said = quiet();
let stage: Stage;
beforeAll(async () => {
  stage = await openStage(said);
});
beforeEach(() => {
  Object.assign(said, quiet());
});
afterAll(() => stage[Symbol.asyncDispose]());

/** An entry on the tax bureau's list of serious dishonesty, in force. */
const black = (changes: Partial<RecordGiven> = {}) =>
  record('state-tax', {
    id: 'black',
    recordKind: 'SERIOUS_TAX_VIOLATION',
    catalogueItem: '严重失信主体名单信息:重大税收违法失信主体',
    severity: 'SERIOUS',
    documentOn: '2025-05-06',
    validFrom: '2025-06-01',
    validUntil: '2028-05-31',
    ...changes,
  });
/** An entry on a red list since the beginning of this year. */
const red = (changes: Partial<RecordGiven> = {}) =>
  record('state-tax', {
    id: 'red',
    recordKind: 'TAX_CREDIT_RATING',
    catalogueItem: '信用评价结果信息:纳税信用等级',
    effect: 'POSITIVE',
    severity: null,
    documentOn: '2026-04-20',
    ...changes,
  });

interface Entry {
  readonly title: string;
  readonly record: { readonly id: string };
  readonly term: object;
  readonly exit: object | null;
  readonly exitDue: boolean | null;
  readonly exitReasons: readonly { readonly kind: string }[];
}
const entryFields = `kind title basis department list { code verified } record { id } earlyExitFrom
  term { startsOn endsOn endsOnBy openEnded ruleEndsOn inForce } exit { on kind reason } exitDue exitReasons { kind speaksFor department record { id } }`;
const declared = '($kind: [ListKind!], $inForce: Boolean)';
async function entriesOf(records: readonly RecordGiven[], variables = {}): Promise<readonly Entry[]> {
  said.sections['state-tax'] = saying('state-tax', records);
  const fields = `listings(kind: $kind, inForce: $inForce) { complete entries { ${entryFields} } }`;
  const { listings } = await about<{ listings: { entries: readonly Entry[] } }>(stage, fields, variables, declared);
  return listings.entries;
}

describe('an entry on a list', () => {
  test('comes with its list, its rule and its term', async () => {
    expect(await entriesOf([black(), record('state-tax')])).toMatchObject([
      {
        kind: 'BLACK',
        title: '重大税收违法失信主体',
        department: 'state-tax',
        list: { code: 'SERIOUS_TAX_VIOLATION', verified: false },
        basis: expect.stringContaining('税务总局令第54号'),
        earlyExitFrom: '2025-12-01',
        term: {
          startsOn: '2025-06-01',
          endsOn: '2028-05-31',
          endsOnBy: 'SOURCE',
          ruleEndsOn: '2028-06-01',
          inForce: true,
        },
        exit: null,
        exitDue: false,
      },
    ]);
  });

  test.each<[string, Partial<RecordGiven>, object | null]>([
    [
      'a new list by its category in the catalogue',
      { recordKind: 'NEW', catalogueItem: '严重失信主体名单信息:新名单' },
      { kind: 'BLACK', title: '新名单', list: null },
    ],
    [
      'a known list by its title there',
      { recordKind: 'NEW', catalogueItem: '严重失信主体名单信息:安全生产严重失信主体' },
      { list: { code: 'WORK_SAFETY' } },
    ],
    [
      'the list of its owner, where departments call theirs alike',
      { department: 'civil-affairs', recordKind: 'SERIOUS_ILLEGALITY', catalogueItem: '严重失信主体名单信息' },
      { title: '社会组织严重违法失信名单', list: { code: 'SOCIAL_ORGANISATION_SERIOUS' } },
    ],
    [
      'the lesser of two lists, by its class',
      { recordKind: 'CULTURE_TOURISM_DISHONESTY', severity: 'MINOR', catalogueItem: '其他' },
      { kind: 'WATCH', list: { code: 'CULTURE_TOURISM_MINOR' } },
    ],
    [
      'a watch list',
      { recordKind: 'ABNORMAL_OPERATION', catalogueItem: '经营(活动)异常名录(状态)信息' },
      { kind: 'WATCH', earlyExitFrom: '2025-06-01' },
    ],
    [
      'an honour',
      { recordKind: 'NEW', catalogueItem: '诚实守信相关荣誉信息', effect: 'POSITIVE', severity: null },
      { kind: 'RED', title: '诚实守信相关荣誉信息' },
    ],
    [
      'no entry: a bad grade is not on the list of the good ones',
      { recordKind: 'TAX_CREDIT_RATING', catalogueItem: '信用评价结果信息' },
      null,
    ],
    ['no entry: a neutral record', { effect: 'NEUTRAL', severity: null }, null],
  ])('is %s', async (_, changes, expected) => {
    const entries = await entriesOf([black(changes)]);
    if (expected === null) expect(entries).toEqual([]);
    else expect(entries).toMatchObject([expected]);
  });

  test.each<[string, RecordGiven, object, object | null]>([
    [
      'of a red list ends by its rule where the source says nothing',
      red({ documentOn: '2025-04-20' }),
      { endsOn: '2026-04-20', endsOnBy: 'RULE', inForce: false },
      { kind: 'EXPIRED', on: '2026-04-20' },
    ],
    [
      'against the organisation never ends by an assumption',
      black({ documentOn: '2015-05-06', validFrom: null, validUntil: null }),
      { endsOn: null, ruleEndsOn: '2018-05-06', inForce: true },
      null,
    ],
    [
      'is over',
      black({ validUntil: '2026-05-31', inForce: false }),
      { endsOnBy: 'SOURCE', inForce: false },
      { kind: 'EXPIRED', on: '2026-05-31', reason: null },
    ],
    [
      'was repaired',
      black({ state: 'ENDED', validUntil: '2026-05-31', inForce: false, endReason: '信用修复' }),
      {},
      { kind: 'REPAIRED', reason: '信用修复' },
    ],
    [
      'ended with the organisation',
      black({ state: 'ENDED', validUntil: '2026-05-31', inForce: false, endReason: '企业注销,自动移出' }),
      {},
      { kind: 'SUBJECT_ENDED' },
    ],
    [
      'was taken off and nobody says why',
      black({ state: 'ENDED', validUntil: '2026-05-31', inForce: false }),
      {},
      { kind: 'REMOVED', reason: null },
    ],
    [
      'was withdrawn',
      black({ state: 'REVOKED', validUntil: '2026-05-31', inForce: false, endReason: '期满' }),
      {},
      { kind: 'REVOKED' },
    ],
    ['has not begun', black({ validFrom: '2027-01-01', inForce: false }), { inForce: false }, null],
  ])('%s', async (_, given, term, exit) => {
    const [entry] = await entriesOf([given]);
    expect(entry!.term).toMatchObject(term);
    if (exit === null) expect(entry!.exit).toBeNull();
    else expect(entry!.exit).toMatchObject(exit);
  });

  test('is found by kind and by whether it is in force, newest first', async () => {
    const all = [black(), red(), black({ id: 'old', documentOn: '2020-01-01', inForce: false })];
    const ids = async (variables: object) => (await entriesOf(all, variables)).map((one) => one.record.id);
    expect(await ids({})).toEqual(['red', 'black', 'old']);
    expect(await ids({ kind: ['BLACK'] })).toEqual(['black', 'old']);
    expect(await ids({ inForce: true })).toEqual(['red', 'black']);
    expect(await ids({ kind: ['WATCH'] })).toEqual([]);
  });
});

/** An objection accepted against a record of state-tax, or its repair. */
function standing(recordId: string, status: MeasureSeen['status'], how: Parameters<typeof measure>[1]): MeasureSeen {
  const { facts, ...rest } = measure(status, { recordId, ...how });
  return { ...rest, facts: { ...facts, sourceRecord: { department: 'state-tax', recordId } } };
}

describe('an exit is proposed', () => {
  const dueOf = async (records: readonly RecordGiven[], id: string) => {
    const { exitDue, exitReasons } = (await entriesOf(records)).find((one) => one.record.id === id)!;
    return { exitDue, kinds: exitReasons.map(({ kind }) => kind) };
  };
  const newer = record('state-tax', { id: 'newer', documentOn: '2026-05-06' });

  test.each<[string, readonly RecordGiven[], boolean, string[]]>([
    ['not while nothing is new', [red()], false, []],
    ['for a record that is newer than the entry', [red(), newer], true, ['ADVERSE_RECORD']],
    ['not for one that was there before', [red(), record('state-tax', { documentOn: '2026-04-19' })], false, []],
    ['not for a minor one', [red(), { ...newer, severity: 'MINOR' as const }], false, []],
    ['for an adverse list, since whenever', [red(), black()], true, ['ADVERSE_LISTING']],
    ['not for one that is over', [red(), black({ inForce: false })], false, []],
    ['not of what is over itself', [red({ documentOn: '2025-04-20' }), newer], false, []],
  ])('from a red list: %s', async (_, records, exitDue, kinds) => {
    expect(await dueOf(records, 'red')).toEqual({ exitDue, kinds });
  });

  test('and cannot be told while a department is silent, or the record is disputed', async () => {
    said.sections.court = saying('court', null);
    expect(await dueOf([red()], 'red')).toEqual({ exitDue: null, kinds: ['DEPARTMENT_SILENT'] });
    said.sections.court = saying('court');
    said.measures = [standing('newer', 'SUSPENDED', { objections: [acceptedObjection] })];
    expect(await dueOf([red(), newer], 'red')).toEqual({ exitDue: null, kinds: ['RECORD_DISPUTED'] });
  });

  test('from an adverse list with the organisation, and with the rule where the source is silent on the end', async () => {
    const open = black({ documentOn: '2015-05-06', validFrom: null, validUntil: null });
    expect(await dueOf([open], 'black')).toEqual({ exitDue: true, kinds: ['TERM_OVER'] });
    expect(await dueOf([{ ...open, openEnded: true }], 'black')).toEqual({ exitDue: false, kinds: [] });
    said.register = { ...said.register, status: 'CANCELLED' };
    expect(await dueOf([black()], 'black')).toEqual({ exitDue: true, kinds: ['STATUS_EXCLUDED'] });
  });
});

describe('a candidate for a red list', () => {
  interface Check {
    readonly verdict: string;
    readonly reasons: readonly { readonly kind: string; readonly speaksFor: string | null }[];
  }
  const check = async (records: readonly RecordGiven[], list = 'MODEL_OF_INTEGRITY') => {
    said.sections['state-tax'] = saying('state-tax', records);
    const fields = `redListingCheck(list: "${list}") { verdict reasons { kind speaksFor } }`;
    const { redListingCheck } = await about<{ redListingCheck: Check }>(stage, fields);
    return [redListingCheck.verdict, ...redListingCheck.reasons.map(({ kind }) => kind)];
  };

  test.each<[string, readonly RecordGiven[], string[]]>([
    [
      'is clear with nothing against it',
      [red(), record('state-tax', { effect: 'NEUTRAL', severity: null })],
      ['CLEAR'],
    ],
    ['is excluded by an adverse list', [black()], ['EXCLUDED', 'ADVERSE_LISTING']],
    [
      'is excluded by a watch list',
      [black({ recordKind: 'TAX_NON_NORMAL', severity: 'MINOR' })],
      ['EXCLUDED', 'ADVERSE_LISTING'],
    ],
    [
      'is excluded by a record of the last three years',
      [record('state-tax', { documentOn: '2023-11-25' })],
      ['EXCLUDED', 'ADVERSE_RECORD'],
    ],
    [
      'is excluded by one of which a day may be inside',
      [record('state-tax', { documentOn: '2023-11' })],
      ['EXCLUDED', 'ADVERSE_RECORD'],
    ],
    ['is not by one that is older', [record('state-tax', { documentOn: '2023-11-24' })], ['CLEAR']],
    [
      'is by one that is older and still runs',
      [record('state-tax', { documentOn: '2015-01-01', openEnded: true })],
      ['EXCLUDED', 'ADVERSE_RECORD'],
    ],
    ['is not by a minor one', [record('state-tax', { severity: 'MINOR' })], ['CLEAR']],
    ['is by one that nobody has classed', [record('state-tax', { severity: null })], ['EXCLUDED', 'ADVERSE_RECORD']],
    ['is not by one that is void', [black({ state: 'REVOKED', inForce: false })], ['CLEAR']],
    [
      'cannot be told where the date is not known',
      [record('state-tax', { documentOn: null })],
      ['UNDETERMINED', 'RECORD_UNDATED'],
    ],
  ])('%s', async (_, records, expected) => {
    expect(await check(records)).toEqual(expected);
  });

  test.each<[string, () => void, string[]]>([
    ['a department is silent', () => void (said.sections.court = saying('court', null)), ['DEPARTMENT_SILENT']],
    [
      'a department is not connected',
      () => void (said.sections.court = saying('court', null, { state: 'NOT_CONNECTED' })),
      ['DEPARTMENT_SILENT'],
    ],
    [
      'a department shows what it had kept',
      () => void (said.sections.court = saying('court', [], { state: 'STALE' })),
      ['DEPARTMENT_STALE'],
    ],
    [
      'rows could not be read',
      () => void (said.sections.court = saying('court', [], { rejectedRows: 1 })),
      ['DEPARTMENT_INCOMPLETE'],
    ],
    [
      'adverse rows are linked to nobody',
      () => void (said.sections.court = saying('court', [], { unlinkedRows: 1, unlinkedAdverseRows: 1 })),
      ['DEPARTMENT_INCOMPLETE'],
    ],
    [
      'rows are withheld',
      () => void (said.sections.court = saying('court', [], { withheldRows: 1 })),
      ['DEPARTMENT_INCOMPLETE'],
    ],
    [
      'nobody vouches for its status',
      () => void (said.register = { ...said.register, status: null }),
      ['STATUS_UNKNOWN'],
    ],
  ])('is never clear while %s, and what is certain against it stands all the same', async (_, change, kinds) => {
    change();
    expect(await check([])).toEqual(['UNDETERMINED', ...kinds]);
    expect((await check([black()]))[0]).toBe('EXCLUDED');
  });

  test('is excluded by its status', async () => {
    said.register = { ...said.register, status: 'REVOKED' };
    expect(await check([])).toEqual(['EXCLUDED', 'STATUS_EXCLUDED']);
  });

  test('waits for the objection to a record; one that was repaired does not count', async () => {
    said.measures = [standing('black', 'IN_FORCE', { objections: [acceptedObjection] })];
    expect(await check([black()])).toEqual(['UNDETERMINED', 'RECORD_DISPUTED']);
    said.measures = [standing('black', 'LIFTED', { reason: 'REPAIRED' })];
    expect(await check([black()])).toEqual(['CLEAR', 'RECORD_CLEARED']);
  });

  test.each(['SERIOUS_TAX_VIOLATION', 'nothing'])('is one for a red list: %s is none', async (list) => {
    await expect(check([], list)).rejects.toThrow('ARGUMENT_INVALID');
  });
});

test('the lists are shown to everybody, with what is not verified marked so', async () => {
  const { data } = await stage.ask('{ creditLists { code kind verified } red: creditLists(kind: RED) { code } }');
  const { lists } = loadLists();
  expect(data!['creditLists']).toEqual(lists.map(({ code, kind, verified }) => ({ code, kind, verified })));
  expect(data!['red']).toEqual(lists.filter(({ kind }) => kind === 'RED').map(({ code }) => ({ code })));
});
