import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  editionOn,
  loadRepairRules,
  publicationDays,
  publicationEnd,
  type RecordClass,
} from '../subgraphs/measures/rules/repair-rules.ts';
import {
  acceptedObjection,
  coordinator,
  decided,
  evidence,
  implemented,
  initiatedStory,
  initiation,
  officer,
  organisation,
  restriction,
  typesOf,
  type Said,
  type Story,
} from './support/measure-story.ts';

const rules = loadRepairRules();
const court = officer('court');
const apply: Said = {
  type: 'applyForRepair',
  materials: { proofOfCorrection: [evidence], undertaking: evidence, others: [] },
};
const repairId = 'm-1.repair.1';
const allMet = { dutiesPerformed: true, undertakingGiven: true, otherRequirementsMet: true };
const grant = (conditions = allMet): Said => ({
  type: 'decideRepair',
  repairId,
  decision: { outcome: 'GRANTED', conditions },
  reasons: '已履行全部义务',
});
const deny = (falseMaterial: boolean): Said => ({
  type: 'decideRepair',
  repairId,
  decision: { outcome: 'DENIED', falseMaterial },
  reasons: '材料不实',
});

/** Determination of 2026-02-02, ordinary: repairable from 2026-05-02. */
function repairable(changes: Partial<typeof initiation.sourceRecord> = {}, item = restriction): Story {
  const story = initiatedStory({ item }, { sourceRecord: { ...initiation.sourceRecord, ...changes } });
  story.give(officer('finance'), implemented('m-1.finance.1', '2026-03-02'));
  story.today = '2026-05-06';
  return story;
}

const appliedFor = (): Story => {
  const story = repairable();
  story.give(organisation, apply);
  return story;
};

const acceptedRepair = (): Story => {
  const story = appliedFor();
  story.give(court, { type: 'acceptRepair', repairId });
  return story;
};

describe('publication by order 36', () => {
  test.each<[RecordClass, string, string, string | null]>([
    ['MINOR', '2026-11-30', '2026-11-30', '2027-02-28'],
    ['ORDINARY', '2026-11-30', '2027-02-28', '2027-11-30'],
    ['SERIOUS', '2026-11-30', '2027-11-30', '2029-11-30'],
  ])('of a %s record of %s allows repair from %s and ends by %s', (recordClass, documentOn, from, endsBy) => {
    const edition = editionOn(rules, '2026-12-01')!;
    expect(edition.edition).toBe('36号令');
    expect(publicationDays(edition, recordClass, documentOn)).toEqual({
      publishableFrom: documentOn,
      repairableFrom: from,
      endsBy,
    });
  });

  test.each([
    ['2026-04-01', '36号令'],
    ['2026-03-31', '58号令'],
    ['2023-05-01', '58号令'],
    ['2023-04-30', '527号'],
    ['2019-06-30', undefined],
  ])('the edition in force on %s is %s', (today, edition) => {
    expect(editionOn(rules, today)?.edition).toBe(edition);
  });

  test('ends with the earliest of its longest period, a repair and a revocation', () => {
    const { endsBy } = publicationDays(editionOn(rules, '2026-12-01')!, 'ORDINARY', '2026-11-30');
    expect(publicationEnd({ endsBy }, null, null)).toBe('2027-11-30');
    expect(publicationEnd({ endsBy }, '2027-03-05', null)).toBe('2027-03-05');
    expect(publicationEnd({ endsBy }, '2027-03-05', '2026-12-24')).toBe('2026-12-24');
    expect(publicationEnd({ endsBy: null }, '2027-03-05', null)).toBeNull();
  });

  test('has no two editions in force on one day', () => {
    const folder = mkdtempSync(join(tmpdir(), 'repair-'));
    const file = join(folder, 'rules.json');
    const [first, ...others] = rules.editions;
    writeFileSync(file, JSON.stringify({ ...rules, editions: [{ ...first, inForceUntil: null }, ...others] }));
    expect(() => loadRepairRules(file)).toThrow('in force before');
    rmSync(folder, { recursive: true });
  });
});

