import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { composeFolders } from '../../schema/compose-checked.ts';
import { readFolders, type Folder } from '../../schema/compose-folders.ts';
import { fieldOfFolder, sectionTypeOf } from '../../schema/department-names.ts';
import { subgraphsOf } from '../../schema/layout.ts';
import type { MeasureSeen } from '../../subgraphs/eligibility/verdict/measure-seen.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import { loadRepairRules } from '../../subgraphs/measures/rules/repair-rules.ts';
import { buildRecords } from '../../subgraphs/records/build-records.ts';
import { loadLists } from '../../subgraphs/records/lists/load-lists.ts';
import type { RecordGiven, SourceGiven } from '../../subgraphs/records/sections.ts';
import { serveHttp } from '../../subgraphs/serve-http.ts';
import type { Subgraph } from '../../subgraphs/subgraph.ts';
import { serveGateway, type Ask } from './district.ts';
import { departmentFolder } from './small-folders.ts';

export const names = ['court', 'market-regulation', 'state-tax'] as const;
export type Name = (typeof names)[number];

const register: Folder = {
  name: 'register',
  role: 'capability',
  sdl: `
    extend type Organisation {
      "名称 / name"
      name: String @access(level: PUBLIC)
      "已确认 / confirmed"
      nameConfirmed: Boolean! @access(level: PUBLIC)
      "曾用名 / former names"
      formerNames: [String!]! @access(level: PUBLIC)
      "状态 / status"
      status: String @access(level: PUBLIC)
      "成立日期 / established on"
      establishedOn: Date @access(level: PUBLIC)
      "注册号 / registration number"
      registrationNumber: String @access(level: PUBLIC)
    }
    "查询 / queries"
    type Query {
      "组织 / several"
      organisations("代码 / codes" creditCodes: [CreditCode!]! @own): [Organisation] @access(level: PUBLIC)
    }`,
};
const folders: readonly Folder[] = [
  departmentFolder('court', 'court', 'Court'),
  departmentFolder('market-regulation', 'marketRegulation', 'MarketRegulation'),
  departmentFolder('state-tax', 'stateTax', 'StateTax'),
  register,
  readFolders().find(({ name }) => name === 'records')!,
];

export interface SectionSaid {
  readonly source: SourceGiven;
  readonly records: readonly RecordGiven[] | null;
}

/** What everybody says at this moment; a test changes it at will. */
export interface Said {
  sections: Record<Name, SectionSaid>;
  register: Readonly<Record<string, unknown>>;
  measures: readonly MeasureSeen[];
}

/** Ten in the morning, in Anju. */
export const today = '2026-11-24';
const nowMs = Date.parse(`${today}T10:00:00+08:00`);

export const saying = (
  department: Name,
  records: readonly RecordGiven[] | null = [],
  source: Partial<SourceGiven> = {},
): SectionSaid => ({
  records,
  source: {
    department,
    state: records === null ? 'UNAVAILABLE' : 'ANSWERED',
    asOf: records === null ? null : '2026-11-24T01:00:00.000Z',
    freshUntil: null,
    nextExpected: null,
    closedOn: null,
    rejectedRows: 0,
    unlinkedRows: 0,
    unlinkedAdverseRows: 0,
    withheldRows: 0,
    ...source,
  },
});

export const quiet = (): Said => ({
  sections: {
    court: saying('court'),
    'market-regulation': saying('market-regulation'),
    'state-tax': saying('state-tax'),
  },
  register: {
    name: '遂宁市样例青禾粮油有限公司',
    nameConfirmed: true,
    formerNames: ['安居区样例粮站'],
    status: 'ACTIVE',
    establishedOn: '2016-03-15',
    registrationNumber: '510904000001014',
  },
  measures: [],
});

/** An ordinary penalty, done with its decision. */
export const record = (department: Name, changes: Partial<RecordGiven> = {}): RecordGiven => ({
  ...rest,
  id: 'record-1',
  department,
  recordKind: 'PENALTY',
  catalogueItem: '行政管理信息:行政处罚',
  effect: 'ADVERSE',
  severity: 'ORDINARY',
  documentOn: '2025-06-02',
  validFrom: null,
  validUntil: null,
  openEnded: false,
  inForce: true,
  state: 'VALID',
  basis: null,
  endReason: null,
  stated: [],
  ...changes,
});

