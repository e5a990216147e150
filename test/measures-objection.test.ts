import {
  acceptedObjection,
  coordinator,
  decided,
  implemented,
  initiatedStory,
  initiation,
  objection,
  officer,
  organisation,
  restriction,
  typesOf,
  type Story,
} from './support/measure-story.ts';

const court = officer('court');
const implementers = restriction.implementedBy;
const accept = (objectionId: string) => ({ type: 'acceptObjection', objectionId, stay: null }) as const;

/** In force at one department, acknowledged nowhere else. */
const inForce = (): Story => {
  const story = initiatedStory();
  story.give(officer('finance'), implemented('m-1.finance.1', '2026-03-02'));
  return story;
};

describe('filing an objection', () => {
  test('suspends nothing yet, and is to be accepted or rejected the next working day', () => {
    const story = inForce();
    story.give(organisation, objection);
    expect(story.measure.status).toBe('IN_FORCE');
    expect(story.measure.facts.objections).toMatchObject([
      { objectionId: 'm-1.objection.1', origin: 'ORGANISATION', status: 'SUBMITTED', acceptBy: { on: '2026-03-03' } },
    ]);
  });

  test('is possible in three ways, each with who filed it', () => {
    const story = inForce();
    story.give(court, { ...objection, origin: 'ACCEPTING_DEPARTMENT' });
    story.give(coordinator, { ...objection, origin: 'ACCEPTING_DEPARTMENT' });
    story.give(officer('environment'), { ...objection, origin: 'FOUND_BY_DEPARTMENT' });
    expect(story.measure.facts.objections.map(({ department }) => department)).toEqual(['court', null, 'environment']);
  });

  test('masks the numbers of persons, and needs a statement', () => {
    const story = inForce();
    story.give(organisation, { ...objection, statement: '请联系 13812345678' });
    expect(story.measure.facts.objections[0]!.statement).toBe('请联系 ***********');
    expect(story.refusal(organisation, { ...objection, statement: '' }).code).toBe('COMMAND_INVALID');
  });
});

describe('accepting an objection', () => {
  test('suspends every order at once, across departments', () => {
    const story = inForce();
    story.give(organisation, objection);
    const events = story.give(court, accept('m-1.objection.1'));
    expect(typesOf(events)).toEqual(['ObjectionAccepted', 'MeasureSuspended', 'OrdersIssued']);
    expect(story.measure.status).toBe('SUSPENDED');
    for (const department of implementers) expect(story.ordersOf(department).at(-1)).toBe('SUSPEND PENDING');
    expect(story.ordersOf('finance')[0]).toBe('APPLY IMPLEMENTED');
    expect(story.ordersOf('environment')[0]).toBe('APPLY SUPERSEDED');
  });

  test('gives the determining department its own period for the answer', () => {
    const own = initiatedStory();
    acceptedObjection(own);
    expect(own.measure.facts.objections[0]).toMatchObject({ answerBy: { on: '2026-03-17', unit: 'DAYS' } });
    const other = initiatedStory({}, { determination: { ...initiation.determination, department: 'human-resources' } });
    other.give(organisation, objection);
    other.give(officer('human-resources'), accept('m-1.objection.1'));
    expect(other.measure.facts.objections[0]).toMatchObject({ answerBy: { on: '2026-03-11', unit: 'WORKING_DAYS' } });
  });

  test('suspends nothing that a court or statute has fixed, unless that body orders a stay', () => {
    const story = initiatedStory({ item: { ...restriction, objectionSuspends: false } });
    acceptedObjection(story);
    expect(story.measure.status).toBe('NOTIFIED');
    story.give(organisation, objection);
    const stay = { authority: '遂宁市中级人民法院', documentNumber: '(2026)川09行保1号', decidedOn: '2026-03-01' };
    story.give(court, { type: 'acceptObjection', objectionId: 'm-1.objection.2', stay });
    expect(story.measure.status).toBe('SUSPENDED');
    story.give(court, decided('m-1.objection.1', { outcome: 'UPHELD_RECORD' }));
    expect(story.measure.status).toBe('SUSPENDED');
    story.give(court, decided('m-1.objection.2', { outcome: 'UPHELD_RECORD' }));
    expect(story.measure.status).toBe('NOTIFIED');
  });

  test('happens once, and not after a rejection on form', () => {
    const story = inForce();
    const id = acceptedObjection(story);
    expect(story.refusal(court, accept(id)).code).toBe('OBJECTION_NOT_IN_STATE');
    expect(story.refusal(court, accept('m-1.objection.7')).code).toBe('OBJECTION_NOT_FOUND');
    story.give(organisation, objection);
    story.give(court, { type: 'rejectObjection', objectionId: 'm-1.objection.2', reason: '重复提出' });
    expect(story.refusal(court, accept('m-1.objection.2')).code).toBe('OBJECTION_NOT_IN_STATE');
  });
});

