import type { RecordSeen, SectionSeen } from '../subgraphs/eligibility/verdict/input.ts';
import type { MeasureSeen } from '../subgraphs/eligibility/verdict/measure-seen.ts';
import { decideGreenChannel } from '../subgraphs/eligibility/verdict/decide.ts';
import {
  acceptedObjection,
  asked,
  closedMatter,
  evidence,
  hoursAgo,
  measure,
  oldFirm,
  openMatter,
  positiveRecord,
  record,
  rule,
  section,
} from './support/green-channel-evidence.ts';
import { expectedVerdict, situations, type Situation } from './support/green-channel-model.ts';

const departments: Readonly<Record<Situation['department'], SectionSeen>> = {
  whole: section('court'),
  silent: section('court', null, { state: 'UNAVAILABLE', asOf: null }),
  'not connected': section('court', null, { state: 'NOT_CONNECTED', asOf: null }),
  stale: section('court', [], { state: 'STALE', asOf: hoursAgo(24) }),
  'too old': section('court', [], { state: 'STALE', asOf: hoursAgo(24.01) }),
  'unreadable rows': section('court', [], { rejectedRows: 1 }),
  'unlinked rows': section('court', [], { unlinkedRows: 3, unlinkedAdverseRows: 1 }),
  indifferent: section('land-resources', null, { state: 'UNAVAILABLE', asOf: null }),
};

const records: Readonly<Record<Situation['record'], readonly RecordSeen[]>> = {
  none: [],
  counted: [record()],
  'listed minor': [record({ recordKind: 'ABNORMAL_OPERATION', severity: 'MINOR' })],
  minor: [record({ severity: 'MINOR' })],
  revoked: [record({ state: 'REVOKED' })],
  repaired: [record()],
  old: [record({ documentOn: '2023-11-24' })],
  open: [record({ documentOn: '2019-01-02', openEnded: true })],
  undated: [record({ documentOn: null, precision: null })],
};

const organisations = {
  old: oldFirm,
  young: { ...oldFirm, establishedOn: '2023-11-25' },
  unknown: { ...oldFirm, establishedOn: null },
};
const statuses = { active: 'ACTIVE', cancelled: 'CANCELLED', unknown: null };
const positives = { none: [], current: [positiveRecord()], disputed: [positiveRecord()] };
const exclusions = {
  none: [],
  'in force': [measure('IN_FORCE')],
  suspended: [measure('SUSPENDED')],
  notified: [measure('NOTIFIED')],
};

function measuresOf(situation: Situation): MeasureSeen[] {
  const other = { code: 'M04', recordId: 'record-1' };
  const found: MeasureSeen[] = [...exclusions[situation.measure]];
  if (situation.record === 'repaired') found.push(measure('LIFTED', { ...other, reason: 'REPAIRED' }));
  if (situation.objection === 'accepted')
    found.push(measure('IN_FORCE', { ...other, objections: [acceptedObjection] }));
  if (situation.positive === 'disputed') {
    const about = { code: 'I01', recordId: 'positive-1', objections: [acceptedObjection] };
    found.push(measure('IN_FORCE', about));
  }
  return found;
}

const evidenceOf = (situation: Situation) =>
  evidence({
    rule: { ...rule, mandatory: { ...rule.mandatory, indifferent: ['land-resources'] } },
    matter: situation.matter === 'open' ? openMatter : closedMatter,
    organisation: { ...organisations[situation.age], status: statuses[situation.status] },
    sections: [
      departments[situation.department],
      section('environment', [...records[situation.record], ...positives[situation.positive]]),
    ],
    measures: measuresOf(situation),
    brokenUndertakings:
      situation.undertaking === 'broken'
        ? [{ acceptanceId: 'acceptance-1', matter: openMatter.code, brokenOn: '2026-05-06' }]
        : [],
  });

test('every combination of the conditions gives the verdict that the rule says', () => {
  const seen = new Map<string, number>();
  const wrong: unknown[] = [];
  for (const situation of situations()) {
    const { verdict } = decideGreenChannel(evidenceOf(situation), asked);
    seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
    if (verdict !== expectedVerdict(situation)) wrong.push({ ...situation, verdict });
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect([...seen.keys()].toSorted()).toEqual(['DISPUTED', 'ELIGIBLE', 'NOT_ELIGIBLE', 'UNDETERMINED']);
  expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(62_208);
});
