import { decideGreenChannel } from '../subgraphs/eligibility/verdict/decide.ts';
import type { Evidence, RecordSeen } from '../subgraphs/eligibility/verdict/input.ts';
import {
  acceptedObjection,
  asked,
  evidence,
  hoursAgo,
  measure,
  oldFirm,
  positiveRecord,
  record,
  rule,
  section,
} from './support/green-channel-evidence.ts';

const decided = (changes: Partial<Evidence>, on = asked.on) => decideGreenChannel(evidence(changes), { ...asked, on });
const withRecords = (...records: RecordSeen[]): Partial<Evidence> => ({
  sections: [section('court'), section('environment', records)],
});

describe('the answer says why, and what would change it:', () => {
  test('three clean years, under which clause and since when', () => {
    expect(decided({})).toMatchObject({
      verdict: 'ELIGIBLE',
      edition: '遂安府办函〔2018〕2号',
      reasons: [{ kind: 'CLEAN_YEARS', clause: '连续三年', speaksFor: 'ELIGIBLE', since: '2023-11-25' }],
      wouldChange: [],
      sections: [
        { department: 'court', mandatory: true, state: 'ANSWERED', ageHours: 1, reliance: 'RELIED_ON' },
        { department: 'environment' },
      ],
    });
  });

  test('a record in the window, with the day on which it leaves', () => {
    const own = { department: 'environment', id: 'record-1', documentNumber: '安环罚〔2025〕7号' };
    expect(decided(withRecords(record()))).toMatchObject({
      verdict: 'NOT_ELIGIBLE',
      reasons: [{ kind: 'RECORD_IN_WINDOW', clause: '连续三年', record: own, leavesOn: '2028-06-02' }],
      wouldChange: [
        { kind: 'RECORD_LEAVES_WINDOW', record: own, on: '2028-06-02' },
        { kind: 'RECORD_REPAIRED', record: own },
      ],
    });
  });

  test('a silent department, with the time to ask again, beside a record that is disputed and one that is not', () => {
    const answer = decided({
      sections: [
        section('court', null, { state: 'UNAVAILABLE', asOf: null, nextExpected: '2026-11-24T03:00:00.000Z' }),
        section('environment', [record(), record({ id: 'record-2' })]),
      ],
      measures: [measure('SUSPENDED', { code: 'M04', recordId: 'record-1', objections: [acceptedObjection] })],
    });
    expect(answer.verdict).toBe('UNDETERMINED');
    expect(answer.reasons.map(({ kind, speaksFor }) => [kind, speaksFor])).toEqual([
      ['DEPARTMENT_SILENT', 'UNDETERMINED'],
      ['RECORD_DISPUTED', 'DISPUTED'],
      ['RECORD_IN_WINDOW', 'NOT_ELIGIBLE'],
    ]);
    expect(answer.wouldChange.slice(0, 2)).toEqual([
      { kind: 'ASK_AGAIN', department: 'court', at: '2026-11-24T03:00:00.000Z' },
      { kind: 'OBJECTION_DECIDED', objectionId: 'objection-1', measureId: null },
    ]);
  });

  test.each([
    ['unreadable rows', { rejectedRows: 2 }, 'INCOMPLETE'],
    ['unlinked adverse rows', { unlinkedRows: 3, unlinkedAdverseRows: 1 }, 'INCOMPLETE'],
    ['unlinked rows that are not adverse', { unlinkedRows: 3 }, 'RELIED_ON'],
    ['data too old', { state: 'STALE', asOf: hoursAgo(25) }, 'TOO_OLD'],
    ['data of an unknown age', { state: 'STALE', asOf: null }, 'TOO_OLD'],
  ] as const)('a department with %s, and how far it was relied on', (_, source, reliance) => {
    const { sections, verdict } = decided({ sections: [section('court', [], source)] });
    expect(sections).toMatchObject([{ department: 'court', reliance }]);
    expect(verdict).toBe(reliance === 'RELIED_ON' ? 'ELIGIBLE' : 'UNDETERMINED');
  });

  test('a department that the rule names and that nobody has built', () => {
    const { mandatory } = rule;
    const answer = decided({ rule: { ...rule, mandatory: { ...mandatory, departments: ['court', 'publicity'] } } });
    expect(answer).toMatchObject({
      verdict: 'UNDETERMINED',
      reasons: [{ kind: 'DEPARTMENT_SILENT', department: 'publicity', state: 'ABSENT' }],
    });
    expect(answer.sections.map(({ department, mandatory: must }) => [department, must])).toEqual([
      ['court', true],
      ['environment', false],
      ['publicity', true],
    ]);
  });

  test('a firm that is too young, with the day on which it is old enough', () => {
    const organisation = { ...oldFirm, establishedOn: '2024-02-29' };
    expect(decided({ organisation })).toMatchObject({
      verdict: 'NOT_ELIGIBLE',
      wouldChange: [{ kind: 'OLD_ENOUGH', on: '2027-03-01' }],
    });
    expect(decided({ organisation }, '2027-02-28').verdict).toBe('NOT_ELIGIBLE');
    expect(decided({ organisation }, '2027-03-01').verdict).toBe('ELIGIBLE');
  });

  test.each([
    ['存续', 'ELIGIBLE'],
    ['注销', 'NOT_ELIGIBLE'],
    ['撤销登记', 'NOT_ELIGIBLE'],
    ['停止活动', 'NOT_ELIGIBLE'],
    ['停业整顿', 'NOT_ELIGIBLE'],
    ['迁往外地', 'UNDETERMINED'],
  ])('a status by the words of its register: %s gives %s', (status, verdict) => {
    expect(decided({ organisation: { ...oldFirm, status } }).verdict).toBe(verdict);
  });

  test('a day for which no edition of the rule is known', () => {
    expect(decided({ rule: null })).toMatchObject({
      verdict: 'UNDETERMINED',
      edition: null,
      wouldChange: [{ kind: 'RULE_ADDED' }],
    });
  });

  test('an excluding measure and a broken undertaking, with their ends', () => {
    const brokenUndertakings = [{ acceptanceId: 'acceptance-1', matter: 'SP-001', brokenOn: '2026-05-06' }];
    expect(decided({ measures: [measure('IN_FORCE')], brokenUndertakings }).wouldChange).toEqual([
      { kind: 'MEASURE_ENDS', measureId: 'measure-M15-elsewhere', on: '2027-03-01' },
      { kind: 'BAR_ENDS', acceptanceId: 'acceptance-1', on: '2029-05-06' },
    ]);
  });
});

