import type { CatalogueItem } from '../../subgraphs/measures/catalogue/catalogue-item.ts';
import type { Caller } from '../../subgraphs/measures/state/caller.ts';
import { openTestDatabase } from './database.ts';
import { keepCatalogue } from '../../subgraphs/measures/desk/keep-catalogue.ts';
import { evidence, officer, restriction, subject } from './measure-story.ts';
import { openMeasures, type MeasuresGateway } from './measures-gateway.ts';

export const refusal = 'repeated userErrors { code message remedy faults { field problem } facts { name value } }';

/** Input of initiateMeasure, as a client writes it. */
export const initiate = (changes: Record<string, unknown> = {}) => ({
  idempotencyKey: `key-${(keys += 1)}`,
  creditCode: subject,
  itemCode: 'T01',
  determination: {
    department: 'court',
    documentNumber: '(2026)川0904执12号',
    decidedOn: '2026-02-02',
    notifiedOn: '2026-02-05',
    file: evidence,
  },
  sourceRecord: { department: 'court', recordId: 'record-1', recordClass: 'ORDINARY' },
  cause: '有履行能力而拒不履行',
  evidence: [evidence],
  term: { startsOn: '2026-03-02', endsOn: '2027-03-02' },
  ...changes,
});

/** The same on another determination, so that it may run beside the first. */
export const initiateOn = (documentNumber: string, changes: Record<string, unknown> = {}) =>
  initiate({ determination: { ...initiate().determination, documentNumber }, ...changes });

export const incentive: CatalogueItem = {
  ...restriction,
  code: 'T02',
  kind: 'INCENTIVE',
  class: null,
  title: '行政审批绿色通道',
  initiatedBy: 'ANY',
  implementedBy: ['health'],
  appliesTo: 'ALL',
  term: { shortestMonths: null, longestMonths: null, openEnded: true },
  repairable: false,
};
export const disabled: CatalogueItem = {
  ...restriction,
  code: 'T03',
  enabledFrom: null,
  legalBasis: [{ title: '某法', article: null, edition: null, verified: false }],
};

let keys = 0;

/** A gateway for the tests of one file: before each of them three items in its catalogue, and no measure yet. */
export function useMeasures(): () => MeasuresGateway {
  let opened: MeasuresGateway;
  beforeAll(async () => {
    opened = await openMeasures(await openTestDatabase());
  });
  beforeEach(async () => {
    opened.today = '2026-03-02';
    opened.initiated = 0;
    await opened.database.query(
      'TRUNCATE measures, measure_events, measure_parts, measure_orders, order_deliveries, measure_commands, catalogue_items CASCADE',
    );
    await keepCatalogue(opened.database, [restriction, incentive, disabled], '2026-03-02T02:00:00.000Z');
  });
  afterAll(() => opened[Symbol.asyncDispose]());
  return () => opened;
}

/** Asks without a token what must be answered without an error. */
export async function see(at: MeasuresGateway, query: string): Promise<Record<string, never>> {
  const { data, errors } = await at.ask(null, query);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data!;
}

export interface Payload {
  readonly measure: Record<string, never> | null;
  readonly repeated: boolean;
  readonly userErrors: readonly { code: string; remedy: string; faults: unknown[]; facts: unknown[] }[];
}

/** Gives one command, by the name of its mutation; the input gets a key of its own unless it has one. */
export async function give(
  at: MeasuresGateway,
  by: Caller | null,
  [mutation, input]: readonly [string, Record<string, unknown>],
  selection = 'measureId status',
): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const { data, errors } = await at.ask(
    by,
    `mutation M($input: ${type}) { done: ${mutation}(input: $input) { ${selection === '' ? '' : `measure { ${selection} }`} ${refusal} } }`,
    { input: { idempotencyKey: `key-${(keys += 1)}`, ...input } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data!['done']!;
}

/** Initiates measures one after the other; gives their ids. */
export async function initiated(at: MeasuresGateway, ...inputs: Record<string, unknown>[]): Promise<string[]> {
  const ids: string[] = [];
  for (const input of inputs.length === 0 ? [initiate()] : inputs) {
    const { measure, userErrors } = await give(at, officer('human-resources'), ['initiateMeasure', input]);
    if (measure === null) throw new Error(JSON.stringify(userErrors));
    ids.push(measure['measureId']!);
  }
  return ids;
}
