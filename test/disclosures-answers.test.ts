import type { Caller } from '../schema/caller.ts';
import type { CreditCode } from '../schema/credit-code.ts';
import { createHash } from 'node:crypto';
import { keepCatalogue } from '../subgraphs/measures/desk/keep-catalogue.ts';
import { anybody, bearerOf, openDisclosing, type Disclosing, type WrittenDown } from './support/disclosing.ts';
import { initiate } from './support/measure-documents.ts';
import { restriction } from './support/measure-story.ts';

const grain = '91510904MAXXXX015M';
const builder = '9151090420599001XY' as CreditCode;
const nobodyKnows = '91510904205990028Y';
const officer: Caller = { id: 'account-9', role: 'officer', department: 'court', client: 'case-system' };

let opened: Disclosing;
beforeAll(async () => {
  opened = await openDisclosing();
});
afterAll(() => opened[Symbol.asyncDispose]());
beforeEach(() => void opened.written());

/** The one entry that a request leaves behind, and the data that it was about. */
async function entryOf(query: string, variables: Record<string, unknown> = {}, by: Caller | null = officer) {
  const answer = await opened.ask(by, query, variables);
  const entries = opened.written();
  expect(entries).toHaveLength(1);
  return { answer, entry: entries[0]! };
}
const sectionsOf = ({ sections }: WrittenDown) =>
  sections.map(({ department, organisation, state }) => `${organisation} ${department} ${state}`).sort();

describe('an answer about an organisation', () => {
  test('is written down: who, when, by what operation, what it was about, how old, and its digest', async () => {
    const query = `query Look { organisation(creditCode: "${builder}") { name court { creditRecords { documentNumber } } } }`;
    const { answer, entry } = await entryOf(query);
    expect(answer.errors).toEqual([]);
    expect(entry).toMatchObject({
      caller: { role: 'officer', department: 'court', subject: 'account-9', client: 'case-system', creditCode: null },
      purpose: { code: 'DEVELOPMENT_TEST', case: null },
      operation: { name: 'Look', document: createHash('sha256').update(query).digest('hex') },
      organisations: [builder],
      fields: ['Organisation.court', 'Organisation.name'],
      requestId: answer.headers.get('x-request-id'),
      digest: createHash('sha256').update(JSON.stringify(answer.data)).digest('hex'),
      commands: [],
    });
    expect(sectionsOf(entry)).toEqual([`${builder} court ANSWERED`]);
    expect(entry.sections[0]!.asOf).toMatch(/^2026-07-06T/);
    expect(Math.abs(Date.parse(entry.at) - opened.district.clock.now())).toBeLessThan(60_000);
  });

  test('leaves nothing of the data in its entry', async () => {
    const query = `{ organisation(creditCode: "${builder}") { name formerNames registrationNumber court { creditRecords { id rowRef documentNumber authority remark } } } }`;
    const { answer, entry } = await entryOf(query);
    const text = JSON.stringify(entry);
    const values: string[] = [];
    JSON.stringify(answer.data, (_, value: unknown) => {
      if (typeof value === 'string' && value.length > 3) values.push(value);
      return value;
    });
    expect(values.length).toBeGreaterThan(3);
    expect(values.filter((value) => text.includes(value))).toEqual([]);
  });

  test('is as the client asked for it: nothing that the gateway asked beside it is in it', async () => {
    const { answer } = await entryOf(
      `{ organisation(creditCode: "${builder}") { court { creditRecords { effect } } } }`,
    );
    expect(Object.keys(answer.data!)).toEqual(['organisation']);
    expect(Object.keys(answer.data!['organisation']!)).toEqual(['court']);
    expect(answer.text).toMatch(/"court":\{"creditRecords":\[[^}]*\}/);
    expect(answer.text).not.toContain('disclosed');
  });
});

