import { isInForce } from '../subgraphs/measures/state/measure.ts';
import {
  acceptedObjection,
  coordinator,
  decided,
  declined,
  evidence,
  gateway,
  implemented,
  initiatedStory,
  officer,
  restriction,
  typesOf,
  type Said,
  type Story,
} from './support/measure-story.ts';

const court = officer('court');
const initiator = officer('human-resources');
const revoke: Said = { type: 'revokeAsError', reason: '主体错误', evidence: [evidence] };
const complete: Said = { type: 'completeRestoration', statement: '已公开更正', evidence: [evidence] };

describe('a withdrawn measure', () => {
  test('is lifted at every department that may have carried it out', () => {
    const story = initiatedStory();
    story.give(officer('finance'), declined('m-1.finance.1'));
    story.give(initiator, { type: 'withdrawMeasure', reason: '情况变化' });
    expect(story.measure).toMatchObject({
      status: 'LIFTED',
      reason: 'WITHDRAWN',
      liftedAt: '2026-03-02T02:00:00.000Z',
    });
    expect(story.ordersOf('finance')).toEqual(['APPLY DECLINED']);
    expect(story.ordersOf('environment')).toEqual(['APPLY SUPERSEDED', 'LIFT PENDING']);
    expect(story.refusal(initiator, { type: 'withdrawMeasure', reason: '再次' }).code).toBe('MEASURE_NOT_RUNNING');
  });

  test('is lifted also where it was carried out once and then declined', () => {
    const story = initiatedStory();
    const id = acceptedObjection(story);
    story.give(court, decided(id, { outcome: 'UPHELD_RECORD' }));
    story.give(officer('finance'), declined('m-1.finance.3'));
    story.give(initiator, { type: 'withdrawMeasure', reason: '情况变化' });
    expect(story.ordersOf('finance').slice(2)).toEqual(['RESUME DECLINED', 'LIFT PENDING']);
  });

  test('lets its orders to lift be answered', () => {
    const story = initiatedStory();
    story.give(initiator, { type: 'withdrawMeasure', reason: '情况变化' });
    story.give(officer('finance'), implemented('m-1.finance.2', '2026-03-02'));
    expect(story.ordersOf('finance').at(-1)).toBe('LIFT IMPLEMENTED');
    expect(story.measure.status).toBe('LIFTED');
  });
});

