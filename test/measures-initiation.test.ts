import {
  contextOf,
  coordinator,
  evidence,
  initiatedStory,
  initiation,
  officer,
  organisation,
  restriction,
  Story,
  subject,
  typesOf,
  type Said,
} from './support/measure-story.ts';

const initiator = officer('human-resources');
const refusedWith = (changes: Partial<typeof initiation>, item = restriction): string => {
  const story = new Story({ item });
  return story.refusal(initiator, { ...initiation, ...changes }).code;
};

describe('initiating a measure', () => {
  test('tells every implementing department of the catalogue, and keeps the item as it was', () => {
    const story = new Story();
    const events = story.give(initiator, initiation);
    expect(typesOf(events)).toEqual(['MeasureInitiated', 'OrdersIssued']);
    expect(story.measure.status).toBe('NOTIFIED');
    const { facts } = story.measure;
    expect(facts).toMatchObject({ creditCode: subject, initiator: 'human-resources', inForceSince: null });
    expect(facts.item).toMatchObject({ code: 'T01', edition: 'test', legalBasis: restriction.legalBasis });
    expect(facts.implementations.map(({ department }) => department)).toEqual(restriction.implementedBy);
    expect(facts.implementations[0]!.orders).toMatchObject([
      {
        orderId: 'm-1.finance.1',
        kind: 'APPLY',
        status: 'PENDING',
        acknowledgeBy: { on: '2026-03-03' },
        reportBy: { on: '2026-03-09' },
      },
    ]);
  });

  test('masks the numbers of persons in what was typed', () => {
    const { facts } = initiatedStory({}, { cause: '欠薪，联系人身份证 510904199001011234' }).measure;
    expect(facts.cause).toBe('欠薪，联系人身份证 ******************');
  });

  test('keeps running measures as they are when the catalogue changes', () => {
    const story = initiatedStory();
    story.context = contextOf({ item: { ...restriction, retiredOn: '2026-03-02', objectionSuspends: false } });
    expect(story.measure.facts.item.objectionSuspends).toBe(true);
  });

  test.each<[string, Partial<typeof restriction>, string]>([
    ['a disabled item', { enabledFrom: null }, 'ITEM_DISABLED'],
    ['an item enabled later', { enabledFrom: '2026-03-03' }, 'ITEM_DISABLED'],
    ['a retired item', { retiredOn: '2026-03-02' }, 'ITEM_RETIRED'],
    ['an item of class C', { class: 'C', implementedBy: [] }, 'ITEM_NOT_ORDERABLE'],
    ['an item for other organisations', { appliesTo: ['51', '92'] }, 'ITEM_NOT_APPLICABLE'],
    ['a restriction without a basis', { legalBasis: [] }, 'LEGAL_BASIS_MISSING'],
    [
      'a restriction without a longest term',
      { term: { shortestMonths: null, longestMonths: null, openEnded: false } },
      'TERM_MISSING',
    ],
  ])('of %s is refused', (_, change, code) => {
    expect(refusedWith({}, { ...restriction, ...change })).toBe(code);
  });

  test('of an item that does not exist is refused, and so is one on the same determination', () => {
    expect(new Story({ item: null }).refusal(initiator, initiation).code).toBe('ITEM_NOT_FOUND');
    const alike = new Story({ runningAlike: 'm-0' }).refusal(initiator, initiation);
    expect(alike).toMatchObject({ code: 'MEASURE_ALREADY_RUNNING', facts: { running: 'm-0' } });
  });

  test('under an id that is taken is refused', () => {
    expect(initiatedStory().refusal(initiator, initiation).code).toBe('MEASURE_EXISTS');
  });

  test.each<[string, Partial<typeof initiation>, string]>([
    ['without a term', { term: null }, 'TERM_MISSING'],
    ['without a last day', { term: { startsOn: '2026-03-02', endsOn: null } }, 'TERM_MISSING'],
    ['for too short', { term: { startsOn: '2026-03-02', endsOn: '2026-06-01' } }, 'TERM_OUTSIDE_CATALOGUE'],
    ['for too long', { term: { startsOn: '2026-03-02', endsOn: '2029-03-03' } }, 'TERM_OUTSIDE_CATALOGUE'],
    ['with a term that is over', { term: { startsOn: '2026-02-02', endsOn: '2026-03-01' } }, 'COMMAND_INVALID'],
    ['with a term turned round', { term: { startsOn: '2027-03-02', endsOn: '2026-06-02' } }, 'COMMAND_INVALID'],
    ['from before the determination', { term: { startsOn: '2026-02-01', endsOn: '2027-02-01' } }, 'COMMAND_INVALID'],
    ['without evidence', { evidence: [] }, 'EVIDENCE_MISSING'],
    ['without a cause', { cause: ' ' }, 'COMMAND_INVALID'],
    ['with a hash that is none', { evidence: [{ title: '证据', sha256: 'A'.repeat(64) }] }, 'COMMAND_INVALID'],
    [
      'on a record that is not adverse',
      { sourceRecord: { ...initiation.sourceRecord, recordClass: null } },
      'COMMAND_INVALID',
    ],
    [
      'on a determination of tomorrow',
      { determination: { ...initiation.determination, decidedOn: '2026-03-03' } },
      'COMMAND_INVALID',
    ],
    [
      'told to the organisation tomorrow',
      { determination: { ...initiation.determination, notifiedOn: '2026-03-03' } },
      'COMMAND_INVALID',
    ],
  ])('%s is refused', (_, changes, code) => {
    expect(refusedWith(changes)).toBe(code);
  });

  test('accepts the shortest and the longest term to the day', () => {
    expect(initiatedStory({}, { term: { startsOn: '2026-03-02', endsOn: '2026-06-02' } }).measure.status).toBe(
      'NOTIFIED',
    );
    expect(initiatedStory({}, { term: { startsOn: '2026-03-02', endsOn: '2029-03-02' } }).measure.status).toBe(
      'NOTIFIED',
    );
  });

  test('names every fault at once', () => {
    const refusal = new Story().refusal(initiator, {
      ...initiation,
      cause: '',
      evidence: [{ title: '', sha256: 'x' }],
      determination: { ...initiation.determination, decidedOn: '2026-02-30' },
    });
    const fields = (refusal.facts['faults'] as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(['cause', 'evidence[0]', 'evidence[0].title', 'determination.decidedOn']);
  });
});

describe('an incentive', () => {
  const incentive = { ...restriction, kind: 'INCENTIVE', class: null, repairable: false } as const;
  const openEnded = { shortestMonths: null, longestMonths: null, openEnded: true };
  const positive: Said = { ...initiation, term: null, sourceRecord: { ...initiation.sourceRecord, recordClass: null } };

  test('runs without a last day where the catalogue allows it', () => {
    const story = new Story({ item: { ...incentive, term: openEnded } });
    story.give(initiator, positive);
    expect(story.measure.facts.term).toEqual({ startsOn: '2026-03-02', endsOn: null });
  });

  test('needs a term where the catalogue bounds it', () => {
    const story = new Story({ item: { ...incentive, term: { ...openEnded, openEnded: false, longestMonths: 12 } } });
    expect(story.refusal(initiator, positive).code).toBe('TERM_MISSING');
  });
});

describe('who initiates', () => {
  test.each([
    ['an officer of another department', officer('finance')],
    ['the coordinator', coordinator],
    ['the organisation', organisation],
  ])('is not %s', (_, by) => {
    expect(new Story().refusal(by, initiation).code).toBe('ACTION_NOT_ALLOWED');
  });

  test('names as determining department only one that has a part in the item', () => {
    const determination = { ...initiation.determination, department: 'environment' };
    expect(refusedWith({ determination })).toBe('ACTION_NOT_ALLOWED');
    expect(refusedWith({}, { ...restriction, initiatedBy: 'ANY' })).toBe('ACTION_NOT_ALLOWED');
    const own = { ...initiation, determination: { ...determination, file: evidence } };
    const story = new Story({ item: { ...restriction, initiatedBy: 'ANY' } });
    story.give(officer('environment'), own);
    expect(story.measure.facts.initiator).toBe('environment');
  });
});
