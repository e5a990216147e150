import {
  acceptedObjection,
  coordinator,
  decided,
  declined,
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