describe('whom an answer is about is found', () => {
  test.each([
    ['under aliases', `{ a: organisation(creditCode: "${builder}") { t: name c: court { s: creditRecords { id } } } }`],
    [
      'through fragments',
      `query { organisation(creditCode: "${builder}") { ...A } } fragment A on Organisation { court { ...B } } fragment B on DepartmentSection { creditRecords { id } }`,
    ],
    [
      'through inline fragments on the section’s own type',
      `{ organisation(creditCode: "${builder}") { ... on Organisation { court { ... on CourtSection { creditRecords { id } } } } } }`,
    ],
    [
      'where the client uses the gateway’s own key',
      `{ organisation(creditCode: "${builder}") { disclosedSubject: name court { disclosedSource: creditRecords { id } } } }`,
    ],
    [
      'among several operations',
      `query Other { departments { name } } query Mine { organisation(creditCode: "${builder}") { court { creditRecords { id } } } }`,
    ],
  ])('%s', async (_, query) => {
    const operationName = query.includes('Mine') ? 'Mine' : undefined;
    const response = await fetch(`${opened.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearerOf(anybody) },
      body: JSON.stringify({ query, operationName }),
    });
    expect(((await response.json()) as { errors?: unknown }).errors).toBeUndefined();
    const [entry] = opened.written();
    expect(entry!.organisations).toEqual([builder]);
    expect(sectionsOf(entry!)).toEqual([`${builder} court ANSWERED`]);
    expect(entry!.caller).toMatchObject({ role: 'analyst' });
  });

  test('in a list, each with its own sections', async () => {
    const { entry } = await entryOf(
      `query ($codes: [CreditCode!]!, $tax: Boolean!) { organisations(creditCodes: $codes) { name court { source { state } } stateTax @include(if: $tax) { source { state } } } }`,
      { codes: [grain, 'not a code', builder], tax: false },
    );
    expect(entry.organisations).toEqual([builder, grain].sort());
    expect(sectionsOf(entry)).toEqual([`${builder} court ANSWERED`, `${grain} court ANSWERED`].sort());
  });

  test('in a search, though only the name that matched was asked for', async () => {
    const { answer, entry } = await entryOf('{ searchOrganisations(name: "宏建") { edges { matchedName } } }');
    expect(answer.data!['searchOrganisations']!['edges']).toEqual([{ matchedName: '遂宁样例宏建建筑工程有限公司' }]);
    expect(entry.organisations).toEqual([builder]);
    expect(entry.fields).toEqual(['OrganisationEdge.matchedName']);
  });

  test('when a department does not answer, or is not connected', async () => {
    await opened.district.standIn('court').setMode('dead');
    try {
      const { entry } = await entryOf(
        `{ organisation(creditCode: "${nobodyKnows}") { court { creditRecords { id } } environment { creditRecords { id } } } }`,
      );
      expect(sectionsOf(entry)).toEqual([
        `${nobodyKnows} court UNAVAILABLE`,
        `${nobodyKnows} environment NOT_CONNECTED`,
      ]);
    } finally {
      await opened.district.standIn('court').setMode('normal');
    }
  });

  test('by a code in any writing, which is written down in its canonical one', async () => {
    const { entry } = await entryOf('query ($code: CreditCode!) { organisation(creditCode: $code) { __typename } }', {
      code: '9151 0904 2059 9001 xy',
    });
    expect(entry.organisations).toEqual([builder]);
  });

  test('by a variable’s own value, though the answer says nothing about it', async () => {
    const query = `query ($code: CreditCode = "${nobodyKnows}") { measures(organisation: $code) { edges { node { status } } } }`;
    const { entry } = await entryOf(query);
    expect(entry.organisations).toEqual([nobodyKnows]);
  });
});

describe('no entry is written', () => {
  test.each([
    ['about departments', '{ departments { name state } }'],
    ['about the catalogue', '{ measureCatalogue { code } }'],
    ['about the schema', '{ __schema { queryType { name } } }'],
    ['for what is refused before it is executed', '{ organisation(creditCode: "x") { nothing } }'],
    ['for what is no code', '{ organisation(creditCode: "12345") { name } }'],
  ])('%s', async (_, query) => {
    await opened.ask(officer, query);
    expect(opened.written()).toEqual([]);
  });
});

describe('measures', () => {
  let measureId: string;
  const court = { ...officer };
  const input = () => ({
    ...initiate({ creditCode: builder, term: { startsOn: '2026-07-06', endsOn: '2027-07-06' } }),
    // The court's own answer is not what these tests are about: this record is on paper.
    sourceRecord: { department: 'environment', recordId: 'record-1', recordClass: 'ORDINARY' },
    idempotencyKey: 'a key of the test',
  });
  const initiateMeasure =
    'mutation Begin($input: InitiateMeasureInput!) { done: initiateMeasure(input: $input) { repeated } }';

  beforeAll(async () => {
    await keepCatalogue(opened.district.host.database, [restriction], '2026-01-01T00:00:00.000Z');
  });

  test('a command is written down with its key’s digest, its measure and its outcome, not its content', async () => {
    const { answer, entry } = await entryOf(initiateMeasure, { input: input() }, court);
    expect(answer.data).toEqual({ done: { repeated: false } });
    expect(entry.commands).toEqual([
      {
        name: 'initiateMeasure',
        key: createHash('sha256').update('a key of the test').digest('hex'),
        measure: expect.any(String),
        outcome: [],
      },
    ]);
    measureId = entry.commands[0]!.measure!;
    expect(entry.organisations).toEqual([builder]);
    expect(entry.measures).toEqual([measureId]);
    expect(JSON.stringify(entry)).not.toContain('有履行能力');
  });

  test('a refused command is written down with the code of its refusal', async () => {
    const { entry } = await entryOf(
      'mutation ($input: WithdrawMeasureInput!) { withdrawMeasure(input: $input) { userErrors { message } } }',
      { input: { idempotencyKey: 'k2', measureId: 'no-such\u0000measure', reason: '已履行' } },
      court,
    );
    expect(entry.commands[0]).toMatchObject({ name: 'withdrawMeasure', outcome: [expect.stringMatching(/^[A-Z_]+$/)] });
  });

  test.each([
    ['a measure', 'query ($id: ID!) { measure(measureId: $id) { m: status } }', ['Measure.status']],
    ['measures of an organisation', `{ organisation(creditCode: "${builder}") { measures { kind } } }`, null],
    ['a page of measures', '{ measures { edges { cursor } } }', ['MeasureEdge.cursor']],
    ['orders', '{ orders(department: "finance") { edges { node { status } } } }', null],
  ])('%s is about its organisation', async (_, query, fields) => {
    const { entry } = await entryOf(query, { id: measureId }, court);
    expect(entry.organisations).toEqual([builder]);
    if (fields !== null) expect(entry.fields).toEqual(fields);
  });

  test('events name their measure only, and the log finds its organisation', async () => {
    const { entry } = await entryOf('{ measureEvents { edges { node { sentenceEn } } } }', {}, court);
    expect(entry).toMatchObject({ organisations: [], measures: [measureId] });
    const [kept] = await opened.district.host.database.query('SELECT organisations FROM disclosure_log WHERE id = $1', [
      entry.id,
    ]);
    expect(kept).toEqual({ organisations: [builder] });
  });
});

describe('a green channel decision', () => {
  const approval: Caller = { id: 'approval-1', role: 'approval' };
  const decide = `mutation ($input: DecideGreenChannelInput!) { decideGreenChannel(input: $input) { request { id } } }`;

  test('is a command about its organisation, and is not taken because the gateway looks', async () => {
    const input = { idempotencyKey: 'green-1', creditCode: builder, matter: 'SP-001' };
    const { answer, entry } = await entryOf(decide, { input }, approval);
    expect(answer.data).toEqual({ decideGreenChannel: { request: { id: expect.any(String) } } });
    expect(entry.organisations).toEqual([builder]);
    expect(entry.commands).toMatchObject([{ name: 'decideGreenChannel', outcome: [] }]);
    const decided = await opened.district.host.database.query('SELECT 1 FROM green_channel_decisions');
    expect(decided).toEqual([]);
  });

  test('that is only looked at is written down as asked of the organisation', async () => {
    const { entry } = await entryOf(
      `{ organisation(creditCode: "${builder}") { greenChannel(matter: "SP-001") { verdict } } }`,
      {},
      approval,
    );
    expect(entry.fields).toContain('Organisation.greenChannel');
    expect(entry.organisations).toEqual([builder]);
  });
});

describe('when the log cannot be written', () => {
  afterEach(() => opened.breakLog(null));

  test('nothing about an organisation is given out', async () => {
    opened.breakLog(new Error('disk full at /var/lib/secret'));
    const answer = await opened.ask(officer, `{ organisation(creditCode: "${builder}") { name } }`);
    expect(answer.status).toBe(503);
    expect(answer.data).toBeNull();
    expect(answer.errors).toMatchObject([{ extensions: { code: 'DISCLOSURE_LOG_UNAVAILABLE' } }]);
    expect(answer.text).not.toMatch(/宏建|secret/);
  });

  test('what is about nobody is still answered, and all is again once it can be written', async () => {
    opened.breakLog(new Error('down'));
    expect((await opened.ask(officer, '{ departments { name } }')).status).toBe(200);
    opened.breakLog(null);
    expect((await opened.ask(officer, `{ organisation(creditCode: "${builder}") { name } }`)).status).toBe(200);
  });

  test('entries that the database itself refuses take no answer with them that it accepts', async () => {
    const { database } = opened.district.host;
    await database.query('ALTER TABLE disclosure_head RENAME TO gone');
    const refused = await opened.ask(officer, `{ organisation(creditCode: "${builder}") { name } }`);
    await database.query('ALTER TABLE gone RENAME TO disclosure_head');
    expect(refused.status).toBe(503);
    const { answer } = await entryOf(`{ organisation(creditCode: "${builder}") { name } }`);
    expect(answer.status).toBe(200);
  });
});