describe('a term', () => {
  const expire: Said = { type: 'expireTerm' };

  test('ends after its last day, by itself', () => {
    const story = initiatedStory();
    story.today = '2027-03-02';
    expect(story.give(gateway, expire)).toEqual([]);
    story.today = '2027-03-03';
    const events = story.give(gateway, expire);
    expect(events).toMatchObject([{ type: 'MeasureLifted', reason: 'EXPIRED', by: gateway }, { type: 'OrdersIssued' }]);
    expect(story.give(gateway, expire)).toEqual([]);
  });

  test('ends also when the process was down for weeks', () => {
    const story = initiatedStory();
    story.today = '2027-05-20';
    story.give(gateway, expire);
    expect(story.measure).toMatchObject({ status: 'LIFTED', reason: 'EXPIRED' });
  });

  test('keeps running during a suspension, whose end then lifts instead of resuming', () => {
    const story = initiatedStory();
    const id = acceptedObjection(story);
    story.today = '2027-03-03';
    story.give(gateway, expire);
    expect(story.ordersOf('finance')).toEqual(['APPLY SUPERSEDED', 'SUSPEND SUPERSEDED', 'LIFT PENDING']);
    story.give(court, decided(id, { outcome: 'UPHELD_RECORD' }));
    expect(story.measure.status).toBe('LIFTED');
    expect(story.ordersOf('finance')).toHaveLength(3);
  });

  test('that is over counts as over for every command, even before a timer fires', () => {
    const story = initiatedStory();
    acceptedObjection(story);
    story.today = '2027-03-03';
    const events = story.give(court, decided('m-1.objection.1', { outcome: 'UPHELD_RECORD' }));
    expect(typesOf(events)).toEqual(['MeasureLifted', 'OrdersIssued', 'ObjectionDecided']);
    expect(events[0]!.by).toEqual({ role: 'gateway', id: 'gateway' });
    expect(story.refusal(initiator, { type: 'withdrawMeasure', reason: '情况变化' }).code).toBe('MEASURE_NOT_RUNNING');
    expect(story.refusal(officer('finance'), implemented('m-1.finance.1', '2027-03-02')).code).toBe('ORDER_SUPERSEDED');
  });

  test('tells by its days whether the measure is in force, whatever timers have done', () => {
    const story = initiatedStory({}, { term: { startsOn: '2026-03-02', endsOn: '2027-03-02' } });
    expect(isInForce(story.measure, '2026-03-02')).toBe(false);
    story.give(officer('finance'), implemented('m-1.finance.1', '2026-03-02'));
    expect(['2026-03-01', '2026-03-02', '2027-03-02', '2027-03-03'].map((on) => isInForce(story.measure, on))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    acceptedObjection(story);
    expect(isInForce(story.measure, '2026-03-02')).toBe(false);
  });

  test('without a last day does not end', () => {
    const openEnded = { ...restriction, term: { ...restriction.term, openEnded: true } };
    const story = initiatedStory({ item: openEnded }, { term: { startsOn: '2026-03-02', endsOn: null } });
    story.today = '2056-03-02';
    expect(story.give(gateway, expire)).toEqual([]);
  });
});

describe('a measure revoked as an error', () => {
  const revoked = (): Story => {
    const story = initiatedStory();
    story.give(officer('finance'), implemented('m-1.finance.1', '2026-03-02'));
    story.give(officer('housing-construction'), declined('m-1.housing-construction.1'));
    story.give(initiator, revoke);
    return story;
  };

  test('is undone at every department that may have carried it out', () => {
    const story = revoked();
    expect(story.measure).toMatchObject({ status: 'REVOKED', reason: '主体错误', restoration: { status: 'OPEN' } });
    expect(story.ordersOf('finance')).toEqual(['APPLY IMPLEMENTED', 'RESTORE PENDING']);
    expect(story.ordersOf('environment')).toEqual(['APPLY SUPERSEDED', 'RESTORE PENDING']);
    expect(story.ordersOf('housing-construction')).toEqual(['APPLY DECLINED']);
    expect(story.refusal(court, revoke).code).toBe('MEASURE_REVOKED');
  });

  test('needs evidence, also from each department that restores', () => {
    expect(initiatedStory().refusal(court, { ...revoke, evidence: [] }).code).toBe('EVIDENCE_MISSING');
    const bare: Said = {
      type: 'reportOutcome',
      orderId: 'm-1.finance.2',
      outcome: { kind: 'IMPLEMENTED', doneOn: '2026-03-02', evidence: [] },
    };
    expect(revoked().refusal(officer('finance'), bare).code).toBe('EVIDENCE_MISSING');
  });

  test('closes only when every department has restored and the determining one proves it', () => {
    const story = revoked();
    expect(story.refusal(court, complete)).toMatchObject({
      code: 'RESTORATION_INCOMPLETE',
      facts: { waitingFor: ['finance', 'environment'] },
    });
    story.give(officer('finance'), implemented('m-1.finance.2', '2026-03-02'));
    story.give(officer('environment'), declined('m-1.environment.2'));
    expect(story.refusal(court, complete).facts).toEqual({ waitingFor: ['environment'] });
    const consultationId = story.measure.facts.consultations.at(-1)!.consultationId;
    story.give(coordinator, {
      type: 'concludeConsultation',
      consultationId,
      outcome: 'CARRY_OUT',
      reasons: '必须恢复',
    });
    story.give(officer('environment'), implemented('m-1.environment.3', '2026-03-02'));
    expect(story.refusal(court, { ...complete, evidence: [] }).code).toBe('EVIDENCE_MISSING');
    story.give(court, complete);
    expect(story.measure).toMatchObject({ restoration: { status: 'CLOSED', evidence: [evidence] } });
    expect(story.refusal(court, complete).code).toBe('RESTORATION_NOT_OPEN');
  });

  test('can have been over for long', () => {
    const story = initiatedStory();
    story.give(officer('finance'), implemented('m-1.finance.1', '2026-03-02'));
    story.today = '2028-01-05';
    expect(typesOf(story.give(court, revoke))).toEqual([
      'MeasureLifted',
      'OrdersIssued',
      'MeasureRevoked',
      'OrdersIssued',
    ]);
    expect(story.ordersOf('finance')).toEqual(['APPLY IMPLEMENTED', 'LIFT SUPERSEDED', 'RESTORE PENDING']);
  });

  test('is not restored where there is no error', () => {
    expect(initiatedStory().refusal(court, complete).code).toBe('RESTORATION_NOT_OPEN');
  });
});
