import { randomInt, randomUUID } from 'node:crypto';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createLocalBus } from '../../schema/changes/local-bus.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import { readFolders, type Folder } from '../../schema/compose-folders.ts';
import { subgraphsOf } from '../../schema/layout.ts';
import type { LocalHost } from '../../gateway/sources/in-process-backend.ts';
import type { ScreeningPorts } from '../../gateway/screening/screening-ports.ts';
import { buildSubgraph } from '../../subgraphs/connector/build-subgraph.ts';
import { loadDepartments } from '../../subgraphs/connector/load-departments.ts';
import type { AskedSystem, Protocol } from '../../subgraphs/connector/protocol.ts';
import { createRateLedger } from '../../subgraphs/connector/rate-ledger.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import { buildEligibility } from '../../subgraphs/eligibility/build-eligibility.ts';
import { loadMatters } from '../../subgraphs/eligibility/matters/load-matters.ts';
import { loadGreenChannelRules } from '../../subgraphs/eligibility/rules/load-rules.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import { serveDepartment } from '../../subgraphs/serve-department.ts';
import { openCachedRecords } from '../../subgraphs/open-cached-records.ts';
import type { Subgraph } from '../../subgraphs/subgraph.ts';
import { quiet } from './database.ts';
import { openGateway, type OpenGateway } from './gateway.ts';

/** One clock for job, limiter and stand-ins; nothing here waits by itself. */
export interface TestClock {
  ms: number;
  now(): number;
}

export interface ScreeningStage extends AsyncDisposable {
  readonly gateway: OpenGateway;
  readonly ports: ScreeningPorts;
}

export interface ScreeningStageParts {
  readonly database: Database;
  readonly clock: TestClock;
  /** Told of each call that reaches a stand-in. */
  readonly onCall: (department: string) => void;
  /** Departments without their rates. */
  readonly unlimited?: boolean;
}

export const share = 0.5;
const limited = ['court', 'environment'];

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
      "若干组织 / several"
      organisations("代码 / codes" creditCodes: [CreditCode!]! @own): [Organisation] @access(level: PUBLIC)
    }`,
};

/** The real engine, limiter, eligibility and gateway; only the departments' systems are stand-ins, which know nobody. */
export async function openScreeningStage(parts: ScreeningStageParts): Promise<ScreeningStage> {
  const { clock, database } = parts;
  const folders = [...readFolders().filter(({ name }) => [...limited, 'eligibility'].includes(name)), register];
  const layout = { merged: {} };
  const departments = (await loadDepartments()).filter(({ name }) => limited.includes(name));
  const { generations, records } = openCachedRecords({ redisUrl: null, database, departments, clock, log: quiet });
  const around = {
    changes: createLocalBus(),
    database,
    records,
    generations,
    ledger: createRateLedger(database),
    clock,
    log: quiet,
    rateWaitMs: 3000,
    batchShare: share,
  };
  const subgraphs: Subgraph[] = [
    registerStub(subgraphsOf(folders, layout).find(({ name }) => name === 'register')!.sdl),
  ];
  for (const department of departments) {
    const { rates: _, ...rateless } = department.connector;
    const connector = parts.unlimited === true ? rateless : department.connector;
    const protocol = standIn(() => parts.onCall(department.name), clock);
    const served = await serveDepartment(
      { ...department, connector: { ...connector, protocol } },
      { url: 'x' },
      around,
    );
    subgraphs.push(buildSubgraph(department.name, [served], { clock, findAuthority: () => null }));
  }
  const limits = departments.map(({ connector, name }) => ({
    department: name,
    rates: connector.rates ?? [],
    callsEach: Object.keys(connector.recordSets).length,
    maintenance: connector.maintenance ?? [],
  }));
  const measuresOf = async () => new Map();
  const own = buildEligibility({
    clock,
    database,
    measuresOf,
    limits,
    batchShare: share,
    sdl: subgraphsOf(folders, layout).find(({ name }) => name === 'eligibility')!.sdl,
    departments: limited,
    rules: loadGreenChannelRules(),
    matters: loadMatters(),
    random: (below) => randomInt(below),
    newId: () => randomUUID(),
  });
  const host = { subgraphs: [...subgraphs, own], execute: executeOperation } as unknown as LocalHost;
  const supergraphSdl = composeFolders(folders, layout).supergraphSdl;
  const gateway = await openGateway({ host, supergraphSdl, timeoutMs: 30_000, now: () => clock.now() });
  return {
    gateway,
    ports: gateway.gateway.screening!,
    [Symbol.asyncDispose]: () => gateway.close(),
  };
}

function standIn(onCall: () => void, clock: TestClock): Protocol {
  const system: AskedSystem = {
    batchSize: 1,
    ask: (_, __, call) =>
      call(async () => {
        onCall();
        return { rows: [], asOfMs: clock.now() };
      }),
    close: async () => {},
  };
  return { name: 'stand-in', mode: 'asked', connect: () => system };
}

function registerStub(sdl: string): Subgraph {
  const resolvers = {
    Query: {
      organisations: (_: unknown, { creditCodes }: { creditCodes: string[] }) =>
        creditCodes.map((creditCode) => ({ creditCode })),
    },
    Organisation: {
      __resolveReference: (reference: unknown) => reference,
      status: () => 'ACTIVE',
      establishedOn: () => '2015-04-01',
    },
  };
  return {
    name: 'register',
    sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers }),
    createContext: () => ({ errors: [], warnings: [] }),
  };
}
