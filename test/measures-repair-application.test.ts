import {
  coordinator,
  evidence,
  officer,
  organisation,
  restriction,
  typesOf,
  type Said,
} from './support/measure-story.ts';
import { appliedFor, apply, repairId, repairable } from './support/measure-repairs.ts';

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
