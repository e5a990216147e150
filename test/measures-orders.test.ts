import {
  acceptedObjection,
  declined,
  gateway,
  implemented,
  initiatedStory,
  officer,
  typesOf,
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