describe('the document date', () => {
  const verdictOn = (documentOn: string, on?: string) => decided(withRecords(record({ documentOn })), on).verdict;

  test.each([
    ['2023-11-24', 'ELIGIBLE'],
    ['2023-11-25', 'NOT_ELIGIBLE'],
    ['2026-11-24', 'NOT_ELIGIBLE'],
    ['2023-10', 'ELIGIBLE'],
    ['2023-11', 'NOT_ELIGIBLE'],
    ['2022', 'ELIGIBLE'],
    ['2023', 'NOT_ELIGIBLE'],
    // To come, or no date at all: unreadable, and so no clean record.
    ['2026-11-25', 'UNDETERMINED'],
    ['2062-01-01', 'UNDETERMINED'],
    ['2025-02-30', 'UNDETERMINED'],
    ['last year', 'UNDETERMINED'],
  ])('%s asked on 2026-11-24 gives %s', (documentOn, verdict) => {
    expect(verdictOn(documentOn)).toBe(verdict);
  });

  test('that is after the day of the application, but not after today, is outside of the window', () => {
    expect(verdictOn('2026-11-20', '2026-11-19')).toBe('ELIGIBLE');
  });

  test('that is missing does not matter where the end alone lies before the window', () => {
    const ended = { documentOn: null, state: 'ENDED' } as const;
    expect(decided(withRecords(record({ ...ended, validUntil: '2023-11' }))).verdict).toBe('UNDETERMINED');
    expect(decided(withRecords(record({ ...ended, validUntil: '2023-11-24' }))).verdict).toBe('ELIGIBLE');
  });
});

