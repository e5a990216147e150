import {
  acceptedObjection,
  decided,
  implemented,
  initiatedStory,
  objection,
  officer,
  organisation,
  restriction,
  typesOf,
  type Story,
} from './support/measure-story.ts';

const court = officer('court');
const implementers = restriction.implementedBy;

/** In force at one department, acknowledged nowhere else. */
const inForce = (): Story => {
  const story = initiatedStory();
  story.give(officer('finance'), implemented('m-1.finance.1', '2026-03-02'));
  return story;
};

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
