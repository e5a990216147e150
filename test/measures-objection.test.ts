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
