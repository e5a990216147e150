import { loadMatters } from '../../subgraphs/eligibility/matters/load-matters.ts';
import type { GreenChannelRule } from '../../subgraphs/eligibility/rules/green-channel-rule.ts';
import { loadGreenChannelRules } from '../../subgraphs/eligibility/rules/load-rules.ts';
import type {
  Asked,
  Evidence,
  OrganisationSeen,
  RecordSeen,
  SectionSeen,
  SourceSeen,
} from '../../subgraphs/eligibility/verdict/input.ts';
import type { MeasureSeen, ObjectionSeen } from '../../subgraphs/eligibility/verdict/measure-seen.ts';

export const rule: GreenChannelRule = loadGreenChannelRules().at(-1)!;
export const [openMatter, closedMatter] = [
  loadMatters().find((one) => one.closedBecause === null)!,
  loadMatters().find((one) => one.closedBecause !== null)!,
];

/** Ten in the morning of the day of the application, in Anju. */
export const asked: Asked = { on: '2026-11-24', nowMs: Date.parse('2026-11-24T10:00:00+08:00') };
/** So many hours before it is asked. */
export const hoursAgo = (hours: number): string => new Date(asked.nowMs - hours * 3_600_000).toISOString();

export const source = (changes: Partial<SourceSeen> = {}): SourceSeen => ({
  state: 'ANSWERED',
  asOf: hoursAgo(1),
  nextExpected: null,
  rejectedRows: 0,
  unlinkedRows: 0,
  unlinkedAdverseRows: 0,
  ...changes,
});

export const section = (
  department: string,
  creditRecords: readonly RecordSeen[] | null = [],
  changes: Partial<SourceSeen> = {},
): SectionSeen => ({ department, source: source(changes), creditRecords });

/** An ordinary penalty of last year, done with its decision. */
export const record = (changes: Partial<RecordSeen> = {}): RecordSeen => ({
  id: 'record-1',
  rowRef: 'row-1',
  recordKind: 'PENALTY',
  catalogueItem: '行政处罚',
  catalogueEdition: '2024',
  effect: 'ADVERSE',
  severity: 'ORDINARY',
  severityRule: 'order 36',
  documentNumber: '安环罚〔2025〕7号',
  documentOn: '2025-06-02',
  precision: 'day',
  validFrom: null,
  validUntil: null,
  openEnded: false,
  authority: '样例环境局',
  state: 'VALID',
  linkedBy: 'USCC',
  quality: [],
  ...changes,
});

export const positiveRecord = (changes: Partial<RecordSeen> = {}): RecordSeen =>
  record({
    id: 'positive-1',
    recordKind: 'MODEL_OF_INTEGRITY',
    effect: 'POSITIVE',
    severity: null,
    documentOn: '2026-01-05',
    validFrom: '2026-01-05',
    validUntil: '2027-01-04',
    ...changes,
  });

export const measure = (
  status: MeasureSeen['status'],
  { code = 'M15', recordId = 'elsewhere', objections = [] as readonly ObjectionSeen[], reason = '' } = {},
): MeasureSeen => ({
  status,
  ...(reason === '' ? {} : { reason }),
  facts: {
    measureId: `measure-${code}-${recordId}`,
    item: { code, title: '不适用绿色通道' },
    sourceRecord: { department: 'environment', recordId },
    term: { startsOn: '2026-03-02', endsOn: '2027-03-01' },
    objections,
  },
});

export const acceptedObjection: ObjectionSeen = {
  objectionId: 'objection-1',
  status: 'ACCEPTED',
  acceptedAt: '2026-11-20T02:00:00.000Z',
};

export const oldFirm: OrganisationSeen = { status: 'ACTIVE', establishedOn: '2015-04-01' };

/** Two departments, both silent about nothing: a firm that is eligible. */
export const evidence = (changes: Partial<Evidence> = {}): Evidence => ({
  creditCode: '91510904MAXXXX015M',
  matter: openMatter,
  rule,
  organisation: oldFirm,
  sections: [section('court'), section('environment')],
  measures: [],
  brokenUndertakings: [],
  ...changes,
});
