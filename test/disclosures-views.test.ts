import type { Caller } from '../schema/caller.ts';
import type { CreditCode } from '../schema/credit-code.ts';
import { usualDisclosures } from '../subgraphs/disclosures/settings.ts';
import { entry, type EntryChanges } from './support/disclosure-log.ts';
import { openDisclosing, type Disclosing } from './support/disclosing.ts';
import { noFiles } from './support/district.ts';

const grain = '91510904MAXXXX015M' as CreditCode;
const builder = '9151090420599001XY' as CreditCode;
const supervisor: Caller = { id: 's-1', role: 'supervisor' };
const ofCourt: Caller = { id: 'c-1', role: 'officer', department: 'court' };
const representative: Caller = { id: 'r-1', role: 'representative', creditCode: grain };

const fields = `number organisations organisationCount at kind role department system officer purpose caseNumber
  operation document fields sections { department state asOf organisations } rights
  commands { name measureId key outcome } digest hiddenUntil requestId`;

interface Seen {
  readonly requestId: string;
  readonly organisations: readonly string[];
  readonly organisationCount: number;
  readonly [field: string]: unknown;
}

let opened: Disclosing;
const write = (id: string, changes: EntryChanges) =>
  opened.district.host.disclosures.append(entry(id, { purpose: null, ...changes }));
const sometime = (day: string) => `${day}T02:00:00.000Z`;

beforeAll(async () => {
  opened = await openDisclosing([], {
    settings: {
      databaseUrl: null,
      dataDir: null,
      registerMapping: null,
      files: noFiles,
      webhooks: {},
      demo: true,
      demoClock: 'demo',
      demoPort: 0,
      departments: {},
      disclosures: { ...usualDisclosures, hiddenPurposes: ['INVESTIGATION'], bulkAbove: 3 },
    },
  });
  const tax = { role: 'officer', department: 'state-tax', creditCode: null, subject: 'tax-7', client: 'tax-system' };
  await write('first', { at: sometime('2026-06-01'), organisations: [grain] });
  await write('by tax', { at: sometime('2026-06-02'), caller: tax, purpose: { code: 'LICENSING', case: 'X-1' } });
  await write('hidden', { at: sometime('2026-07-01'), purpose: { code: 'INVESTIGATION', case: 'secret-1' } });
  await write('long ago', { at: sometime('2026-02-01'), purpose: { code: 'INVESTIGATION', case: 'old-1' } });
  await write('of another', { at: sometime('2026-06-03'), organisations: [builder], sections: [] });
  await write('bulk', {
    at: sometime('2026-06-04'),
    organisations: ['91510904205990028Y', builder, grain, '52510904MJXXXX0421'],
    sections: [
      { organisation: grain, department: 'court', state: 'ANSWERED', asOf: '2026-06-04T01:00:00.000Z' },
      { organisation: builder, department: 'court', state: 'ANSWERED', asOf: '2026-06-03T01:00:00.000Z' },
    ],
  });
  await write('two', {
    at: sometime('2026-06-05'),
    organisations: [builder, grain],
    sections: [
      { organisation: grain, department: 'court', state: 'ANSWERED', asOf: null },
      { organisation: builder, department: 'court', state: 'STALE', asOf: null },
    ],
    commands: [{ name: 'withdrawMeasure', key: 'k', measure: 'm-of-another', outcome: ['ACTION_NOT_ALLOWED'] }],
  });
}, 60_000);
afterAll(() => opened[Symbol.asyncDispose]());

async function look(by: Caller | null, args = '(first: 50)'): Promise<readonly Seen[]> {
  const { data, errors } = await opened.ask(by, `{ disclosures${args} { edges { node { ${fields} } } } }`);
  expect(errors).toEqual([]);
  const { edges } = data!['disclosures']! as unknown as { edges: { node: Seen }[] };
  // Looking here is written down as well, and seen by the next one.
  return edges.map(({ node }) => node).filter(({ requestId }) => requestId.startsWith('request-'));
}
const idsOf = (seen: readonly Seen[]) => seen.map(({ requestId }) => requestId.replace('request-', ''));

test('the supervisor sees all of it, newest first, with what is hidden from the organisation', async () => {
  const seen = await look(supervisor);
  expect(idsOf(seen)).toEqual(['two', 'bulk', 'of another', 'long ago', 'hidden', 'by tax', 'first']);
  expect(seen.find(({ requestId }) => requestId === 'request-hidden')).toMatchObject({
    officer: 'account-9',
    purpose: 'INVESTIGATION',
    caseNumber: 'secret-1',
    hiddenUntil: '2026-09-29T02:00:00.000Z',
    kind: 'READ',
  });
});

test('an officer sees what the staff of the own department looked at', async () => {
  const ofTax: Caller = { id: 't-1', role: 'officer', department: 'state-tax' };
  const seen = await look(ofTax);
  expect(idsOf(seen)).toEqual(['by tax']);
  expect(seen[0]).toMatchObject({ officer: 'tax-7', caseNumber: 'X-1', system: 'tax-system', organisations: [grain] });
  expect(idsOf(await look(ofCourt))).not.toContain('by tax');
});

