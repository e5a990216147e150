import { acceptedObjection, decided, officer, organisation, typesOf, type Said } from './support/measure-story.ts';
import { acceptedRepair, allMet, appliedFor, apply, court, deny, grant, repairId } from './support/measure-repairs.ts';

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
