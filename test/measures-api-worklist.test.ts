import { give, initiated, initiateOn, see, useMeasures } from './support/measure-documents.ts';
import { evidence, officer } from './support/measure-story.ts';

const district = useMeasures();
interface Page {
  readonly edges: { node: { orderId: string } }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
const pageOf = async (args: string): Promise<Page> => {
  const { orders } = await see(
    district(),
    `{ orders(department: "finance"${args}) { edges { node { orderId } } pageInfo { hasNextPage endCursor } } }`,
  );
  return orders as unknown as Page;
};
const worklist = async (args = '') => (await pageOf(args)).edges.map(({ node }) => node.orderId);
const finance = officer('finance');
const order = (measureId: string, number = 1) => ({ measureId, orderId: `${measureId}.finance.${number}` });
const acknowledge = (measureId: string, number = 1) =>
  give(district(), finance, ['acknowledgeOrder', order(measureId, number)]);
const report = (measureId: string, doneOn: string, number = 1) =>
  give(district(), finance, [
    'reportOutcome',
    { ...order(measureId, number), implemented: { doneOn, evidence: [evidence] } },
  ]);

/** Initiated on three days that follow each other; an order is to be acknowledged on the next one. */
beforeEach(async () => {
  for (const [today, name] of [
    ['2026-03-02', '甲'],
    ['2026-03-03', '乙'],
    ['2026-03-04', '丙'],
  ] as const) {
    district().today = today;
    await initiated(district(), initiateOn(name));
  }
});

test('a department’s worklist has the most urgent first, whichever was given first', async () => {
  expect(await worklist()).toEqual(['m-1.finance.1', 'm-2.finance.1', 'm-3.finance.1']);
  await acknowledge('m-1');
  // Acknowledged, it waits for the report, which is due later than the others' acknowledgements.
  expect(await worklist()).toEqual(['m-2.finance.1', 'm-3.finance.1', 'm-1.finance.1']);
});

test('what is done leaves it, and an order that follows enters it', async () => {
  await report('m-2', '2026-03-04');
  expect(await worklist()).toEqual(['m-1.finance.1', 'm-3.finance.1']);
  await give(district(), officer('human-resources'), ['withdrawMeasure', { measureId: 'm-2', reason: '已履行' }]);
  expect(await worklist()).toContain('m-2.finance.2');
  const { orders } = await see(
    district(),
    '{ orders(department: "finance", states: [IMPLEMENTED]) { edges { node { orderId kind doneOn nextStep { key } measure { measureId status } } } } }',
  );
  expect(orders).toEqual({
    edges: [
      {
        node: {
          orderId: 'm-2.finance.1',
          kind: 'APPLY',
          doneOn: '2026-03-04',
          nextStep: null,
          measure: { measureId: 'm-2', status: 'LIFTED' },
        },
      },
    ],
  });
});

test('it can be asked by status and by what is overdue', async () => {
  await acknowledge('m-1');
  expect(await worklist(', states: [ACKNOWLEDGED]')).toEqual(['m-1.finance.1']);
  expect(await worklist(', states: [PENDING, DELIVERED]')).toEqual(['m-2.finance.1', 'm-3.finance.1']);
  expect(await worklist(', overdue: true')).toEqual([]);
  district().today = '2026-03-05';
  expect(await worklist(', overdue: true')).toEqual(['m-2.finance.1']);
  expect(await worklist(', overdue: false')).toEqual(['m-3.finance.1', 'm-1.finance.1']);
});

test('its pages neither skip nor repeat, also among orders that wait for nothing', async () => {
  await report('m-1', '2026-03-04');
  await report('m-2', '2026-03-04');
  const states = ', states: [PENDING, IMPLEMENTED]';
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page: Page = await pageOf(`${states}, first: 1${after === null ? '' : `, after: "${after}"`}`);
    found.push(...page.edges.map(({ node }) => node.orderId));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(found).toEqual(['m-3.finance.1', 'm-1.finance.1', 'm-2.finance.1']);
});

test('it is each department’s own', async () => {
  const { orders } = await see(
    district(),
    '{ orders(department: "health") { edges { cursor } pageInfo { endCursor } } }',
  );
  expect(orders).toEqual({ edges: [], pageInfo: { endCursor: null } });
});
