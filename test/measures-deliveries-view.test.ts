import type { Caller } from '../subgraphs/measures/state/caller.ts';
import { initiated, initiateOn, useMeasures } from './support/measure-documents.ts';
import { coordinator, officer } from './support/measure-story.ts';

const district = useMeasures();
const operator: Caller = { role: 'operator', id: 'o-1' };
interface Shown {
  readonly deliveryId: string;
  readonly orderId: string;
  readonly state: string;
  readonly dueAt: string | null;
}
const deliveries = async (args = '', by: Caller | null = operator): Promise<Shown[]> => {
  const { data, errors } = await district().ask(
    by,
    `{ orderDeliveries${args} { edges { node { deliveryId orderId state dueAt attempts errorCode channel department measureId } } pageInfo { endCursor } } }`,
  );
  if (errors !== undefined) throw new Error(String(errors[0]!.extensions['code']));
  return (data!['orderDeliveries']!['edges'] as { node: Shown }[]).map(({ node }) => node);
};
const orderIds = (shown: readonly Shown[]) => shown.map(({ orderId }) => orderId);
const redrive = async (deliveryId: string, idempotencyKey = 'k', by: Caller = operator) => {
  const { data } = await district().ask(
    by,
    'mutation R($input: RedriveOrderDeliveryInput!) { redriveOrderDelivery(input: $input) { repeated delivery { orderId state attempts errorCode dueAt } userErrors { code facts { name value } } } }',
    { input: { idempotencyKey, deliveryId } },
  );
  return data!['redriveOrderDelivery']!;
};

/** Of the three orders finance's is given up, housing-construction's has failed once, environment's waits. */
beforeEach(async () => {
  await initiated(district());
  const { database } = district();
  await database.query(
    "UPDATE order_deliveries SET state = 'DEAD', attempts = 9, error_code = 'DEPARTMENT_REFUSED', ended_at = now() WHERE department = 'finance'",
  );
  await database.query(
    "UPDATE order_deliveries SET attempts = 1, error_code = 'DEPARTMENT_BUSY' WHERE department = 'housing-construction'",
  );
});

describe('the operator', () => {
  test('sees what waits, has failed or is given up, oldest first', async () => {
    const shown = await deliveries();
    expect(shown.map(({ orderId, state, dueAt }) => [orderId, state, dueAt !== null])).toEqual([
      ['m-1.finance.1', 'DEAD', false],
      ['m-1.housing-construction.1', 'FAILED', true],
      ['m-1.environment.1', 'WAITING', true],
    ]);
  });

  test('can ask for one state, one department, page by page', async () => {
    await initiated(district(), initiateOn('乙'));
    expect(orderIds(await deliveries('(state: FAILED)'))).toEqual(['m-1.housing-construction.1']);
    expect(orderIds(await deliveries('(state: WAITING)'))).toHaveLength(4);
    expect(orderIds(await deliveries('(department: "finance")'))).toEqual(['m-1.finance.1', 'm-2.finance.1']);
    expect(orderIds(await deliveries('(state: DELIVERED)'))).toEqual([]);
    const { data } = await district().ask(
      operator,
      '{ orderDeliveries(first: 5) { pageInfo { hasNextPage endCursor } } }',
    );
    const { endCursor, hasNextPage } = data!['orderDeliveries']!['pageInfo'] as {
      endCursor: string;
      hasNextPage: boolean;
    };
    expect(hasNextPage).toBe(true);
    expect(orderIds(await deliveries(`(first: 5, after: "${endCursor}")`))).toEqual(['m-2.environment.1']);
  });

  test('sends a given-up order again, once', async () => {
    const [{ deliveryId }] = (await deliveries('(state: DEAD)')) as [Shown];
    const sent = { orderId: 'm-1.finance.1', state: 'WAITING', attempts: 0, errorCode: null };
    expect(await redrive(deliveryId)).toEqual({
      repeated: false,
      delivery: { ...sent, dueAt: expect.any(String) },
      userErrors: [],
    });
    expect(await redrive(deliveryId)).toMatchObject({ repeated: true, delivery: sent });
    expect(await redrive(deliveryId, 'another key')).toMatchObject({
      delivery: null,
      userErrors: [{ code: 'ORDER_DELIVERY_NOT_DEAD', facts: [{ name: 'state', value: 'WAITING' }] }],
    });
  });

  test('is told when there is nothing to send again, and the key stays free', async () => {
    for (const deliveryId of ['0', '999999999999999999999', 'x'])
      expect(await redrive(deliveryId)).toMatchObject({ userErrors: [{ code: 'ORDER_DELIVERY_NOT_FOUND' }] });
    const [{ deliveryId }] = (await deliveries('(state: DEAD)')) as [Shown];
    expect(await redrive(deliveryId)).toMatchObject({ repeated: false, userErrors: [] });
    expect(await redrive('1')).toMatchObject({ userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
  });
});

test('nobody but the operator sees deliveries or sends them again', async () => {
  await expect(deliveries('', null)).rejects.toThrow('TOKEN_MISSING');
  for (const by of [coordinator, officer('finance')]) {
    await expect(deliveries('', by)).rejects.toThrow('VIEW_NOT_ALLOWED');
    expect(await redrive('1', 'k', by)).toMatchObject({ userErrors: [{ code: 'ACTION_NOT_ALLOWED' }] });
  }
});
