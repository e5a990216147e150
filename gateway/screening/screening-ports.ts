import { randomUUID } from 'node:crypto';
import type { ApolloServer } from '@apollo/server';
import { parse, type GraphQLSchema } from 'graphql';
import { rightsOf } from '../../schema/access/rights.ts';
import type { Caller } from '../../schema/caller.ts';
import {
  screeningWorker,
  type ScreeningClaim,
  type ScreeningPause,
  type ScreeningReport,
} from '../../schema/screening-work.ts';
import type { ClientRequest, Context } from '../client-request.ts';
import type { Backend } from '../sources/backend.ts';
import { sectionsQuery } from './sections-query.ts';

export interface AskedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface AskAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly {
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly warnings: readonly unknown[];
}

/** A batch prepares approvals, whoever handed it in. */
const purpose = { code: 'APPROVAL', case: null };

/** What batches need of the world around them. */
export interface ScreeningPorts {
  /** Asks this gateway as a client would, in the name of the caller, within the share of batches. */
  ask(operation: AskedOperation, caller: Caller): Promise<AskAnswer>;
  claim(most: number): Promise<ScreeningClaim | ScreeningPause>;
  settle(report: ScreeningReport): Promise<void>;
  /** Asks every department; see sectionsQuery. */
  readonly sections: string;
}

export interface ScreeningPortsParts {
  readonly server: ApolloServer<Context>;
  readonly schema: GraphQLSchema;
  /** Of eligibility, here or elsewhere; undefined: the supergraph has none. */
  readonly eligibility: Backend | undefined;
}

/** null: this supergraph has no batches. */
export function createScreeningPorts({ eligibility, schema, server }: ScreeningPortsParts): ScreeningPorts | null {
  const sections = sectionsQuery(schema);
  const hasDecisions = schema.getMutationType()?.getFields()['decideGreenChannel'] !== undefined;
  if (eligibility === undefined || sections === null || !hasDecisions) return null;
  const worker: Caller = { role: 'operator', id: screeningWorker };
  async function tell(operation: Told, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { errors, data } = await eligibility!.execute({ ...operation, variables }, requestOf(worker));
    if (errors !== undefined && errors.length > 0)
      throw new Error(`eligibility refused ${operation.operationName}: ${errors[0]!.message}`);
    return data?.['said'];
  }
  return {
    sections,
    async ask(operation, caller) {
      const request = requestOf(caller);
      const asked = { ...operation, extensions: { purpose: purpose.code } };
      const { body } = await server.executeOperation(asked, { contextValue: { request } });
      const { data, errors } = body.kind === 'single' ? body.singleResult : body.initialResult;
      return { data: data ?? null, errors: errors ?? [], warnings: request.warnings };
    },
    async claim(most) {
      return JSON.parse(String(await tell(claim, { most }))) as ScreeningClaim | ScreeningPause;
    },
    async settle(report) {
      await tell(settle, { report: JSON.stringify(report) });
    },
  };
}

/** Fields that are not in the schema for clients, so they are asked of the subgraph itself. */
interface Told {
  readonly query: string;
  readonly document: ReturnType<typeof parse>;
  readonly operationName: string;
  readonly asks: 'mutation';
}

const claim = told('ClaimScreening', 'mutation ClaimScreening($most: Int!) { said: claimScreening(most: $most) }');
const settle = told(
  'SettleScreening',
  'mutation SettleScreening($report: String!) { said: settleScreening(report: $report) }',
);

function told(operationName: string, query: string): Told {
  return { operationName, query, document: parse(query), asks: 'mutation' };
}

function requestOf(caller: Caller): ClientRequest {
  const known = rightsOf(caller, false);
  return {
    requestId: `screening:${randomUUID()}`,
    fresh: false,
    inBatch: true,
    caller,
    purpose,
    levels: [...known.levels],
    rights: [...known.rights],
    byGateway: true,
    gone: new AbortController().signal,
    planOnly: false,
    warnings: [],
  };
}
