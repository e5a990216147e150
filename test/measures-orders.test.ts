import {
  acceptedObjection,
  coordinator,
  decided,
  declined,
  gateway,
  implemented,
  initiatedStory,
  objection,
  officer,
  restriction,
  typesOf,
  type Story,
} from './support/measure-story.ts';

const finance = officer('finance');
const order = 'm-1.finance.1';

describe('an order', () => {
  test('is delivered, acknowledged and implemented; the first one implemented puts the measure into force', () => {
    const story = initiatedStory();
    expect(typesOf(story.give(gateway, { type: 'markDelivered', orderId: order }))).toEqual(['OrderDelivered']);
    story.give(finance, { type: 'acknowledgeOrder', orderId: order });
    expect(story.ordersOf('finance')).toEqual(['APPLY ACKNOWLEDGED']);
    story.today = '2026-03-05';
    const events = story.give(finance, implemented(order, '2026-03-04'));
    expect(typesOf(events)).toEqual(['OrderImplemented', 'MeasureEnteredForce']);
    expect(story.measure).toMatchObject({ status: 'IN_FORCE', facts: { inForceSince: '2026-03-04' } });
    const second = story.give(officer('environment'), implemented('m-1.environment.1', '2026-03-05'));
    expect(typesOf(second)).toEqual(['OrderDelivered', 'OrderAcknowledged', 'OrderImplemented']);
    expect(story.measure.facts.inForceSince).toBe('2026-03-04');
  });

  test('makes up for a delivery whose confirmation was lost, and takes late confirmations without effect', () => {
    const story = initiatedStory();
    const events = story.give(finance, { type: 'acknowledgeOrder', orderId: order });
    expect(typesOf(events)).toEqual(['OrderDelivered', 'OrderAcknowledged']);
    expect(story.give(gateway, { type: 'markDelivered', orderId: order })).toEqual([]);
    story.give(finance, implemented(order, '2026-03-02'));
    expect(story.give(gateway, { type: 'markDelivered', orderId: order })).toEqual([]);
  });

  test('is answered once', () => {
    const story = initiatedStory();
    story.give(finance, { type: 'acknowledgeOrder', orderId: order });
    expect(story.refusal(finance, { type: 'acknowledgeOrder', orderId: order }).code).toBe('ORDER_ALREADY_ANSWERED');
    story.give(finance, implemented(order, '2026-03-02'));
    expect(story.refusal(finance, implemented(order, '2026-03-02')).code).toBe('ORDER_ALREADY_ANSWERED');
    expect(story.refusal(finance, declined(order)).code).toBe('ORDER_ALREADY_ANSWERED');
  });

  test('that is unknown is refused as unknown, that of another department as not allowed', () => {
    const story = initiatedStory();
    expect(story.refusal(finance, implemented('m-1.finance.9', '2026-03-02')).code).toBe('ORDER_NOT_FOUND');
    expect(story.refusal(finance, implemented('m-1.environment.1', '2026-03-02')).code).toBe('ACTION_NOT_ALLOWED');
  });

  test.each([
    ['in the future', '2026-03-06'],
    ['before the order', '2026-03-01'],
    ['on no day', '2026-02-30'],
  ])('is not implemented %s', (_, doneOn) => {
    const story = initiatedStory();
    story.today = '2026-03-05';
    expect(story.refusal(finance, implemented(order, doneOn)).code).toBe('COMMAND_INVALID');
  });

  test('is not implemented before the term begins', () => {
    const story = initiatedStory({}, { term: { startsOn: '2026-04-01', endsOn: '2027-04-01' } });
    story.today = '2026-04-02';
    expect(story.refusal(finance, implemented(order, '2026-03-31')).code).toBe('COMMAND_INVALID');
    story.give(finance, implemented(order, '2026-04-01'));
    expect(story.measure.status).toBe('IN_FORCE');
  });

  test('that a newer one has superseded must not be carried out; the refusal names the newer one', () => {
    const story = initiatedStory();
    acceptedObjection(story);
    expect(story.ordersOf('finance')).toEqual(['APPLY SUPERSEDED', 'SUSPEND PENDING']);
    const refusal = story.refusal(finance, implemented(order, '2026-03-02'));
    expect(refusal).toMatchObject({ code: 'ORDER_SUPERSEDED', facts: { currentOrder: 'm-1.finance.2' } });
    expect(story.give(gateway, { type: 'markDelivered', orderId: order })).toEqual([]);
  });
});