describe('the period for the answer', () => {
  const extend = { type: 'extendObjection', objectionId: 'm-1.objection.1', reason: '需要鉴定' } as const;

  test('is extended once, from its last day', () => {
    const story = inForce();
    acceptedObjection(story);
    story.today = '2026-03-17';
    story.give(court, extend);
    expect(story.measure.facts.objections[0]).toMatchObject({ answerBy: { on: '2026-03-31' }, extended: true });
    expect(story.refusal(court, extend).code).toBe('EXTENSION_NOT_POSSIBLE');
    expect(story.measure.status).toBe('SUSPENDED');
  });

  test('is not extended after it is over', () => {
    const story = inForce();
    acceptedObjection(story);
    story.today = '2026-03-18';
    expect(story.refusal(court, extend).code).toBe('EXTENSION_NOT_POSSIBLE');
  });
});

describe('deciding an objection', () => {
  test('upheld resumes every department exactly once', () => {
    const story = inForce();
    const id = acceptedObjection(story);
    const events = story.give(court, decided(id, { outcome: 'UPHELD_RECORD' }));
    expect(typesOf(events)).toEqual(['ObjectionDecided', 'MeasureResumed', 'OrdersIssued']);
    expect(story.measure.status).toBe('IN_FORCE');
    for (const department of implementers) expect(story.ordersOf(department).at(-1)).toBe('RESUME PENDING');
    expect(story.refusal(court, decided(id, { outcome: 'UPHELD_RECORD' })).code).toBe('OBJECTION_NOT_IN_STATE');
    expect(story.measure.facts.objections[0]).toMatchObject({ tellBy: { on: '2026-03-03' }, correctBy: null });
  });

  test('upheld before anybody had carried it out leads back to NOTIFIED; the order to resume then puts it into force', () => {
    const story = initiatedStory();
    story.give(court, decided(acceptedObjection(story), { outcome: 'UPHELD_RECORD' }));
    expect(story.measure.status).toBe('NOTIFIED');
    story.give(officer('finance'), implemented('m-1.finance.3', '2026-03-02'));
    expect(story.measure.status).toBe('IN_FORCE');
  });

  test('resumes nothing while another one is open', () => {
    const story = inForce();
    const first = acceptedObjection(story);
    const second = acceptedObjection(story);
    expect(story.ordersOf('finance')).toEqual(['APPLY IMPLEMENTED', 'SUSPEND PENDING']);
    expect(typesOf(story.give(court, decided(first, { outcome: 'UPHELD_RECORD' })))).toEqual(['ObjectionDecided']);
    expect(story.measure.status).toBe('SUSPENDED');
    story.give(organisation, { type: 'withdrawObjection', objectionId: second });
    expect(story.measure.status).toBe('IN_FORCE');
    expect(story.ordersOf('finance')).toEqual(['APPLY IMPLEMENTED', 'SUSPEND SUPERSEDED', 'RESUME PENDING']);
  });

  test('needs reasons', () => {
    const story = inForce();
    const said = decided(acceptedObjection(story), { outcome: 'UPHELD_RECORD' });
    expect(story.refusal(court, { ...said, reasons: ' ' } as typeof said).code).toBe('COMMAND_INVALID');
  });
});

