import { Kind, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../subgraphs/measures/desk/desk.ts';
import { openTestDatabase } from './support/database.ts';
import { initiate } from './support/measure-documents.ts';
import { basis, complaint, objectionId, onCatalogue, onMeasures, repairId } from './support/measure-inputs.ts';
import { coordinator, evidence, initiatedStory, officer, restriction, subject } from './support/measure-story.ts';
import { openMeasures, type MeasuresGateway } from './support/measures-gateway.ts';

const taken: { to: string; command: unknown; giver: unknown }[] = [];
/** Takes every command and writes down what it was. */
const listening: Desk = {
  async initiate(command, giver) {
    taken.push({ to: 'new', command, giver });
    return { measure: initiatedStory().measure, repeated: false };
  },
  async give(to, command, giver) {
    taken.push({ to, command, giver });
    return { measure: initiatedStory().measure, repeated: true };
  },
  async decideItem(command, giver) {
    taken.push({ to: command.code, command, giver });
    return { item: restriction, repeated: false };
  },
  giveByItself: () => Promise.reject(new Error('no client gives this')),
};

let district: MeasuresGateway;
beforeAll(async () => {
  district = await openMeasures(await openTestDatabase(), { desk: listening });
});
beforeEach(() => void taken.splice(0));
afterAll(() => district[Symbol.asyncDispose]());

const giver = { by: coordinator, idempotencyKey: '一把钥匙 1' };
async function send(mutation: string, input: Record<string, unknown>, selection: string) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation M($input: ${type}) { done: ${mutation}(input: $input) { ${selection} repeated userErrors { code } } }`;
  return district.ask(coordinator, query, { input: { idempotencyKey: giver.idempotencyKey, ...input } });
}
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a mutation hands the desk what the client wrote', () => {
  test.each(onMeasures)('%s %j', async (mutation, input, command) => {
    const { data, errors } = await send(mutation, { measureId: 'm-1', ...input }, 'measure { measureId }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ done: { measure: { measureId: 'm-1' }, repeated: true, userErrors: [] } });
    expect(plain(taken)).toEqual([{ to: 'm-1', command: { type: mutation, ...command }, giver }]);
  });

  test.each(onCatalogue)('%s %j', async (mutation, input, command) => {
    const { data, errors } = await send(mutation, { code: 'T01', ...input }, 'item { code enabled }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ done: { item: { code: 'T01', enabled: true }, repeated: false, userErrors: [] } });
    expect(plain(taken)).toEqual([{ to: 'T01', command: { code: 'T01', ...command }, giver }]);
  });

  test('initiateMeasure, its credit code in canonical form and what was left out null', async () => {
    const { idempotencyKey: _, ...input } = initiate({ creditCode: ' 91510904-maxxxx015m ' });
    await send('initiateMeasure', input, 'measure { measureId }');
    const { sourceRecord } = initiate();
    const command = { ...input, type: 'initiateMeasure', creditCode: subject, proportionality: null };
    expect(plain(taken)).toEqual([
      { to: 'new', command: { ...command, sourceRecord: { ...sourceRecord, list: null } }, giver },
    ]);
  });

  test('all of them: the list above lacks none', () => {
    const sdl = readFileSync(join(import.meta.dirname, '../subgraphs/measures/schema.graphql'), 'utf8');
    const roots = parse(sdl).definitions.filter(
      (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION,
    );
    const offered = roots
      .filter(({ name }) => name.value === 'Mutation')
      .flatMap(({ fields = [] }) => fields.map(({ name }) => name.value));
    const tried = [...onMeasures, ...onCatalogue].map(([mutation]) => mutation);
    expect(offered.toSorted()).toEqual([...new Set([...tried, 'initiateMeasure', 'redriveOrderDelivery'])].toSorted());
  });
});

describe('what cannot be a command never reaches the desk', () => {
  const faultOf = async (mutation: string, input: Record<string, unknown>) => {
    const { data } = await district.ask(
      officer('court'),
      `mutation M($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { done: ${mutation}(input: $input) { userErrors { code faults { field problem } } } }`,
      { input: { idempotencyKey: 'k', ...input } },
    );
    expect(taken).toEqual([]);
    return data!['done']!['userErrors'] as { code: string; faults: { field: string; problem: string }[] }[];
  };
  const decide = { measureId: 'm-1', objectionId, reasons: 'r' };
  test.each<[string, string, Record<string, unknown>, string[]]>([
    ['neither way of an outcome', 'reportOutcome', { measureId: 'm', orderId: 'o' }, ['implemented, declined']],
    [
      'both ways of an outcome',
      'reportOutcome',
      { measureId: 'm', orderId: 'o', implemented: { doneOn: '2026-03-02' }, declined: { reason: 'r' } },
      ['implemented, declined'],
    ],
    ['neither way of a repair', 'decideRepair', { measureId: 'm', repairId, reasons: 'r' }, ['granted, denied']],
    [
      'a correction that says nothing',
      'decideObjection',
      { ...decide, decision: 'CORRECTED' },
      ['correction', 'effect'],
    ],
    [
      'a correction with another decision',
      'decideObjection',
      { ...decide, decision: 'WITHDRAWN', correction: 'c' },
      ['correction'],
    ],
    [
      'a reduced term without its day',
      'decideObjection',
      { ...decide, decision: 'CORRECTED', correction: 'c', effect: { kind: 'REDUCED' } },
      ['effect.endsOn'],
    ],
    [
      'unprintable signs, wherever they stand',
      'raiseDoubt',
      { measureId: 'm', ...complaint, statement: 'a\u0000', evidence: [{ ...evidence, title: '\ud800' }] },
      ['statement', 'evidence[0].title'],
    ],
    [
      'impossible bounds of a term',
      'enableCatalogueItem',
      {
        code: 'T03',
        legalBasis: [basis],
        term: { shortestMonths: -1, longestMonths: 1201 },
        enabledFrom: '2026-04-01',
        reason: 'r',
        evidence: [evidence],
      },
      ['term.shortestMonths', 'term.longestMonths'],
    ],
  ])('%s', async (_, mutation, input, fields) => {
    const [error, ...others] = await faultOf(mutation, input);
    expect(others).toEqual([]);
    expect(error!.code).toBe('COMMAND_INVALID');
    expect(error!.faults.map(({ field }) => field)).toEqual(fields);
  });

  test.each(['', '   ', 'a\nb', 'k'.repeat(201), 'k\u0000'])('the key %j', async (idempotencyKey) => {
    const errors = await faultOf('acceptRepair', { measureId: 'm', repairId, idempotencyKey });
    expect(errors).toEqual([{ code: 'IDEMPOTENCY_KEY_INVALID', faults: [] }]);
  });

  test('a credit code that cannot be one', async () => {
    const errors = await faultOf('initiateMeasure', initiate({ creditCode: '91510904MAXXXX0150' }));
    expect(errors).toEqual([{ code: 'CREDIT_CODE_INVALID', faults: [] }]);
  });
});