describe('a declined order', () => {
  const declinedStory = (): Story => {
    const story = initiatedStory();
    story.give(finance, declined(order));
    return story;
  };
  const conclude = (outcome: 'CARRY_OUT' | 'EXCUSED' | 'ADVISED', consultationId = 'm-1.consultation.1') =>
    ({ type: 'concludeConsultation', consultationId, outcome, reasons: '会商结论' }) as const;

  test('opens a consultation with the reason as its question', () => {
    const { facts } = declinedStory().measure;
    expect(facts.consultations).toMatchObject([
      { orderId: order, department: 'finance', status: 'OPEN', concludeBy: { on: '2026-03-09' } },
    ]);
    expect(facts.implementations[0]).toMatchObject({ standing: 'DECLINING', orders: [{ status: 'DECLINED' }] });
  });

  test('needs a reason', () => {
    expect(initiatedStory().refusal(finance, declined(order, '  ')).code).toBe('COMMAND_INVALID');
  });

  test('is given again when the coordinator says so', () => {
    const story = declinedStory();
    expect(typesOf(story.give(coordinator, conclude('CARRY_OUT')))).toEqual(['ConsultationConcluded', 'OrdersIssued']);
    expect(story.ordersOf('finance')).toEqual(['APPLY DECLINED', 'APPLY PENDING']);
    expect(story.refusal(coordinator, conclude('EXCUSED')).code).toBe('CONSULTATION_CLOSED');
  });

  test('leaves an excused department out of everything that follows', () => {
    const story = declinedStory();
    story.give(coordinator, conclude('EXCUSED'));
    story.give(officer('court'), decided(acceptedObjection(story), { outcome: 'UPHELD_RECORD' }));
    story.give(officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
    expect(story.ordersOf('finance')).toEqual(['APPLY DECLINED']);
    expect(story.ordersOf('environment').at(-1)).toBe('LIFT PENDING');
  });

  test('is not given again during a suspension, but at its end', () => {
    const story = declinedStory();
    const objectionId = acceptedObjection(story);
    expect(typesOf(story.give(coordinator, conclude('CARRY_OUT')))).toEqual(['ConsultationConcluded']);
    story.give(officer('court'), decided(objectionId, { outcome: 'UPHELD_RECORD' }));
    expect(story.ordersOf('finance')).toEqual(['APPLY DECLINED', 'APPLY PENDING']);
    expect(story.ordersOf('environment').at(-1)).toBe('RESUME PENDING');
  });

  test('that was to stop the measure can only be carried out after all', () => {
    const story = initiatedStory();
    acceptedObjection(story);
    story.give(finance, declined('m-1.finance.2'));
    expect(story.refusal(coordinator, conclude('EXCUSED')).code).toBe('CONSULTATION_OUTCOME_NOT_POSSIBLE');
    story.give(coordinator, conclude('CARRY_OUT'));
    expect(story.ordersOf('finance')).toEqual(['APPLY SUPERSEDED', 'SUSPEND DECLINED', 'SUSPEND PENDING']);
  });

  test('lets its consultation lapse when a newer order takes its place', () => {
    const story = initiatedStory();
    const objectionId = acceptedObjection(story);
    story.give(finance, declined('m-1.finance.2'));
    story.give(officer('court'), decided(objectionId, { outcome: 'UPHELD_RECORD' }));
    expect(story.measure.facts.consultations).toMatchObject([{ status: 'LAPSED' }]);
    expect(story.ordersOf('finance').at(-1)).toBe('RESUME PENDING');
  });
});

describe('a question to the coordinator', () => {
  const ask = { type: 'requestConsultation', question: '两部门措施是否重复' } as const;

  test('is answered with advice, which changes no order', () => {
    const story = initiatedStory();
    story.give(finance, ask);
    const before = story.ordersOf('finance');
    const answer = { type: 'concludeConsultation', consultationId: 'm-1.consultation.1', reasons: '不重复' } as const;
    expect(story.refusal(coordinator, { ...answer, outcome: 'EXCUSED' }).code).toBe(
      'CONSULTATION_OUTCOME_NOT_POSSIBLE',
    );
    story.give(coordinator, { ...answer, outcome: 'ADVISED' });
    expect(story.ordersOf('finance')).toEqual(before);
    expect(story.refusal(coordinator, { ...answer, consultationId: 'x', outcome: 'ADVISED' }).code).toBe(
      'CONSULTATION_NOT_FOUND',
    );
  });

  test('lapses with the measure, and is not asked afterwards', () => {
    const story = initiatedStory();
    story.give(finance, ask);
    story.give(officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
    expect(story.measure.facts.consultations).toMatchObject([{ status: 'LAPSED' }]);
    expect(story.refusal(finance, ask).code).toBe('MEASURE_NOT_RUNNING');
  });
});

describe('a doubt of an implementing department', () => {
  const doubt = { ...objection, type: 'raiseDoubt' } as const;
  const raise = (story: Story) => {
    const { origin: _, ...said } = { ...doubt };
    return story.give(finance, said);
  };

  test('is told to the determining department, and the own order waits for it', () => {
    const story = initiatedStory();
    raise(story);
    expect(story.measure.facts.objections).toMatchObject([
      { origin: 'FOUND_BY_DEPARTMENT', department: 'finance', heldBy: 'finance', status: 'SUBMITTED' },
    ]);
    expect(story.refusal(finance, implemented(order, '2026-03-02')).code).toBe('ORDER_ON_HOLD');
    story.give(officer('environment'), implemented('m-1.environment.1', '2026-03-02'));
    const rejected = { type: 'rejectObjection', objectionId: 'm-1.objection.1', reason: '名称与代码一致' } as const;
    story.give(officer('court'), rejected);
    story.give(finance, implemented(order, '2026-03-02'));
    expect(story.ordersOf('finance')).toEqual(['APPLY IMPLEMENTED']);
  });

  test('suspends the measure everywhere once it is accepted', () => {
    const story = initiatedStory();
    raise(story);
    story.give(officer('court'), { type: 'acceptObjection', objectionId: 'm-1.objection.1', stay: null });
    expect(story.measure.status).toBe('SUSPENDED');
    expect(story.ordersOf('environment')).toEqual(['APPLY SUPERSEDED', 'SUSPEND PENDING']);
  });

  test('holds nothing that a court or statute has fixed, and comes too late for an ended measure', () => {
    const story = initiatedStory({ item: { ...restriction, objectionSuspends: false } });
    raise(story);
    story.give(finance, implemented(order, '2026-03-02'));
    story.give(officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
    const { origin: _, ...said } = { ...doubt };
    expect(story.refusal(finance, said).code).toBe('MEASURE_NOT_RUNNING');
  });
});