describe('applying for repair', () => {
  test('records rule, class and deadlines', () => {
    expect(appliedFor().measure.facts.repairs).toMatchObject([
      {
        repairId,
        status: 'SUBMITTED',
        edition: '36号令',
        recordClass: 'ORDINARY',
        repairableFrom: '2026-05-02',
        acceptBy: { on: '2026-05-09' },
        tellBy: { on: '2026-05-19' },
      },
    ]);
  });

  test('is possible at the coordinator’s counter', () => {
    const story = repairable();
    expect(typesOf(story.give(coordinator, apply))).toEqual(['RepairAppliedFor']);
  });

  test('is too early before the shortest publication is over', () => {
    const story = repairable();
    story.today = '2026-05-01';
    expect(story.refusal(organisation, apply)).toMatchObject({
      code: 'REPAIR_TOO_EARLY',
      facts: { repairableFrom: '2026-05-02' },
    });
    story.today = '2026-05-02';
    story.give(organisation, apply);
  });

  test('of a minor record is possible at once, of a serious one after a year', () => {
    const minor = repairable({ recordClass: 'MINOR' });
    minor.give(organisation, apply);
    const serious = repairable({ recordClass: 'SERIOUS' });
    expect(serious.refusal(organisation, apply).facts).toEqual({ repairableFrom: '2027-02-02' });
  });

  test('of a list with an exit of its own follows that list', () => {
    const wages = repairable({ recordClass: 'SERIOUS', list: 'WAGE_ARREARS' });
    expect(wages.refusal(organisation, apply).facts).toEqual({ repairableFrom: '2026-08-02' });
    const debtor = repairable({ recordClass: 'SERIOUS', list: 'JUDGMENT_DEBTOR' });
    expect(debtor.refusal(organisation, apply).code).toBe('REPAIR_BY_LIST_OWNER');
  });

  test('is refused where no repair ends the measure, where one is pending, and while barred', () => {
    expect(repairable({}, { ...restriction, repairable: false }).refusal(organisation, apply).code).toBe(
      'REPAIR_NOT_POSSIBLE',
    );
    expect(appliedFor().refusal(organisation, apply).code).toBe('REPAIR_PENDING');
    const barred = repairable();
    barred.context = { ...barred.context, repairBarredUntil: '2026-05-06' };
    expect(barred.refusal(organisation, apply).code).toBe('REPAIR_BARRED');
    barred.today = '2026-05-07';
    barred.give(organisation, apply);
  });

  test('needs proof of the correction, a known rule and a running measure', () => {
    const bare: Said = { ...apply, materials: { proofOfCorrection: [], undertaking: evidence, others: [] } };
    expect(repairable().refusal(organisation, bare).code).toBe('EVIDENCE_MISSING');
    const unruled = repairable();
    unruled.context = { ...unruled.context, repairRules: { editions: [], lists: [] } };
    expect(unruled.refusal(organisation, apply).code).toBe('REPAIR_RULE_UNKNOWN');
    const ended = repairable();
    ended.give(officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
    expect(ended.refusal(organisation, apply).code).toBe('MEASURE_NOT_RUNNING');
  });
});

describe('an application', () => {
  test('is accepted within three working days and decided within seven', () => {
    expect(acceptedRepair().measure.facts.repairs).toMatchObject([
      { status: 'ACCEPTED', decideBy: { on: '2026-05-14' } },
    ]);
    expect(acceptedRepair().refusal(court, { type: 'acceptRepair', repairId }).code).toBe('REPAIR_NOT_IN_STATE');
    expect(acceptedRepair().refusal(court, { type: 'acceptRepair', repairId: 'x' }).code).toBe('REPAIR_NOT_FOUND');
  });

  test('is refused with all gaps at once, and may be made again', () => {
    const story = appliedFor();
    const refuse: Said = { type: 'refuseRepair', repairId, gaps: ['缺少承诺书', '缺少履行证明'], falseMaterial: false };
    expect(story.refusal(court, { ...refuse, gaps: [] }).code).toBe('COMMAND_INVALID');
    story.give(court, refuse);
    expect(story.measure.facts.repairs).toMatchObject([{ status: 'REFUSED', gaps: refuse.gaps, barredUntil: null }]);
    story.give(organisation, apply);
    expect(story.measure.facts.repairs[1]).toMatchObject({ repairId: 'm-1.repair.2', status: 'SUBMITTED' });
  });

  test('is extended once by ten working days, and not after its last day', () => {
    const story = acceptedRepair();
    const extend: Said = { type: 'extendRepair', repairId, reason: '需要核查' };
    story.today = '2026-05-14';
    story.give(court, extend);
    expect(story.measure.facts.repairs).toMatchObject([{ decideBy: { on: '2026-05-28' }, extended: true }]);
    expect(story.refusal(court, extend).code).toBe('EXTENSION_NOT_POSSIBLE');
    const late = acceptedRepair();
    late.today = '2026-05-15';
    expect(late.refusal(court, extend).code).toBe('EXTENSION_NOT_POSSIBLE');
  });

  test('granted lifts the measure at every implementer the same day', () => {
    const story = acceptedRepair();
    const events = story.give(court, grant());
    expect(typesOf(events)).toEqual(['RepairGranted', 'MeasureLifted', 'OrdersIssued']);
    expect(story.measure).toMatchObject({ status: 'LIFTED', reason: 'REPAIRED' });
    for (const { orders } of story.measure.facts.implementations)
      expect(orders.at(-1)).toMatchObject({ kind: 'LIFT', reportBy: { on: '2026-05-06' } });
  });

  test.each(['dutiesPerformed', 'undertakingGiven', 'otherRequirementsMet'] as const)(
    'is not granted without %s',
    (condition) => {
      expect(acceptedRepair().refusal(court, grant({ ...allMet, [condition]: false })).code).toBe(
        'REPAIR_CONDITIONS_NOT_MET',
      );
    },
  );

  test('denied leaves the measure; false material bars for the time of the rule', () => {
    const story = acceptedRepair();
    story.give(court, deny(false));
    expect(story.measure).toMatchObject({
      status: 'IN_FORCE',
      facts: { repairs: [{ status: 'DENIED', barredUntil: null }] },
    });
    const false_ = acceptedRepair();
    expect(false_.give(court, deny(true))).toMatchObject([{ type: 'RepairDenied', barredUntil: '2029-05-06' }]);
  });

  test('is moot once the measure has ended otherwise', () => {
    const story = acceptedRepair();
    story.give(officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
    expect(story.measure.facts.repairs).toMatchObject([{ status: 'MOOT' }]);
    expect(story.refusal(court, grant()).code).toBe('REPAIR_NOT_IN_STATE');
  });

  test('granted during a suspension lifts it too, and the objection is answered all the same', () => {
    const story = acceptedRepair();
    const id = acceptedObjection(story);
    story.give(court, grant());
    expect(story.ordersOf('finance')).toEqual(['APPLY IMPLEMENTED', 'SUSPEND SUPERSEDED', 'LIFT PENDING']);
    expect(typesOf(story.give(court, decided(id, { outcome: 'UPHELD_RECORD' })))).toEqual(['ObjectionDecided']);
  });
});
