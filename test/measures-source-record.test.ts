import { createConfirmSource } from '../subgraphs/confirm-source.ts';
import { loadDepartments } from '../subgraphs/connector/load-departments.ts';
import { keepCatalogue } from '../subgraphs/measures/desk/keep-catalogue.ts';
import { createDesk } from '../subgraphs/measures/desk/create-desk.ts';
import type { SourceSeen } from '../subgraphs/measures/state/source-seen.ts';
import { openDisclosing, type Disclosing } from './support/disclosing.ts';
import { onDocument, openDesk, rules } from './support/measure-desk.ts';
import { incentive, initiateOn } from './support/measure-documents.ts';
import { initiation, officer, restriction, Story } from './support/measure-story.ts';

const grain = '91510904MAXXXX015M';
const builder = '9151090420599001XY';
const begin = `mutation ($input: InitiateMeasureInput!) { done: initiateMeasure(input: $input) {
  repeated measure { measureId sourceConfirmed } userErrors { code facts { name value } } } }`;
const by = { id: 'account-9', role: 'officer', department: 'court' } as const;

let opened: Disclosing;
/** The court is asked, the tax office delivers, the environment bureau is not connected. */
beforeAll(async () => {
  opened = await openDisclosing(['court', 'state-tax']);
  const items = [restriction, { ...incentive, appliesTo: 'ALL' as const }];
  await keepCatalogue(opened.district.host.database, items, '2026-01-01T00:00:00.000Z');
});
afterAll(() => opened[Symbol.asyncDispose]());

async function recordsOf(creditCode: string, field: string): Promise<{ id: string; effect: string; state: string }[]> {
  const query = `{ organisation(creditCode: "${creditCode}") { ${field} { creditRecords { id effect state } } } }`;
  const { data } = await opened.ask(by, query);
  return (data!['organisation'] as never)[field]['creditRecords'];
}

let documents = 0;
interface Wanted {
  readonly itemCode?: string;
  readonly creditCode?: string;
  readonly department: string;
  readonly recordId: string;
}

function inputOf({ creditCode = builder, department, itemCode = 'T01', recordId }: Wanted) {
  const input = initiateOn(`(2026)川0904执${(documents += 1)}号`, { creditCode, itemCode });
  return {
    ...input,
    idempotencyKey: `source-${documents}`,
    term: { startsOn: '2026-07-06', endsOn: '2027-07-06' },
    sourceRecord: { department, recordId, recordClass: 'ORDINARY' },
  };
}

/** What came of it: whether the record was confirmed, or why it was refused. */
async function outcomeOf(input: ReturnType<typeof inputOf>) {
  const { data } = await opened.ask(by, begin, { input });
  const { measure, userErrors } = data!['done'] as unknown as {
    measure: { sourceConfirmed: boolean | null } | null;
    userErrors: { code: string; facts: { name: string; value: string }[] }[];
  };
  return measure === null ? userErrors[0]! : measure.sourceConfirmed;
}
const initiate = async (wanted: Wanted) => {
  const outcome = await outcomeOf(inputOf(wanted));
  return outcome !== null && typeof outcome === 'object' ? outcome.code : outcome;
};

describe('the record that a measure is to rest on', () => {
  test('is confirmed where its department has it, whether that is asked or delivers', async () => {
    const [adverse] = await recordsOf(builder, 'court');
    const [positive] = await recordsOf(grain, 'stateTax');
    expect([adverse!.effect, positive!.effect]).toEqual(['ADVERSE', 'POSITIVE']);
    expect(await initiate({ department: 'court', recordId: adverse!.id })).toBe(true);
    const rewarding = { itemCode: 'T02', creditCode: grain };
    expect(await initiate({ ...rewarding, department: 'state-tax', recordId: positive!.id })).toBe(true);
  });

  test('has to be one of this organisation, and of that department', async () => {
    const { id } = (await recordsOf(builder, 'court'))[0]!;
    for (const wanted of [
      { department: 'court', recordId: 'nope' },
      { department: 'state-tax', recordId: 'nope' },
      { department: 'court', recordId: id, creditCode: grain },
      { department: 'state-tax', recordId: id },
    ])
      expect(await initiate(wanted)).toBe('SOURCE_RECORD_NOT_FOUND');
  });

  test('has to be able to cause the measure: nobody is restricted for a good record, or rewarded for a bad one', async () => {
    const [positive] = await recordsOf(grain, 'stateTax');
    const [adverse] = await recordsOf(builder, 'court');
    const restricting = { creditCode: grain, department: 'state-tax', recordId: positive!.id };
    expect(await outcomeOf(inputOf(restricting))).toMatchObject({
      code: 'SOURCE_RECORD_DOES_NOT_FIT',
      facts: expect.arrayContaining([{ name: 'effect', value: 'POSITIVE' }]),
    });
    const rewarding = { itemCode: 'T02', department: 'court', recordId: adverse!.id };
    expect(await initiate(rewarding)).toBe('SOURCE_RECORD_DOES_NOT_FIT');
  });

  test('is taken on the initiator’s word, which is shown, where its department cannot be asked', async () => {
    expect(await initiate({ department: 'environment', recordId: 'on paper' })).toBe(false);
    expect(await initiate({ department: 'an-archive', recordId: 'on paper' })).toBe(false);
  });

  test('is not taken from silence: the same command can be repeated once the department answers', async () => {
    const input = inputOf({ creditCode: '92510904MAXXXX023D', department: 'court', recordId: 'nope' });
    await opened.district.standIn('court').setMode('dead');
    try {
      const refused = await outcomeOf(input);
      expect(refused).toMatchObject({
        code: 'SOURCE_RECORD_UNCONFIRMED',
        facts: expect.arrayContaining([
          { name: 'department', value: 'court' },
          { name: 'retryAt', value: expect.stringMatching(/^2026-07-06T/) },
        ]),
      });
    } finally {
      await opened.district.standIn('court').setMode('normal');
    }
    // The failure is remembered for a moment; a request for now asks all the same.
    const fresh = `{ organisation(creditCode: "92510904MAXXXX023D") { court { source { state } } } }`;
    const deadline = Date.now() + 20_000;
    let state = '';
    while (state !== 'ANSWERED' && Date.now() < deadline)
      state = ((await opened.ask(by, fresh)).data!['organisation'] as never)['court']['source']['state'];
    expect(await outcomeOf(input)).toMatchObject({ code: 'SOURCE_RECORD_NOT_FOUND' });
  });

  test('is found in what was kept while its department is silent', async () => {
    const { id } = (await recordsOf(builder, 'court'))[0]!;
    await opened.district.standIn('court').setMode('dead');
    try {
      expect(await initiate({ department: 'court', recordId: id })).toBe(true);
    } finally {
      await opened.district.standIn('court').setMode('normal');
    }
  });
});

