import fc from 'fast-check';
import { dateOf, dayNumber } from '../../schema/local-date.ts';
import type { GreenChannelRule } from '../../subgraphs/eligibility/rules/green-channel-rule.ts';
import type {
  BrokenUndertaking,
  Evidence,
  RecordSeen,
  SectionSeen,
} from '../../subgraphs/eligibility/verdict/input.ts';
import type { MeasureSeen } from '../../subgraphs/eligibility/verdict/measure-seen.ts';
import { asked, closedMatter, hoursAgo, openMatter, record, rule, source } from './green-channel-evidence.ts';

const today = dayNumber(asked.on);

/** Days around the window, at its edges more often, and with every precision. */
const day = fc
  .oneof(fc.integer({ min: -1500, max: 60 }), fc.constantFrom(-1097, -1096, -1095, -1, 0, 1))
  .map((offset) => dateOf(today + offset));
const date = fc.tuple(day, fc.constantFrom(10, 7, 4)).map(([on, length]) => on.slice(0, length));
const dateOrNull = fc.option(date, { freq: 4, nil: null });

const ids = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6'];
const names = ['court', 'environment', 'finance', 'state-tax'];

export const anyRecord: fc.Arbitrary<RecordSeen> = fc
  .record({
    id: fc.constantFrom(...ids),
    recordKind: fc.constantFrom('PENALTY', 'ABNORMAL_OPERATION', 'MODEL_OF_INTEGRITY', 'TAX_CREDIT_RATING'),
    effect: fc.constantFrom('ADVERSE', 'POSITIVE', 'NEUTRAL'),
    severity: fc.constantFrom('MINOR', 'ORDINARY', 'SERIOUS', null),
    documentOn: dateOrNull,
    validFrom: fc.option(date, { freq: 1, nil: null }),
    validUntil: dateOrNull,
    openEnded: fc.boolean(),
    state: fc.constantFrom('VALID', 'VALID', 'ENDED', 'REVOKED'),
  })
  .map((changes) => record(changes));

const anySection = (department: string): fc.Arbitrary<SectionSeen> =>
  fc.record({
    department: fc.constant(department),
    source: fc.option(
      fc
        .record({
          state: fc.constantFrom('ANSWERED', 'ANSWERED', 'ANSWERED', 'STALE', 'UNAVAILABLE', 'NOT_CONNECTED'),
          asOf: fc.option(fc.integer({ min: 0, max: 72 }).map(hoursAgo), { freq: 6, nil: null }),
          rejectedRows: fc.constantFrom(0, 0, 0, 1),
          unlinkedAdverseRows: fc.constantFrom(0, 0, 0, 2),
        })
        .map((changes) => source(changes)),
      { freq: 8, nil: null },
    ),
    creditRecords: fc.option(fc.array(anyRecord, { maxLength: 3 }), { freq: 8, nil: null }),
  });

const anyMeasure: fc.Arbitrary<MeasureSeen> = fc.record({
  status: fc.constantFrom('NOTIFIED', 'IN_FORCE', 'SUSPENDED', 'LIFTED', 'REVOKED'),
  reason: fc.constantFrom('EXPIRED', 'REPAIRED', 'WITHDRAWN'),
  facts: fc.record({
    measureId: fc.uuid(),
    item: fc.record({ code: fc.constantFrom('M15', 'M04'), title: fc.constant('措施') }),
    sourceRecord: fc.record({ department: fc.constantFrom(...names), recordId: fc.constantFrom(...ids) }),
    term: fc.record({ startsOn: day, endsOn: fc.option(day, { nil: null }) }),
    objections: fc.array(
      fc.record({
        objectionId: fc.uuid(),
        status: fc.constantFrom('SUBMITTED', 'ACCEPTED', 'DECIDED', 'REJECTED'),
        outcome: fc.constantFrom('UPHELD_RECORD', 'WITHDRAWN'),
      }),
      { maxLength: 2 },
    ),
  }),
});

const anyUndertaking: fc.Arbitrary<BrokenUndertaking> = fc.record({
  acceptanceId: fc.uuid(),
  matter: fc.constant(openMatter.code),
  brokenOn: day,
});

const anyRule: fc.Arbitrary<GreenChannelRule> = fc
  .record({
    years: fc.integer({ min: 1, max: 5 }),
    departments: fc.oneof(fc.constant('EVERY' as const), fc.subarray([...names, 'publicity'], { minLength: 1 })),
    indifferent: fc.subarray(names, { maxLength: 1 }),
    hours: fc.integer({ min: 0, max: 48 }),
    openCounts: fc.boolean(),
    months: fc.option(fc.integer({ min: 1, max: 48 }), { nil: null }),
  })
  .map(({ departments, hours, indifferent, months, openCounts, years }) => ({
    ...rule,
    cleanYears: { ...rule.cleanYears, years },
    mandatory: { ...rule.mandatory, departments, indifferent },
    stale: { ...rule.stale, hours },
    openRecord: openCounts ? rule.openRecord : null,
    brokenUndertaking: { ...rule.brokenUndertaking, months },
  }));

const most = <Value>(likely: Value, other: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(likely) }, { weight: 1, arbitrary: other });

export const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  creditCode: fc.constant('91510904MAXXXX015M'),
  matter: most(openMatter, fc.constant(closedMatter)),
  rule: anyRule,
  organisation: fc.record({
    status: most<string | null>('ACTIVE', fc.constantFrom('CANCELLED', null)),
    establishedOn: most<string | null>('2010-05-06', dateOrNull),
  }),
  sections: fc
    .tuple(anySection('court'), anySection('environment'), anySection('state-tax'))
    .map((sections) => [...sections]),
  measures: fc.array(anyMeasure, { maxLength: 3 }),
  brokenUndertakings: most<BrokenUndertaking[]>([], fc.array(anyUndertaking, { maxLength: 2 })),
});