describe('a record', () => {
  const kinds = (given: Partial<Evidence>) => decided(given).reasons.map(({ kind }) => kind);

  test('that ended in the window still counts, and one that is open counts however old', () => {
    expect(decided(withRecords(record({ state: 'ENDED' }))).verdict).toBe('NOT_ELIGIBLE');
    const open = record({ documentOn: '2010-01-02', validUntil: '2026-11-24' });
    expect(kinds(withRecords(open))).toEqual(['RECORD_OPEN']);
    expect(decided(withRecords({ ...open, validUntil: '2026-11-23' })).verdict).toBe('ELIGIBLE');
    expect(decided(withRecords({ ...open, state: 'ENDED' })).verdict).toBe('ELIGIBLE');
  });

  test('without a class counts as ordinary', () => {
    expect(decided(withRecords(record({ severity: null }))).verdict).toBe('NOT_ELIGIBLE');
  });

  test('that is withdrawn as an error, repaired, minor or void is listed, and decides nothing', () => {
    const decidedObjection = { objectionId: 'o', status: 'DECIDED', outcome: 'WITHDRAWN' };
    const answer = decided({
      ...withRecords(
        record(),
        record({ id: 'r2' }),
        record({ id: 'r3', severity: 'MINOR' }),
        record({ id: 'r4', state: 'REVOKED' }),
      ),
      measures: [
        measure('REVOKED', { code: 'M04', recordId: 'record-1', objections: [decidedObjection] }),
        measure('LIFTED', { code: 'M04', recordId: 'r2', reason: 'REPAIRED' }),
      ],
    });
    expect(answer.verdict).toBe('ELIGIBLE');
    expect(answer.reasons.map((reason) => ('because' in reason ? reason.because : reason.kind))).toEqual([
      'WITHDRAWN',
      'REPAIRED',
      'SEVERITY',
      'REVOKED',
      'CLEAN_YEARS',
    ]);
  });

  test.each([
    ['expired', 'LIFTED', 'EXPIRED'],
    ['withdrawn', 'LIFTED', 'WITHDRAWN'],
  ] as const)('whose measure is %s counts as before', (_, status, reason) => {
    const measures = [measure(status, { code: 'M04', recordId: 'record-1', reason })];
    expect(decided({ ...withRecords(record()), measures }).verdict).toBe('NOT_ELIGIBLE');
  });

  test.each(['SUBMITTED', 'REJECTED', 'DECIDED', 'OBJECTOR_WITHDREW', 'MOOT'])(
    'is not under objection while one is %s',
    (status) => {
      const objections = [{ objectionId: 'o', status, outcome: 'UPHELD_RECORD' }];
      const measures = [measure('IN_FORCE', { code: 'M04', recordId: 'record-1', objections })];
      expect(decided({ ...withRecords(record()), measures }).verdict).toBe('NOT_ELIGIBLE');
    },
  );

  test('of another department with the same id is another record', () => {
    const sections = [section('court', [record()]), section('environment')];
    const measures = [measure('LIFTED', { code: 'M04', recordId: 'record-1', reason: 'REPAIRED' })];
    expect(decided({ sections, measures }).verdict).toBe('NOT_ELIGIBLE');
  });
});

describe('a positive record', () => {
  const young = { organisation: { ...oldFirm, establishedOn: '2026-01-02' } };
  const verdictWith = (changes: Partial<RecordSeen>) =>
    decided({ ...young, ...withRecords(positiveRecord(changes), record()) }).verdict;

  test('opens the channel to a young firm with an ended record', () => {
    expect(verdictWith({})).toBe('ELIGIBLE');
  });

  test.each<[string, Partial<RecordSeen>]>([
    ['is over', { validUntil: '2026-11-23' }],
    ['names no end, where the rule gives none', { validUntil: null }],
    ['has not certainly begun', { validFrom: '2026-11' }],
    ['has no beginning', { validFrom: null, documentOn: null }],
    ['has ended early', { state: 'ENDED' }],
    ['is of a kind that the rule does not name', { recordKind: 'HIGH_TECH_ENTERPRISE' }],
    ['is of that kind, but not for it', { effect: 'NEUTRAL' }],
  ])('does not when it %s', (_, changes) => {
    expect(verdictWith(changes)).toBe('NOT_ELIGIBLE');
  });

  test('that was withdrawn on an objection does not', () => {
    const objections = [{ objectionId: 'o', status: 'DECIDED', outcome: 'WITHDRAWN' }];
    const measures = [measure('REVOKED', { code: 'I01', recordId: 'positive-1', objections })];
    expect(decided({ ...young, ...withRecords(positiveRecord()), measures }).verdict).toBe('NOT_ELIGIBLE');
  });

  test('of a rating that names no end holds for the months that the rule says', () => {
    const rating = { recordKind: 'TAX_CREDIT_RATING', validFrom: null, validUntil: null };
    expect(verdictWith({ ...rating, documentOn: '2025-11-24' })).toBe('ELIGIBLE');
    expect(verdictWith({ ...rating, documentOn: '2025-11-23' })).toBe('NOT_ELIGIBLE');
  });

  test.each(['SAFETY_STANDARDISATION', 'SOCIAL_ORGANISATION_GRADE'])(
    'as %s does, while its period runs',
    (recordKind) => {
      const grade = { recordKind, validFrom: '2025-01-01', validUntil: '2027-12-31' };
      expect(verdictWith(grade)).toBe('ELIGIBLE');
      expect(verdictWith({ ...grade, validUntil: '2026-11-23' })).toBe('NOT_ELIGIBLE');
      expect(verdictWith({ ...grade, validUntil: null })).toBe('NOT_ELIGIBLE');
      expect(verdictWith({ ...grade, effect: 'NEUTRAL' })).toBe('NOT_ELIGIBLE');
    },
  );

  test('in data too old to rely on is not relied on, even where the department does not matter', () => {
    const indifferent = { ...rule, mandatory: { ...rule.mandatory, indifferent: ['environment'] } };
    const sections = [section('environment', [positiveRecord()], { state: 'STALE', asOf: hoursAgo(25) })];
    expect(decided({ ...young, rule: indifferent, sections }).verdict).toBe('NOT_ELIGIBLE');
  });
});
