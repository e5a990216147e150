import { dutyOf, untold, type DutyRecord, type Told } from '../subgraphs/double-publicity/duty/duty.ts';
import type { MeasureSeen } from '../subgraphs/eligibility/verdict/measure-seen.ts';
import { loadRepairRules } from '../subgraphs/measures/rules/repair-rules.ts';

const repairRules = loadRepairRules();
const penalty: DutyRecord = {
  id: 'record-1',
  department: 'market-regulation',
  recordKind: 'PENALTY',
  effect: 'ADVERSE',
  severity: 'ORDINARY',
  documentOn: '2026-06-24',
  validUntil: null,
  state: 'VALID',
};
const licence: DutyRecord = { ...penalty, recordKind: 'LICENCE', effect: 'NEUTRAL', severity: null };
const judge = (record: DutyRecord, told: Partial<Told> = {}, today = '2026-07-06', measures: MeasureSeen[] = []) =>
  dutyOf(record, { ...untold, ...told }, { today, repairRules, measures, since: '2018-01-12' })!;
const sent = (state: 'SENT' | 'ACCEPTED' | 'REJECTED', answeredOn: string | null = null) => ({
  packageId: '510904_20260703',
  state,
  reason: state === 'REJECTED' ? '文书号重复' : null,
  answeredOn,
});
const accepted = { publication: sent('ACCEPTED', '2026-07-03'), publishedOn: '2026-07-03' };

// Across the Spring Festival, the Dragon Boat Festival, National Day and their make-up days; the last is not announced.
test.each([
  ['2026-02-12', '2026-02-28', false],
  ['2026-02-13', '2026-03-02', false],
  ['2026-06-12', '2026-06-24', false],
  ['2026-09-18', '2026-09-29', false],
  ['2026-09-29', '2026-10-14', false],
  ['2026-11-20', '2026-12-01', false],
  ['2026-12-28', '2027-01-07', true],
])('a decision of %s is published by %s: seven working days', (documentOn, publishBy, provisional) => {
  const duty = judge({ ...penalty, documentOn }, {}, publishBy);
  expect([duty.publishBy, duty.provisional, duty.daysLate]).toEqual([publishBy, provisional, 0]);
});

test('lateness is counted in calendar days: until today, or until the city platform first accepted it', () => {
  expect([judge(penalty).publishBy, judge(penalty).daysLate]).toEqual(['2026-07-03', 3]);
  expect(judge(penalty, accepted)).toMatchObject({ state: 'PUBLISHED', daysLate: 0, publishedOn: '2026-07-03' });
  const late = { publication: sent('ACCEPTED', '2026-07-05'), publishedOn: '2026-07-05' };
  expect(judge(penalty, late, '2026-08-01').daysLate).toBe(2);
});

test.each<[string, DutyRecord['severity'], string | null, string | null, string]>([
  ['2020-03-02', 'SERIOUS', '2020-09-02', '2023-03-02', '527号'],
  ['2023-06-01', 'ORDINARY', '2023-09-01', '2026-06-01', '58号令'],
  ['2026-03-31', 'SERIOUS', '2027-03-31', '2029-03-31', '58号令'],
  ['2026-04-01', 'ORDINARY', '2026-07-01', '2027-04-01', '36号令'],
  ['2026-11-30', 'ORDINARY', '2027-02-28', '2027-11-30', '36号令'],
])(
  'a penalty of %s (%s) has the periods of the edition of its day',
  (documentOn, severity, shortest, longest, rule) => {
    const { periods } = judge({ ...penalty, documentOn, severity }, {}, documentOn);
    expect([periods?.repairableFrom, periods?.endsBy, periods?.edition]).toEqual([shortest, longest, rule]);
  },
);

const cleared = (status: MeasureSeen['status'], facts: object): MeasureSeen => ({
  status,
  reason: 'REPAIRED',
  facts: {
    measureId: 'm',
    item: { code: 'c', title: 't' },
    sourceRecord: { department: 'market-regulation', recordId: 'record-1' },
    term: { startsOn: '2026-06-24', endsOn: null },
    objections: [],
    ...facts,
  },
});
const repaired = cleared('LIFTED', {});
const withdrawn = cleared('REVOKED', { objections: [{ objectionId: 'o', status: 'DECIDED', outcome: 'WITHDRAWN' }] });
const revoked = { ...penalty, state: 'REVOKED', validUntil: '2026-07-03' } as const;

