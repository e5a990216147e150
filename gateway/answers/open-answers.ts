import type { ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { ChangeBus } from '../../schema/changes/change.ts';
import type { Access } from '../access/access.ts';
import type { Behaviour } from '../behaviour.ts';
import type { ClientRequest, Context } from '../client-request.ts';
import type { Accounts } from '../disclosures/accounts.ts';
import { openFragments, type OpenFragments } from '../fragments/open-fragments.ts';
import type { Asked } from '../front/asked.ts';
import type { Protection } from '../limits/protection.ts';
import { createAnswers, type AnswerFigures } from './answers.ts';
import { createFlights } from './flights.ts';
import { answerFromKept, type Execute } from './from-kept.ts';
import type { Leader } from './leader.ts';
import type { ReadOperation } from './read-operation.ts';
import { createRedisAnswers } from './redis-answers.ts';
import { createShadow } from './shadow.ts';
import { useAnswers } from './use-answers.ts';

/** Whether and how long whole answers are kept. */
export interface AnswerSettings {
  /** In this process; 0: none is kept whole. */
  readonly maxBytes: number;
  /** Of fragments, in this process; 0: none is kept. */
  readonly fragmentBytes: number;
  /** However long its parts hold. */
  readonly keptForMs: number;
  /** Answers with RESTRICTED fields are kept as well. */
  readonly restricted: boolean;
  /** How many of the answers given from what is kept are executed again and compared: 0 to 1. */
  readonly shadowShare: number;
  /** A second place, for all gateways; null: none. */
  readonly redisUrl: string | null;
}

export interface OpenAnswersParts {
  readonly settings: AnswerSettings;
  readonly bus: ChangeBus;
  readonly access: Access | null;
  readonly accounts: Accounts;
  readonly protection: Protection;
  readonly requestTimeoutMs: number;
  readonly server: () => ApolloServer<Context>;
  readonly log: Logger;
  readonly now: () => number;
}

/** Answers as a gateway keeps them. */
export interface OpenAnswers {
  readonly behaviour: Behaviour;
  /** Notes how many organisations each department is asked about, where budgets are counted. */
  readonly note: (request: ClientRequest, sections: ReadonlyMap<string, number>) => void;
  /** What is kept of single departments; null: nothing. */
  readonly fragments: OpenFragments | null;
  /** Answers with what is kept, or has it executed. */
  readonly answer: (asked: Asked, execute: Execute) => Promise<void>;
  /** Which request a response belongs to. */
  readonly meet: (res: ServerResponse, request: ClientRequest) => void;
  readonly figures: Readonly<AnswerFigures>;
  close(): void;
}

const keptOperations = 5000;

export async function openAnswers(parts: OpenAnswersParts): Promise<OpenAnswers> {
  const { access, accounts, bus, log, now, protection, settings } = parts;
  const { fragmentBytes, keptForMs, maxBytes, redisUrl, restricted: restrictedToo, shadowShare: share } = settings;
  const far = redisUrl === null || maxBytes === 0 ? null : await createRedisAnswers({ url: redisUrl, log });
  const answers = createAnswers({ bus, maxBytes, far, now });
  const around = { bus, access, keptForMs, restrictedToo, now };
  const fragments = fragmentBytes === 0 ? null : openFragments({ ...around, maxBytes: fragmentBytes });
  const leaders = new WeakMap<ServerResponse, Leader>();
  const operations = new LRUCache<string, ReadOperation>({ max: keptOperations });
  const sections = new WeakMap<ClientRequest, ReadonlyMap<string, number>>();
  const hasBudgets = protection.sectionBudgets.usual !== null || protection.sectionBudgets.of.size > 0;
  const { behaviour, meet } = useAnswers({
    answers,
    fragments,
    marks: access?.marks ?? null,
    leaders,
    operations,
    accountOf: (request) => accounts.accountOf(request),
    sectionsOf: (request) => sections.get(request),
    told: (creditCodes) => bus.publish({ departments: [], creditCodes }),
    restrictedToo,
    keptForMs,
    now,
  });
  const shadow = createShadow({ share, server: parts.server, answers, log, random: Math.random });
  const giving = { accounts, protection, requestTimeoutMs: parts.requestTimeoutMs, log, now };
  const flights = createFlights();
  const keeping = { ...giving, answers, fragments, flights, operations, restrictedToo, leaders, shadow };
  return {
    behaviour,
    fragments,
    note: (request, asked) => {
      if (hasBudgets) sections.set(request, asked);
    },
    answer: (asked, execute) => answerFromKept(asked, execute, keeping),
    meet,
    figures: answers.figures,
    close() {
      answers.close();
      fragments?.close();
    },
  };
}
