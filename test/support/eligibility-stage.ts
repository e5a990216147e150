import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import { readFolders, type Folder } from '../../schema/compose-folders.ts';
import { fieldOfFolder, sectionTypeOf } from '../../schema/department-names.ts';
import { subgraphsOf, type Layout } from '../../schema/layout.ts';
import { buildEligibility } from '../../subgraphs/eligibility/build-eligibility.ts';
import type { Random } from '../../subgraphs/eligibility/decisions/receipt.ts';
import type { MeasuresOf } from '../../subgraphs/eligibility/eligibility-parts.ts';
import { loadMatters } from '../../subgraphs/eligibility/matters/load-matters.ts';
import { loadGreenChannelRules } from '../../subgraphs/eligibility/rules/load-rules.ts';
import type { OrganisationSeen, SectionSeen } from '../../subgraphs/eligibility/verdict/input.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import { serveHttp, type ServedHttp } from '../../subgraphs/serve-http.ts';
import type { Subgraph } from '../../subgraphs/subgraph.ts';
import { asked } from './green-channel-evidence.ts';
import { court, stateTax } from './small-folders.ts';
import { serveGateway, type Ask } from './district.ts';

const register: Folder = {
  name: 'register',
  role: 'capability',
  sdl: `
    extend type Organisation {
      "状态 / status"
      status: String @access(level: PUBLIC)
      "成立日期 / established on"
      establishedOn: Date @access(level: PUBLIC)
    }
    "查询 / queries"
    type Query {
      "一个组织 / one"
      organisation("代码 / code" creditCode: CreditCode! @own): Organisation @access(level: PUBLIC)
    }`,
};
const eligibility = readFolders().find(({ name }) => name === 'eligibility')!;
const folders = [court, stateTax, register, eligibility];

/** What everybody says at this moment; a test changes it at will. */
export interface Said {
  nowMs: number;
  caller: Caller | null;
  organisation: OrganisationSeen;
  readonly sections: Record<string, SectionSeen>;
  measures: Awaited<ReturnType<MeasuresOf>>;
}

export interface Stage extends AsyncDisposable {
  readonly ask: Ask;
  /** Stops the host that serves the departments elsewhere. */
  killDepartments(): Promise<void>;
  /** How often a department was asked for sections. */
  readonly asked: () => number;
}

export const whole = (department: string): SectionSeen => ({
  department,
  source: {
    state: 'ANSWERED',
    asOf: '2026-11-24T01:00:00.000Z',
    nextExpected: null,
    rejectedRows: 0,
    unlinkedRows: 0,
    unlinkedAdverseRows: 0,
    withheldRows: 0,
  },
  creditRecords: [],
});

export const clean = (): Said => ({
  nowMs: asked.nowMs,
  caller: { role: 'approval', id: 'approval-1' },
  organisation: { status: 'ACTIVE', establishedOn: '2015-04-01' },
  sections: { court: whole('court'), 'state-tax': whole('state-tax') },
  measures: new Map(),
});

export interface StageOptions {
  readonly layout?: Layout;
  /** The departments are served by another host, over HTTP. */
  readonly elsewhere?: boolean;
  readonly random?: Random;
}

/** Draws the same numbers on every stage. */
function countingDraw(): Random {
  let drawn = 0;
  return (below) => (drawn += 7) % below;
}

const nothing = async () => {};

/** The real eligibility over a real gateway; two departments and a register say what the test says. */
export async function openStage(
  database: Database,
  said: Said,
  { layout = { merged: {} }, elsewhere = false, random = countingDraw() }: StageOptions = {},
): Promise<Stage> {
  let calls = 0;
  const sources = subgraphsOf(folders, layout);
  const subgraphs = sources.map(({ folders: own, name, sdl }): Subgraph => {
    if (name !== 'eligibility') return stub(name, sdl, own, { said, count: () => (calls += 1) });
    const built = buildEligibility({
      database,
      clock: { now: () => said.nowMs },
      sdl,
      departments: ['court', 'state-tax'],
      measuresOf: async () => said.measures,
      random,
      newId: () => crypto.randomUUID(),
      rules: loadGreenChannelRules(),
      matters: loadMatters(),
      limits: [],
      batchShare: 0.5,
    });
    return { ...built, createContext: (request) => built.createContext({ ...request, caller: said.caller }) };
  });
  const disclosures = { append: async () => {} };
  const recordInvalidation = { drop: nothing, raise: nothing, reread: nothing, trust: () => {} };
  const host = { subgraphs, database, disclosures, recordInvalidation, execute: executeOperation, close: nothing };
  const remote = elsewhere ? await serveHttp(host, { host: '127.0.0.1', port: 0 }) : null;
  const urls =
    remote === null
      ? {}
      : urlsOf(
          remote,
          sources.map(({ name }) => name),
        );
  const gateway = await serveGateway(host, composeFolders(folders, layout).supergraphSdl, urls);
  let killed = false;
  const killDepartments = async () => {
    if (!killed) await remote?.close();
    killed = true;
  };
  return {
    ask: gateway.ask,
    killDepartments,
    asked: () => calls,
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await killDepartments();
    },
  };
}

function urlsOf({ port }: ServedHttp, names: readonly string[]): Record<string, string> {
  const departments = names.filter((name) => name !== 'register' && name !== 'eligibility');
  return Object.fromEntries(departments.map((name) => [name, `http://127.0.0.1:${port}/${name}/graphql`]));
}

interface Telling {
  readonly said: Said;
  readonly count: () => void;
}

function stub(name: string, sdl: string, own: readonly string[], { count, said }: Telling): Subgraph {
  const departments = own.filter((one) => one !== 'register');
  const sections = departments.map((department) => [
    fieldOfFolder(department),
    () => {
      count();
      const { creditRecords, source } = said.sections[department]!;
      return {
        __typename: sectionTypeOf(department),
        source: { ...source, department },
        recordsOnFile: creditRecords?.map((record) => ({ ...record, department })),
      };
    },
  ]);
  const registered = own.includes('register')
    ? { status: () => said.organisation.status, establishedOn: () => said.organisation.establishedOn }
    : {};
  const resolvers = {
    ...(own.includes('register')
      ? { Query: { organisation: (_: unknown, { creditCode }: { creditCode: string }) => ({ creditCode }) } }
      : {}),
    Organisation: {
      __resolveReference: (reference: unknown) => reference,
      ...registered,
      ...Object.fromEntries(sections),
    },
  };
  return {
    name,
    sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers }),
    createContext: () => ({ errors: [], warnings: [] }),
  };
}
