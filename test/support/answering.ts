import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { AnswerSettings } from '../../gateway/answers/open-answers.ts';
import { fieldOfFolder, sectionTypeOf } from '../../schema/department-names.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import { subgraphsOf } from '../../schema/layout.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import type { RequestFacts, Subgraph, SubgraphContext } from '../../subgraphs/subgraph.ts';
import { plainTokens } from './callers.ts';
import type { WrittenDown } from './disclosing.ts';
import { openGateway, readableLog, type OpenGateway, type OpenParts } from './gateway.ts';
import { errands, folders } from './small-folders.ts';

/** What a department of this district says now, whoever is asked about. */
export interface Said {
  ruling: string;
  state: string;
  /** How long its records hold, from now on. */
  freshForMs: number;
  /** What it says of single organisations instead. */
  readonly about: Map<string, { ruling?: string; state?: string }>;
}

export interface Answering extends OpenGateway {
  readonly host: AnsweringHost;
  readonly lines: readonly Record<string, unknown>[];
  /** What was written down since the last time. */
  written(): WrittenDown[];
  /** From now on the log refuses entries; null: no longer. */
  breakLog(fault: Error | null): void;
  /** How often the departments were asked since the last time. */
  asked(): number;
  passMs(ms: number): void;
}

export interface AnsweringHost {
  readonly subgraphs: readonly Subgraph[];
  readonly execute: typeof executeOperation;
  readonly requests: RequestFacts[];
  readonly court: Said;
  readonly stateTax: Said;
  clockMs: number;
  asked: number;
  /** Executions wait for it. */
  gate: Promise<void>;
  /** Where the ruling is asked for instead; null: it is `ruling`. */
  ask: (() => Promise<string>) | null;
}

const whole = [...folders, errands];
export const usualAnswers: AnswerSettings = {
  maxBytes: 10_000_000,
  fragmentBytes: 0,
  keptForMs: 60_000,
  restricted: false,
  shadowShare: 0,
  redisUrl: null,
};
/** 10:15 in Asia/Shanghai. */
export const morning = Date.parse('2026-07-01T02:15:00Z');

export function createAnsweringHost(): AnsweringHost {
  const say = (): Said => ({ ruling: 'first', state: 'ANSWERED', freshForMs: 3_600_000, about: new Map() });
  const host: AnsweringHost = {
    subgraphs: subgraphsOf(whole).map(({ name, sdl }) => ({
      name,
      sdl,
      schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolversOf(name, () => host) as never }),
      createContext(request: RequestFacts): SubgraphContext {
        host.requests.push(request);
        return { errors: [], warnings: [] };
      },
    })),
    execute: executeOperation,
    requests: [],
    court: say(),
    stateTax: say(),
    clockMs: morning,
    asked: 0,
    gate: Promise.resolve(),
    ask: null,
  };
  return host;
}

function resolversOf(name: string, host: () => AnsweringHost): Record<string, unknown> {
  const one = (_: unknown, { creditCode }: { creditCode: string }) => ({ creditCode });
  if (name === 'errands') return { Mutation: { runErrand: () => 'done' } };
  if (name === 'register') {
    const several = (_: unknown, { creditCodes }: { creditCodes: string[] }) =>
      creditCodes.map((creditCode) => ({ creditCode }));
    return {
      Query: { organisation: one, organisations: several, fault: () => Promise.reject(new Error('unforeseen')) },
      Organisation: { __resolveReference: (it: unknown) => it, name: () => 'somebody', rank: () => 1 },
    };
  }
  const field = fieldOfFolder(name) as 'court' | 'stateTax';
  return {
    DepartmentSection: { __resolveType: () => sectionTypeOf(name) },
    Organisation: {
      __resolveReference: (it: unknown) => it,
      async [field]({ creditCode }: { creditCode: string }) {
        host().asked += 1;
        await host().gate;
        const { ask, [field]: usual, clockMs } = host();
        const said = { ...usual, ...usual.about.get(creditCode) };
        const ruling = ask === null ? said.ruling : await ask();
        const asOf = new Date(clockMs).toISOString();
        const freshUntil = new Date(clockMs + said.freshForMs).toISOString();
        const source = { department: name, state: said.state, asOf, freshUntil, ...noRows };
        return { source, creditRecords: [], [`${field}Rulings`]: [{ caseNumber: `${creditCode} ${ruling}` }] };
      },
    },
  };
}

const noRows = { nextExpected: null, rejectedRows: 0, unlinkedRows: 0, unlinkedAdverseRows: 0, withheldRows: 0 };

/** The small district, saying what a test has it say, behind a gateway that keeps answers. */
export async function openAnswering(
  answers: Partial<AnswerSettings> = {},
  { host = createAnsweringHost(), ...rest }: OpenParts & { readonly host?: AnsweringHost } = {},
): Promise<Answering> {
  const entries: WrittenDown[] = [];
  let broken: Error | null = null;
  const { lines, log } = readableLog();
  const opened = await openGateway({
    host,
    supergraphSdl: composeFolders(whole, { merged: {} }).supergraphSdl,
    identity: plainTokens,
    answers: { ...usualAnswers, ...answers },
    now: () => host.clockMs,
    log,
    disclosures: {
      async append(entry) {
        if (broken !== null) throw broken;
        const { content, ...others } = entry;
        entries.push({ ...others, ...content });
      },
    },
    ...rest,
  });
  return {
    ...opened,
    host,
    lines,
    written: () => entries.splice(0),
    breakLog(fault) {
      broken = fault;
    },
    asked() {
      const { asked } = host;
      host.asked = 0;
      return asked;
    },
    passMs(ms) {
      host.clockMs += ms;
    },
  };
}
