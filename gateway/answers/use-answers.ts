import type { GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { LRUCache } from 'lru-cache';
import type { ServerResponse } from 'node:http';
import type { Marks } from '../../schema/access/marks.ts';
import { bodyBytes } from '../answer-text.ts';
import type { Behaviour } from '../behaviour.ts';
import type { ClientRequest, Context } from '../client-request.ts';
import { digestOf } from '../disclosures/digest-of.ts';
import type { Account } from '../disclosures/execute-accountably.ts';
import type { FoundSection } from '../disclosures/findings.ts';
import type { OpenFragments, WholeAnswer } from '../fragments/open-fragments.ts';
import { requestOf } from '../plugins/use-request-id.ts';
import type { Answers } from './answers.ts';
import { seesRestricted, tagsOf } from './from-kept.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { Leader } from './leader.ts';
import { endOfLife } from './life.ts';
import { executedFrom, provenanceOf } from './provenance.ts';
import { createOperationReader, type OperationReader, type ReadOperation } from './read-operation.ts';

export interface UseAnswersParts {
  readonly answers: Answers;
  readonly fragments: OpenFragments | null;
  readonly marks: Marks | null;
  readonly leaders: WeakMap<ServerResponse, Leader>;
  readonly operations: LRUCache<string, ReadOperation>;
  readonly accountOf: (request: ClientRequest) => Account | undefined;
  /** How many organisations each department was asked about; undefined: budgets are off. */
  readonly sectionsOf: (request: ClientRequest) => ReadonlyMap<string, number> | undefined;
  /** Tells other processes what a command has changed. */
  readonly told: (creditCodes: readonly string[]) => void;
  readonly restrictedToo: boolean;
  readonly keptForMs: number;
  readonly now: () => number;
}

type Sending = GraphQLRequestContextWillSendResponse<Context>;
interface Result {
  readonly data?: Record<string, unknown> | null;
  errors?: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
  extensions?: Record<string, unknown>;
}

export interface UsedAnswers {
  readonly behaviour: Behaviour;
  /** Which request a response belongs to. */
  readonly meet: (res: ServerResponse, request: ClientRequest) => void;
}

/** Says where each section came from, keeps answers that may be given again, and ends the flights that others wait for. */
export function useAnswers(parts: UseAnswersParts): UsedAnswers {
  const { accountOf, fragments, leaders, marks, now, operations } = parts;
  const byRequest = new WeakMap<ClientRequest, Leader>();
  let read: OperationReader | undefined;
  const meet = (res: ServerResponse, request: ClientRequest) => {
    const leader = leaders.get(res);
    if (leader !== undefined) byRequest.set(request, leader);
  };
  const behaviour: Behaviour = {
    handler(_req, res, next) {
      meet(res, requestOf(res));
      next();
    },
    plugin: {
      async serverWillStart() {
        return {
          schemaDidLoadOrUpdate({ apiSchema, coreSupergraphSdl = '' }) {
            read = createOperationReader(apiSchema, coreSupergraphSdl, marks);
            fragments?.load(apiSchema, coreSupergraphSdl);
          },
        };
      },
      async requestDidStart({ contextValue: { request } }) {
        const askedAtMs = now();
        const from = fragments?.start() ?? null;
        const leader = byRequest.get(request);
        return {
          async didResolveOperation({ document, operation }) {
            if (leader === undefined || operation === undefined) return;
            fragments?.learn(leader.question, document, operation);
            if (operations.has(leader.question.documentId)) return;
            operations.set(leader.question.documentId, read!(document, operation));
          },
          async willSendResponse(context) {
            const { body } = context.response;
            const account = accountOf(request);
            if (body.kind !== 'single' || request.planOnly || request.forNobody === true) return;
            const result = body.singleResult as Result;
            const others = result.extensions ?? {};
            const uses = fragments?.usesOf(request);
            const executed = executedFrom(askedAtMs);
            const origin = (section: FoundSection) => (uses?.has(section) === true ? 'fragment' : executed(section));
            if (account !== undefined && result.data != null && account.sections.length > 0)
              result.extensions = { ...others, provenance: provenanceOf(account.sections, origin) };
            if (account !== undefined && account.commands.length > 0) tellOf(account, parts);
            if (leader === undefined) return;
            leader.land(await settle(context, { leader, account, result, others, askedAtMs, from }, parts));
          },
        };
      },
    },
  };
  return { behaviour, meet };
}

/** A command may have changed what is kept of the organisations that it names. */
function tellOf({ asked, organisations }: Account, { told }: UseAnswersParts): void {
  const codes = [...new Set([...asked, ...organisations])];
  if (codes.length > 0) told(codes);
}

interface Executed {
  readonly leader: Leader;
  readonly account: Account | undefined;
  readonly result: Result;
  /** Extensions beside where sections came from. */
  readonly others: Readonly<Record<string, unknown>>;
  readonly askedAtMs: number;
  /** For what is kept of single departments. */
  readonly from: WholeAnswer['from'] | null;
}

/** Keeps the answer where it may be kept; gives what those who wait may have. */
async function settle(context: Sending, executed: Executed, parts: UseAnswersParts): Promise<KeptAnswer | null> {
  const { account, leader, others, result } = executed;
  const { request } = context.contextValue;
  const operation = parts.operations.get(leader.question.documentId);
  // Ended before its time, or silent for this client alone.
  if (operation === undefined || request.gone.aborted || (request.overBudget?.size ?? 0) > 0) return null;
  if (account === undefined && result.data != null) return null;
  const madeAtMs = parts.now();
  // Meanwhile the log may refuse this client; who waits is written down for himself.
  const { status = 200 } = context.response.http;
  const digest = await digestOf(result.data ?? null);
  const of = account ?? nothing;
  const write = (extensions: Readonly<Record<string, unknown>>): Buffer => bodyOf(result, extensions);
  const landing: KeptAnswer = {
    status,
    body: write(result.extensions ?? {}),
    account: of,
    operationName: context.operationName ?? null,
    document: context.queryHash ?? '',
    digest,
    madeAtMs,
    untilMs: madeAtMs,
    tags: tagsOf(operation, leader.question),
    sections: parts.sectionsOf(request) ?? none,
  };
  if (!isWhole(executed, operation, request) || (!parts.restrictedToo && seesRestricted(operation, leader.by)))
    return landing;
  if (account !== undefined && !operation.readsAsker) takeFragments(landing, { ...executed, account }, request, parts);
  const madeOf = parts.fragments?.usesOf(request).untilMs ?? Number.POSITIVE_INFINITY;
  const end = endOfLife(of, executed.askedAtMs, parts.keptForMs);
  const untilMs = end === null ? null : Math.min(end, madeOf);
  if (untilMs === null || !parts.answers.areKept) return landing;
  const provenance = of.sections.length === 0 ? {} : { provenance: provenanceOf(of.sections, () => 'answer') };
  const { byRights, whole } = leader.by.keysFor(request.purpose);
  const key = `${leader.question.id} ${operation.readsAsker ? whole : byRights}`;
  parts.answers.keep(key, { ...landing, untilMs, body: write({ ...others, ...provenance }) }, leader.from);
  return landing;
}

function takeFragments(
  { document, operationName, sections }: KeptAnswer,
  { account, askedAtMs, from, leader, others: notices, result }: Executed & { readonly account: Account },
  request: ClientRequest,
  { fragments }: UseAnswersParts,
): void {
  if (fragments === null || from === null || (result.errors ?? []).length > 0) return;
  const { question } = leader;
  const rights = leader.by.keysFor(request.purpose).byRights;
  const about = { question, rights, request, data: result.data, account, document, operationName, sections };
  fragments.take({ ...about, from, askedAtMs, notices });
}

const none: ReadonlyMap<string, number> = new Map();
const nothing: Account = {
  asked: [],
  fields: [],
  commands: [],
  organisations: new Set(),
  measures: new Set(),
  sections: [],
};

/** Nothing is missing but what rights withhold, and everything is about organisations that the question names. */
function isWhole({ account, leader, result }: Executed, operation: ReadOperation, request: ClientRequest): boolean {
  if (account === undefined || result.data == null || !operation.mayBeKept || request.warnings.length > 0) return false;
  const codes = new Set(operation.codesOf(leader.question.variables));
  const isNamed = [...account.organisations].every((code) => codes.has(code));
  const { errors = [] } = result;
  return isNamed && codes.size > 0 && errors.every(({ extensions }) => extensions?.['code'] === 'UNAUTHORIZED_FIELD');
}

function bodyOf({ data, errors }: Result, extensions: Readonly<Record<string, unknown>>): Buffer {
  return bodyBytes({ data, errors, extensions: Object.keys(extensions).length === 0 ? undefined : extensions });
}