test('where another process serves the department, what it delivered is seen; one that is asked is out of reach', async () => {
  const departments = await loadDepartments();
  const { database } = opened.district.host;
  const confirm = createConfirmSource({ departments, served: [], database, clock: opened.district.clock });
  const [record] = await recordsOf(grain, 'stateTax');
  const source = { recordClass: null, list: null };
  const seen = (department: string, recordId: string) =>
    confirm(initiation.creditCode, { ...source, department, recordId });
  expect(await seen('state-tax', record!.id)).toEqual({ outcome: 'FOUND', effect: 'POSITIVE', state: 'VALID' });
  expect(await seen('state-tax', 'nope')).toEqual({ outcome: 'NOT_FOUND' });
  expect(await seen('court', 'nope')).toEqual({ outcome: 'OUT_OF_REACH' });
});

describe('a decision', () => {
  const found = (effect: 'ADVERSE' | 'POSITIVE' | 'NEUTRAL', state: 'VALID' | 'ENDED' | 'REVOKED') =>
    ({ outcome: 'FOUND', effect, state }) as const;
  const initiator = officer('human-resources');

  test.each([
    ['RESTRICTION', found('ADVERSE', 'VALID'), true],
    ['RESTRICTION', found('ADVERSE', 'ENDED'), true],
    ['RESTRICTION', found('ADVERSE', 'REVOKED'), 'SOURCE_RECORD_DOES_NOT_FIT'],
    ['RESTRICTION', found('NEUTRAL', 'VALID'), 'SOURCE_RECORD_DOES_NOT_FIT'],
    ['INCENTIVE', found('POSITIVE', 'VALID'), true],
    ['INCENTIVE', found('NEUTRAL', 'VALID'), true],
    ['INCENTIVE', found('POSITIVE', 'REVOKED'), 'SOURCE_RECORD_DOES_NOT_FIT'],
    ['INCENTIVE', found('ADVERSE', 'VALID'), 'SOURCE_RECORD_DOES_NOT_FIT'],
  ] as const)('on a %s with %j: %p', (kind, source, outcome) => {
    const story = new Story({ source, item: { ...restriction, kind } });
    if (typeof outcome === 'string') expect(story.refusal(initiator, initiation).code).toBe(outcome);
    else {
      story.give(initiator, initiation);
      expect(story.measure.facts.sourceConfirmed).toBe(outcome);
    }
  });

  test('says nothing of the record where nobody looked, as in events from before this was done', () => {
    const story = new Story();
    const [initiated] = story.give(initiator, initiation);
    expect(initiated).not.toHaveProperty('sourceConfirmed');
    expect(story.measure.facts).not.toHaveProperty('sourceConfirmed');
  });
});

test('a measure from before records were looked for shows that nobody looked', async () => {
  const { database } = opened.district.host;
  const desk = await openDesk(database, {
    clock: {
      ms: opened.district.clock.now(),
      now() {
        return this.ms;
      },
    },
  });
  const { facts } = await desk.initiate({ term: { startsOn: '2026-07-06', endsOn: '2027-07-06' } });
  const { data } = await opened.ask(by, `{ measure(measureId: "${facts.measureId}") { sourceConfirmed } }`);
  expect(data).toEqual({ measure: { sourceConfirmed: null } });
});

test('a repeated command has its first outcome, whatever its department says now', async () => {
  const { clock, host } = opened.district;
  let seen: SourceSeen = { outcome: 'FOUND', effect: 'ADVERSE', state: 'VALID' };
  const desk = createDesk({ database: host.database, clock, rules, confirmSource: async () => seen });
  const term = { startsOn: '2026-07-06', endsOn: '2027-07-06' };
  const command = { ...initiation, ...onDocument(9001), term };
  const giver = { by: officer('human-resources'), idempotencyKey: 'said twice' };
  const first = await desk.initiate(command, giver);
  seen = { outcome: 'SILENT', retryAt: null };
  expect(await desk.initiate(command, giver)).toEqual({ ...first, repeated: true });
  await expect(desk.initiate(command, { ...giver, idempotencyKey: 'said anew' })).rejects.toMatchObject({
    code: 'MEASURE_ALREADY_RUNNING',
  });
});