describe('the organisation’s representative', () => {
  test('sees which office looked at it, through which system, when and why, but not which person', async () => {
    const seen = await look(representative);
    expect(idsOf(seen)).toEqual(['two', 'bulk', 'long ago', 'by tax', 'first']);
    expect(seen.find(({ requestId }) => requestId === 'request-by tax')).toMatchObject({
      at: '2026-06-02T02:00:00.000Z',
      department: 'state-tax',
      system: 'tax-system',
      purpose: 'LICENSING',
      caseNumber: null,
      officer: null,
    });
  });

  test('is not shown an investigation while it is hidden, and is once that is over', async () => {
    const ids = idsOf(await look(representative));
    expect(ids).not.toContain('hidden');
    expect(ids).toContain('long ago');
  });

  test('learns from a read about several nothing about the others', async () => {
    const seen = await look(representative);
    expect(seen.every(({ organisations }) => organisations.length === 1 && organisations[0] === grain)).toBe(true);
    expect(seen[1]).toMatchObject({ kind: 'BULK', organisationCount: 4 });
    expect(seen[0]!['sections']).toEqual([{ department: 'court', state: 'ANSWERED', asOf: null, organisations: 1 }]);
    expect(seen[0]!['commands']).toEqual([
      { name: 'withdrawMeasure', measureId: null, key: null, outcome: ['ACTION_NOT_ALLOWED'] },
    ]);
  });

  test('is refused those of another organisation, and gets its own from its own organisation', async () => {
    const asked = `{ other: organisation(creditCode: "${builder}") { disclosures { edges { cursor } } }
      own: organisation(creditCode: "${grain}") { disclosures(first: 1) { edges { node { organisations } } pageInfo { hasNextPage } } } }`;
    const { data, errors } = await opened.ask(representative, asked);
    expect(errors).toMatchObject([{ path: ['other'], extensions: { code: 'UNAUTHORIZED_FIELD' } }]);
    expect(data).toEqual({
      other: null,
      own: { disclosures: { edges: [{ node: { organisations: [grain] } }], pageInfo: { hasNextPage: true } } },
    });
  });
});

test('a bulk read is one entry with its list, and is found through each organisation', async () => {
  const seen = await look(supervisor, `(organisation: "52510904MJXXXX0421")`);
  expect(idsOf(seen)).toEqual(['bulk']);
  expect(seen[0]).toMatchObject({
    kind: 'BULK',
    organisationCount: 4,
    sections: [{ department: 'court', state: 'ANSWERED', asOf: '2026-06-03T01:00:00.000Z', organisations: 2 }],
  });
});

test.each<[string, Caller, string]>([
  ['a clerk', { id: 'k-1', role: 'clerk' }, 'DISCLOSURES_NOT_ALLOWED'],
  ['an analyst', { id: 'a-1', role: 'analyst' }, 'DISCLOSURES_NOT_ALLOWED'],
  ['an operator', { id: 'o-1', role: 'operator' }, 'UNAUTHORIZED_FIELD'],
])('%s is shown none', async (_, by, code) => {
  const { data, errors } = await opened.ask(by, '{ disclosures { edges { cursor } } }');
  expect(data).toEqual({ disclosures: null });
  expect(errors).toMatchObject([{ extensions: { code } }]);
});

test('days are those of Asia/Shanghai, both included, and pages neither skip nor repeat', async () => {
  const between = 'from: "2026-06-02", to: "2026-06-04"';
  expect(idsOf(await look(supervisor, `(${between})`))).toEqual(['bulk', 'of another', 'by tax']);
  const found: string[] = [];
  let after: string | null = null;
  do {
    const args: string = `(first: 1, ${between}${after === null ? '' : `, after: "${after}"`})`;
    const { data } = await opened.ask(
      supervisor,
      `{ disclosures${args} { edges { node { requestId } } pageInfo { hasNextPage endCursor } } }`,
    );
    const { edges, pageInfo } = data!['disclosures']! as unknown as {
      edges: { node: Seen }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    found.push(...idsOf(edges.map(({ node }) => node)));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  expect(found).toEqual(['bulk', 'of another', 'by tax']);
});

test.each([
  ['(from: "2026-02-30")', 'from'],
  ['(to: "yesterday")', 'to'],
  ['(first: 0)', 'first'],
  ['(first: 101)', 'first'],
  ['(after: "bm9uZQ")', 'after'],
])('disclosures%s is refused by name', async (args, argument) => {
  const { errors } = await opened.ask(supervisor, `{ disclosures${args} { edges { cursor } } }`);
  expect(errors).toMatchObject([{ extensions: { code: 'ARGUMENT_INVALID', argument } }]);
});

test('looking at who looked is itself written down', async () => {
  opened.written();
  await opened.ask(
    representative,
    `{ organisation(creditCode: "${grain}") { disclosures { edges { node { at } } } } }`,
  );
  expect(opened.written()).toMatchObject([
    { caller: { role: 'representative', creditCode: grain }, organisations: [grain] },
  ]);
});