/** Of a record, what nobody on the stage looks at. */
const rest = {
  rowRef: 'row-1',
  catalogueEdition: '2024',
  severityRule: null,
  documentNumber: '安市监罚〔2025〕7号',
  precision: 'day',
  amount: { yuan: '2000.00', fen: '200000' },
  amountCandidates: [],
  authority: '样例机关',
  linkedBy: 'USCC',
  quality: [],
  remark: null,
  ground: null,
};

export interface Stage extends AsyncDisposable {
  readonly ask: Ask;
  /** How often departments were asked for a section, and measures for anything. */
  readonly asked: { sections: number; measures: number };
  /** Stops the host that serves the departments, where they are elsewhere. */
  killDepartments(): Promise<void>;
}

/** The real records subgraph over a real gateway; three departments and a register say what the test says. */
export async function openStage(said: Said, { elsewhere = false } = {}): Promise<Stage> {
  const asked = { sections: 0, measures: 0 };
  const subgraphs = subgraphsOf(folders, { merged: {} }).map(({ name, sdl }): Subgraph => {
    if (name === 'register') return plain(name, sdl, { Query: registerQueries, Organisation: registerFields(said) });
    if (name !== 'records')
      return plain(name, sdl, { Organisation: sectionOf(name as Name, said, () => (asked.sections += 1)) });
    return buildRecords({
      clock: { now: () => nowMs },
      sdl,
      departments: names,
      repairRules: loadRepairRules(),
      lists: loadLists(),
      measuresOf: async (codes) => {
        asked.measures += 1;
        return new Map(codes.map((code) => [code, said.measures]));
      },
    });
  });
  const host = {
    subgraphs,
    database: undefined as never,
    disclosures: { append: async () => {} },
    recordInvalidation: { drop: async () => {}, raise: async () => {}, reread: async () => {}, trust: () => {} },
    execute: executeOperation,
    close: async () => {},
  };
  const remote = elsewhere ? await serveHttp(host, { host: '127.0.0.1', port: 0 }) : null;
  const urls = remote === null ? [] : names.map((name) => [name, `http://127.0.0.1:${remote.port}/${name}/graphql`]);
  const gateway = await serveGateway(host, composeFolders(folders).supergraphSdl, Object.fromEntries(urls));
  let killed = remote === null;
  const killDepartments = async () => {
    if (!killed) await remote!.close();
    killed = true;
  };
  return {
    ask: gateway.ask,
    asked,
    killDepartments,
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await killDepartments();
    },
  };
}

const registerQueries = {
  organisations: (_: unknown, { creditCodes }: { creditCodes: string[] }) =>
    creditCodes.map((creditCode) => ({ creditCode })),
};

function registerFields(said: Said): Record<string, unknown> {
  const fields = Object.keys(said.register).map((field) => [field, () => said.register[field]] as const);
  return { __resolveReference: (reference: unknown) => reference, ...Object.fromEntries(fields) };
}

function sectionOf(name: Name, said: Said, count: () => void): Record<string, unknown> {
  return {
    __resolveReference: (reference: unknown) => reference,
    [fieldOfFolder(name)]: () => {
      count();
      const { records, source } = said.sections[name];
      return { __typename: sectionTypeOf(name), source, creditRecords: records };
    },
  };
}

function plain(name: string, sdl: string, resolvers: Record<string, unknown>): Subgraph {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  return { name, sdl, schema, createContext: () => ({ errors: [], warnings: [] }) };
}

export const code = '91510904MAXXXX015M';

/** What the stage answers about one organisation. Throws the code of the first error. */
export async function about<Shape>({ ask }: Stage, fields: string, variables = {}, declared = ''): Promise<Shape> {
  const query = `query Ask${declared} { organisations(creditCodes: ["${code}"]) { ${fields} } }`;
  const { data, errors } = await ask(query, variables);
  const [first] = errors;
  if (first !== undefined) throw new Error(`${String(first.extensions['code'])}: ${first.message}`);
  return (data!['organisations'] as unknown as [Shape])[0];
}