test.each<[string, DutyRecord, Partial<Told>, MeasureSeen[], object]>([
  ['nothing was handed over', penalty, {}, [], { state: 'TO_PUBLISH' }],
  ['it was handed over', penalty, { publication: sent('SENT') }, [], { state: 'SENT', daysLate: 3 }],
  ['it was rejected', penalty, { publication: sent('REJECTED') }, [], { state: 'REJECTED', daysLate: 3 }],
  ['it is minor', { ...penalty, severity: 'MINOR' }, {}, [], { state: 'NOT_REQUIRED', daysLate: null }],
  ['it has no class', { ...penalty, severity: null }, {}, [], { state: 'UNKNOWN', daysLate: null }],
  [
    'its month is all that is known',
    { ...penalty, documentOn: '2026-06' },
    {},
    [],
    { state: 'UNKNOWN', publishBy: null },
  ],
  ['no edition is known for its day', { ...penalty, documentOn: '2019-01-02' }, {}, [], { state: 'UNKNOWN' }],
  ['this gateway did not report yet', { ...licence, documentOn: '2018-01-11' }, {}, [], { state: 'BEFORE_START' }],
  ['its longest period is over', { ...penalty, documentOn: '2023-06-01' }, {}, [], { state: 'OVER' }],
  ['it was revoked before', revoked, {}, [], { state: 'OVER', daysLate: null }],
  [
    'it was revoked after',
    revoked,
    accepted,
    [],
    { state: 'TO_WITHDRAW', ending: { kind: 'REVOKED', on: '2026-07-03', withdrawBy: '2026-07-08', explained: true } },
  ],
  [
    'an objection had it withdrawn',
    penalty,
    accepted,
    [withdrawn],
    { state: 'TO_WITHDRAW', ending: { kind: 'REVOKED' } },
  ],
  [
    'it was repaired',
    penalty,
    accepted,
    [repaired],
    { state: 'TO_WITHDRAW', ending: { kind: 'REPAIRED', withdrawBy: null, explained: false } },
  ],
  [
    'a rejected amendment leaves what stands outside',
    revoked,
    { publication: sent('REJECTED'), publishedOn: '2026-07-01' },
    [],
    { state: 'TO_WITHDRAW' },
  ],
  [
    'its withdrawal was accepted',
    revoked,
    { ...accepted, withdrawal: sent('ACCEPTED', '2026-07-06') },
    [],
    { state: 'WITHDRAWN' },
  ],
  ['its withdrawal was rejected', revoked, { ...accepted, withdrawal: sent('REJECTED') }, [], { state: 'TO_WITHDRAW' }],
  [
    'it is in force again',
    penalty,
    { ...accepted, withdrawal: sent('ACCEPTED', '2026-07-06') },
    [],
    { state: 'TO_PUBLISH' },
  ],
  ['a licence has no periods', licence, {}, [], { state: 'TO_PUBLISH', periods: null, part: 'LICENCE' }],
  [
    'a licence ran out',
    { ...licence, validUntil: '2026-07-01' },
    accepted,
    [],
    { state: 'TO_WITHDRAW', ending: { kind: 'ENDED', on: '2026-07-01' } },
  ],
  ['a penalty that was carried out stays', { ...penalty, state: 'ENDED' }, accepted, [], { state: 'PUBLISHED' }],
])('state of a publication where %s', (_, record, told, measures, expected) => {
  expect(judge(record, told, '2026-07-06', measures)).toMatchObject(expected);
});

test('a record of another kind owes the public nothing here', () => {
  expect(
    dutyOf({ ...penalty, recordKind: 'TAX_ARREARS' }, untold, {
      today: '2026-07-06',
      repairRules,
      measures: [],
      since: null,
    }),
  ).toBeNull();
});
