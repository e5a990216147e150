import type { Desk } from '../subgraphs/measures/desk/desk.ts';
import { openTestDatabase } from './support/database.ts';
import { give, initiate, initiated, initiateOn, see, useMeasures } from './support/measure-documents.ts';
import { officer, subject } from './support/measure-story.ts';
import { openMeasures } from './support/measures-gateway.ts';

const hr = officer('human-resources');
const eventsIn = (done: { measure: { events: { type: string }[] } }) => done.measure.events;
const district = useMeasures();

describe('a command', () => {
  test('under a key that is known changes nothing a second time, and under another meaning is refused', async () => {
    const [measureId] = await initiated(district());
    const asked = { idempotencyKey: 'once', measureId, reason: '已履行' };
    expect(await give(district(), hr, ['withdrawMeasure', asked])).toMatchObject({
      repeated: false,
      measure: { status: 'LIFTED' },
    });
    expect(await give(district(), hr, ['withdrawMeasure', asked])).toMatchObject({
      repeated: true,
      measure: { status: 'LIFTED' },
      userErrors: [],
    });
    expect(await give(district(), hr, ['withdrawMeasure', { ...asked, reason: '其他' }])).toMatchObject({
      measure: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
  });

  test('that is refused says why: code, remedy, every fault and the facts', async () => {
    const [measureId] = await initiated(district());
    const faulty = initiateOn('另一文书', { cause: ' ', evidence: [{ title: '', sha256: 'no' }] });
    expect((await give(district(), hr, ['initiateMeasure', faulty])).userErrors).toEqual([
      expect.objectContaining({
        code: 'COMMAND_INVALID',
        remedy: expect.stringContaining('faults'),
        faults: [
          { field: 'cause', problem: 'is empty' },
          expect.objectContaining({ field: 'evidence[0]' }),
          { field: 'evidence[0].title', problem: 'is empty' },
        ],
        facts: [],
      }),
    ]);
    const term = { startsOn: '2026-03-02', endsOn: '2026-03-20' };
    expect(
      (await give(district(), hr, ['initiateMeasure', initiateOn('另一文书', { term })])).userErrors,
    ).toMatchObject([
      {
        code: 'TERM_OUTSIDE_CATALOGUE',
        faults: [],
        facts: [
          { name: 'shortestMonths', value: '3' },
          { name: 'longestMonths', value: '36' },
        ],
      },
    ]);
    const subjectless = await give(district(), officer('health'), [
      'initiateMeasure',
      initiateOn('另一文书', { creditCode: subject }),
    ]);
    expect(subjectless.userErrors).toMatchObject([
      { code: 'ACTION_NOT_ALLOWED', facts: [{ name: 'initiatedBy[0]', value: 'court' }, { name: 'initiatedBy[1]' }] },
    ]);
    expect(
      (await give(district(), hr, ['acceptRepair', { measureId: 'm-9', repairId: 'x' }])).userErrors,
    ).toMatchObject([{ code: 'MEASURE_NOT_FOUND' }]);
    expect((await see(district(), `{ measure(measureId: "${measureId}") { status } }`))['measure']).toEqual({
      status: 'NOTIFIED',
    });
  });

  test('with a day that is none is told so among the other faults', async () => {
    const notADay = initiate({ determination: { ...initiate().determination, decidedOn: 20260202 } });
    const { userErrors } = await give(district(), hr, ['initiateMeasure', notADay]);
    expect(userErrors).toMatchObject([{ code: 'COMMAND_INVALID', faults: [{ field: 'determination.decidedOn' }] }]);
  });

  test('without a token is an error, and nothing happens', async () => {
    const { data, errors } = await district().ask(
      null,
      'mutation M($input: InitiateMeasureInput!) { initiateMeasure(input: $input) { measure { status } } }',
      { input: initiate() },
    );
    expect(data).toEqual({ initiateMeasure: null });
    expect(errors).toMatchObject([
      { path: ['initiateMeasure'], extensions: { code: 'TOKEN_MISSING', remedy: expect.any(String) } },
    ]);
    expect(await see(district(), '{ measures { edges { cursor } } }')).toEqual({ measures: { edges: [] } });
  });

  test('after another in the same request finds what that one did', async () => {
    const [measureId] = await initiated(district());
    const { data } = await district().ask(
      hr,
      `mutation M($a: WithdrawMeasureInput!) {
        before: requestConsultation(input: { idempotencyKey: "q", measureId: "${measureId}", question: "如何执行" }) { measure { events { type } organisation { measures { status } } } }
        after: withdrawMeasure(input: $a) { measure { events { type } organisation { measures { status } } } } }`,
      { a: { idempotencyKey: 'w', measureId, reason: '已履行' } },
    );
    const typesIn = (at: string) => eventsIn(data![at]!).map(({ type }) => type);
    expect(typesIn('before')).toEqual(['MEASURE_INITIATED', 'ORDERS_ISSUED', 'CONSULTATION_OPENED']);
    expect(typesIn('after').slice(3)).toEqual(['MEASURE_LIFTED', 'ORDERS_ISSUED']);
    expect(data!['after']).toMatchObject({ measure: { organisation: { measures: [{ status: 'LIFTED' }] } } });
  });

  test('that fails in a way nobody foresaw is no refusal, and tells nothing of the inside', async () => {
    const fails = () => Promise.reject(new Error('relation measures at 10.1.2.3'));
    const broken: Desk = { initiate: fails, give: fails, decideItem: fails, giveByItself: fails };
    await using other = await openMeasures(await openTestDatabase(), { desk: broken });
    const { data, errors } = await other.ask(
      hr,
      'mutation { withdrawMeasure(input: { idempotencyKey: "k", measureId: "m", reason: "r" }) { repeated } }',
    );
    expect(data).toEqual({ withdrawMeasure: null });
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_ERROR' } }]);
    expect(JSON.stringify(errors)).not.toContain('10.1.2.3');
  });
});
