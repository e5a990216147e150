import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initiate, initiated, useMeasures } from './support/measure-documents.ts';
import { officer, subject } from './support/measure-story.ts';

const district = useMeasures();
const operations = join(import.meta.dirname, '../schema/operations');
const run = async (document: string, variables: Record<string, unknown>) => {
  const text = readFileSync(join(operations, `${document}.graphql`), 'utf8');
  const { data, errors } = await district().ask(officer('human-resources'), text, variables);
  expect(errors).toBeUndefined();
  return data;
};

describe('the trusted document', () => {
  test('initiate-measure initiates one', async () => {
    expect(await run('initiate-measure', { input: initiate() })).toMatchObject({
      initiateMeasure: { measure: { measureId: 'm-1', implementations: { length: 3 } }, userErrors: [] },
    });
  });

  test.each([
    ['measure', { measureId: 'm-1' }, { measure: { measureId: 'm-1', events: [{ version: 1 }, { version: 2 }] } }],
    [
      'measures-of-organisation',
      { creditCode: subject },
      { organisation: { creditCode: subject, measures: [{ measureId: 'm-1', inForce: false }] } },
    ],
    [
      'worklist',
      { department: 'finance' },
      { orders: { edges: [{ node: { orderId: 'm-1.finance.1', nextStep: { step: 'ACKNOWLEDGE' } } }] } },
    ],
  ])('%s reads what there is', async (document, variables, answer) => {
    await initiated(district());
    expect(await run(document, variables)).toMatchObject(answer);
  });
});
