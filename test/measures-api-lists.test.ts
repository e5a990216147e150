import { give, incentive, initiated, initiateOn, see, useMeasures } from './support/measure-documents.ts';
import { evidence, officer, organisation, otherSubject, subject } from './support/measure-story.ts';

const district = useMeasures();
const ids = async (args: string): Promise<string[]> => {
  const { measures } = await see(district(), `{ measures${args} { edges { node { measureId } } } }`);
  return (measures!['edges'] as { node: { measureId: string } }[]).map(({ node }) => node.measureId);
};

interface Page {
  readonly edges: { cursor: string; node: { measureId: string } }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
}
const page = async (first: number, after: string | null = null): Promise<Page> => {
  const query = `query P($after: String) { measures(first: ${first}, after: $after) { edges { cursor node { measureId } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const { data, errors } = await district().ask(null, query, { after });
  expect(errors).toBeUndefined();
  return data!['measures'] as unknown as Page;
};

/** One measure a day from 2026-03-02 on, of which the second is on another organisation and the third an incentive. */
async function threeMeasures(): Promise<void> {
  await initiated(district(), initiateOn('甲'));
  district().today = '2026-03-03';
  await initiated(district(), initiateOn('乙', { creditCode: otherSubject }));
  district().today = '2026-03-04';
  const determination = { ...initiateOn('丙').determination, department: 'human-resources' };
  await initiated(
    district(),
    initiateOn('丙', { itemCode: incentive.code, determination, term: { startsOn: '2026-03-04' } }),
  );
}

describe('measures are listed', () => {
  beforeEach(threeMeasures);

  test('newest first', async () => {
    expect(await ids('')).toEqual(['m-3', 'm-2', 'm-1']);
  });

  test.each([
    [`(organisation: "${subject}")`, ['m-3', 'm-1']],
    ['(organisation: " 91510904-maxxxx015m")', ['m-3', 'm-1']],
    ['(department: "court")', ['m-2', 'm-1']],
    ['(department: "human-resources")', ['m-3', 'm-2', 'm-1']],
    ['(department: "human-resources", role: DETERMINER)', ['m-3']],
    ['(department: "health", role: IMPLEMENTER)', ['m-3']],
    ['(department: "health", role: INITIATOR)', []],
    ['(status: [NOTIFIED, LIFTED])', ['m-3', 'm-2', 'm-1']],
    ['(status: [IN_FORCE])', []],
    [`(organisation: "${subject}", department: "finance", status: [NOTIFIED])`, ['m-1']],
  ])('by %s', async (args, found) => {
    expect(await ids(args)).toEqual(found);
  });

  test('by what is overdue today', async () => {
    await give(district(), officer('human-resources'), ['withdrawMeasure', { measureId: 'm-1', reason: '已履行' }]);
    expect(await ids('(overdue: true)')).toEqual([]);
    district().today = '2026-12-01';
    expect(await ids('(overdue: true)')).toEqual(['m-3', 'm-2', 'm-1']);
    expect(await ids('(overdue: false)')).toEqual([]);
  });

  test('page by page, without a gap or a repetition while others are initiated', async () => {
    const newest = await page(1);
    expect(newest.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    await initiated(district(), initiateOn('丁'));
    const rest = await page(2, newest.pageInfo.endCursor);
    expect([...newest.edges, ...rest.edges].map(({ node }) => node.measureId)).toEqual(['m-3', 'm-2', 'm-1']);
    expect(rest.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: rest.edges[0]!.cursor,
      endCursor: rest.edges[1]!.cursor,
    });
    expect((await page(5, rest.pageInfo.endCursor)).edges).toEqual([]);
  });
});

test('measures of many at one moment are paged by their ids', async () => {
  await initiated(district(), ...['甲', '乙', '丙', '丁', '戊'].map((name) => initiateOn(name)));
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo }: Page = await page(2, after);
    found.push(...edges.map(({ node }) => node.measureId));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  expect(found).toEqual(['m-5', 'm-4', 'm-3', 'm-2', 'm-1']);
});

describe('what cannot be asked is refused, with the argument at fault:', () => {
  const cursor = (text: string) => Buffer.from(text).toString('base64url');
  test.each([
    ['first 0', 'measures(first: 0) { edges { cursor } }', 'first'],
    ['first 101', 'orders(department: "court", first: 101) { edges { cursor } }', 'first'],
    ['a role of nobody', 'measures(role: INITIATOR) { edges { cursor } }', 'role'],
    ['no department', 'measures(department: "Court\\u0000") { edges { cursor } }', 'department'],
    ['no department of a worklist', 'orders(department: "") { edges { cursor } }', 'department'],
    ['a text', 'measures(after: "nonsense") { edges { cursor } }', 'after'],
    ['the cursor of a worklist', `measures(after: "${cursor('orders 2026-03-02 o-1')}") { edges { cursor } }`, 'after'],
    [
      'the cursor of measures',
      `orders(department: "court", after: "${cursor('measures 2026-03-02T02:00:00.000Z m-1')}") { edges { cursor } }`,
      'after',
    ],
    [
      'no instant',
      `measures(after: "${cursor('measures 2026-99-02T02:00:00.000Z m-1')}") { edges { cursor } }`,
      'after',
    ],
    ['no day', `orders(department: "court", after: "${cursor('orders 2026-02-30 o')}") { edges { cursor } }`, 'after'],
    ['no id', `measures(after: "${cursor('measures 2026-03-02T02:00:00.000Z ')}") { edges { cursor } }`, 'after'],
  ])('%s', async (_, field, argument) => {
    const { data, errors } = await district().ask(null, `{ ${field} }`);
    expect(Object.values(data!)).toEqual([null]);
    expect(errors).toMatchObject([{ extensions: { code: 'ARGUMENT_INVALID', argument } }]);
  });

  test('an organisation whose code is none', async () => {
    const { errors } = await district().ask(null, '{ measures(organisation: "1") { edges { cursor } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'CREDIT_CODE_INVALID' } }]);
  });
});

describe('an organisation’s measures', () => {
  beforeEach(threeMeasures);
  const of = async (args: string) => {
    const { organisations } = await see(
      district(),
      `{ organisations(creditCodes: ["${subject}", "${otherSubject}", "9151090420599001XY"]) { measures${args} { measureId } } }`,
    );
    return (organisations as unknown as { measures: { measureId: string }[] }[]).map(({ measures }) =>
      measures.map(({ measureId }) => measureId),
    );
  };

  test('are found from it, newest first, with one look at the database for all of them', async () => {
    const looks = jest.spyOn(district().database, 'query');
    expect(await of('')).toEqual([['m-3', 'm-1'], ['m-2'], []]);
    const measures = looks.mock.calls.filter(([text]) => text.includes('FROM measures'));
    looks.mockRestore();
    expect(measures).toHaveLength(1);
  });

  test('are told apart by kind, and by whether they are in force today', async () => {
    expect(await of('(kind: RESTRICTION)')).toEqual([['m-1'], ['m-2'], []]);
    await give(district(), officer('finance'), [
      'reportOutcome',
      { measureId: 'm-1', orderId: 'm-1.finance.1', implemented: { doneOn: '2026-03-04', evidence: [evidence] } },
    ]);
    expect(await of('(inForce: true)')).toEqual([['m-1'], [], []]);
    expect(await of('(inForce: false)')).toEqual([['m-3'], ['m-2'], []]);
    district().today = '2027-03-03';
    expect(await of('(inForce: true)')).toEqual([[], [], []]);
  });

  test('lead back to it', async () => {
    const { measure } = await see(
      district(),
      '{ measure(measureId: "m-2") { organisation { creditCode measures { measureId } } } }',
    );
    expect(measure).toEqual({ organisation: { creditCode: otherSubject, measures: [{ measureId: 'm-2' }] } });
  });

  test('can be objected to by it alone among organisations', async () => {
    const filed = { origin: 'ORGANISATION', ground: 'WRONG_CONTENT', statement: '内容有误' };
    const { userErrors } = await give(district(), organisation, ['fileObjection', { measureId: 'm-2', ...filed }]);
    expect(userErrors).toMatchObject([{ code: 'ACTION_NOT_ALLOWED' }]);
  });
});