describe('a corrected record', () => {
  const corrected = (effect: { kind: 'KEPT' } | { kind: 'LIFTED' } | { kind: 'REDUCED'; endsOn: string }) =>
    ({ outcome: 'CORRECTED', correction: '金额更正', effect }) as const;

  test('may leave the measure as it was', () => {
    const story = inForce();
    story.give(court, decided(acceptedObjection(story), corrected({ kind: 'KEPT' })));
    expect(story.measure).toMatchObject({ status: 'IN_FORCE', facts: { term: { endsOn: '2027-03-02' } } });
    expect(story.measure.facts.objections[0]).toMatchObject({ outcome: 'CORRECTED', correctBy: { on: '2026-03-05' } });
  });

  test('may shorten its term', () => {
    const story = inForce();
    const events = story.give(
      court,
      decided(acceptedObjection(story), corrected({ kind: 'REDUCED', endsOn: '2026-09-02' })),
    );
    expect(typesOf(events)).toEqual(['ObjectionDecided', 'TermReduced', 'MeasureResumed', 'OrdersIssued']);
    expect(story.measure.facts.term).toEqual({ startsOn: '2026-03-02', endsOn: '2026-09-02' });
  });

  test.each([
    ['to a day that is over', '2026-03-01', 'COMMAND_INVALID'],
    ['to no earlier day', '2027-03-02', 'COMMAND_INVALID'],
    ['below the shortest of the catalogue', '2026-06-01', 'TERM_OUTSIDE_CATALOGUE'],
  ])('does not shorten it %s', (_, endsOn, code) => {
    const story = inForce();
    const id = acceptedObjection(story);
    expect(story.refusal(court, decided(id, corrected({ kind: 'REDUCED', endsOn }))).code).toBe(code);
  });

  test('may lift it, which is neither a repair nor an error', () => {
    const story = inForce();
    story.give(court, decided(acceptedObjection(story), corrected({ kind: 'LIFTED' })));
    expect(story.measure).toMatchObject({ status: 'LIFTED', reason: 'CORRECTED' });
    for (const department of implementers) expect(story.ordersOf(department).at(-1)).toBe('LIFT PENDING');
  });
});

describe('a withdrawn record', () => {
  test('revokes the measure as an error, with a restoration order for every department', () => {
    const story = inForce();
    const events = story.give(court, decided(acceptedObjection(story), { outcome: 'WITHDRAWN' }));
    expect(typesOf(events)).toEqual(['ObjectionDecided', 'MeasureRevoked', 'OrdersIssued']);
    expect(story.measure).toMatchObject({
      status: 'REVOKED',
      restoration: { status: 'OPEN', dueBy: { on: '2026-03-09' } },
    });
    for (const department of implementers) expect(story.ordersOf(department).at(-1)).toBe('RESTORE PENDING');
  });

  test('answers all other objections too', () => {
    const story = inForce();
    const first = acceptedObjection(story);
    acceptedObjection(story);
    story.give(organisation, objection);
    story.give(court, decided(first, { outcome: 'WITHDRAWN' }));
    expect(story.measure.facts.objections.map(({ status }) => status)).toEqual(['DECIDED', 'MOOT', 'MOOT']);
    expect(story.refusal(organisation, objection).code).toBe('MEASURE_REVOKED');
  });
});

describe('an objection against a measure that has ended', () => {
  const ended = (): Story => {
    const story = inForce();
    story.give(officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
    return story;
  };

  test('suspends nothing, and still can turn it into an error', () => {
    const story = ended();
    const id = acceptedObjection(story);
    expect(story.measure.status).toBe('LIFTED');
    story.give(court, decided(id, { outcome: 'WITHDRAWN' }));
    expect(story.measure.status).toBe('REVOKED');
    expect(story.ordersOf('finance')).toEqual(['APPLY IMPLEMENTED', 'LIFT SUPERSEDED', 'RESTORE PENDING']);
  });

  test('changes nothing when the record is right', () => {
    const story = ended();
    const id = acceptedObjection(story);
    expect(typesOf(story.give(court, decided(id, { outcome: 'UPHELD_RECORD' })))).toEqual(['ObjectionDecided']);
  });

  test('cannot shorten what is over, nor lift it again', () => {
    const story = ended();
    const id = acceptedObjection(story);
    const reduce = {
      outcome: 'CORRECTED',
      correction: '更正',
      effect: { kind: 'REDUCED', endsOn: '2026-09-02' },
    } as const;
    expect(story.refusal(court, decided(id, reduce)).code).toBe('MEASURE_NOT_RUNNING');
    const lift = { outcome: 'CORRECTED', correction: '更正', effect: { kind: 'LIFTED' } } as const;
    expect(typesOf(story.give(court, decided(id, lift)))).toEqual(['ObjectionDecided']);
  });
});
