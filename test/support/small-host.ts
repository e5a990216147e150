import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, responsePathAsArray, type GraphQLResolveInfo } from 'graphql';
import { fieldOfFolder, sectionTypeOf } from '../../schema/department-names.ts';
import { CreditCodeInvalid, DepartmentBusy } from '../../schema/errors.ts';
import { subgraphsOf, type Layout } from '../../schema/layout.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import type { RequestFacts, Subgraph, SubgraphContext } from '../../subgraphs/subgraph.ts';
import type { Folder } from '../../schema/compose-folders.ts';
import { folders } from './small-folders.ts';

/** Codes by what departments say about them; about anything else they have one ruling. */
export const codes = { plain: 'PLAIN', stale: 'STALE', busy: 'BUSY', invalid: 'INVALID', broken: 'BROKEN' };

export interface SmallHost {
  readonly subgraphs: readonly Subgraph[];
  readonly execute: typeof executeOperation;
  /** The requests for which a context was made, in order. */
  readonly contexts: { readonly subgraph: string; readonly request: RequestFacts }[];
}

interface Parent {
  readonly creditCode: string;
}

/** The small district's subgraphs, as a layout groups them; `only` some of them; or a district of other folders. */
export function createSmallHost(
  layout: Layout = { merged: {} },
  only?: readonly string[],
  from: readonly Folder[] = folders,
): SmallHost {
  const contexts: SmallHost['contexts'] = [];
  const subgraphs = subgraphsOf(from, layout)
    .filter(({ name }) => only === undefined || only.includes(name))
    .map(({ folders: served, name, sdl }): Subgraph => ({
      name,
      sdl,
      schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolversOf(served) as never }),
      createContext(request) {
        contexts.push({ subgraph: name, request });
        return { errors: [], warnings: [] };
      },
    }));
  return { subgraphs, contexts, execute: executeOperation };
}

function resolversOf(served: readonly string[]): Record<string, unknown> {
  const departments = served.filter((name) => name !== 'register' && name !== 'errands');
  return {
    ...(served.includes('register') ? { Query: queries } : {}),
    ...(served.includes('errands') ? { Mutation: { runErrand: () => 'done' } } : {}),
    DepartmentSection: {
      __resolveType: ({ source }: { source: { department: string } }) => sectionTypeOf(source.department),
    },
    Organisation: {
      __resolveReference: (reference: unknown) => reference,
      ...(served.includes('register') ? { name: ({ creditCode }: Parent) => `公司 ${creditCode}`, rank: () => 1 } : {}),
      ...Object.fromEntries(departments.map((name) => [fieldOfFolder(name), sectionOf(name)])),
    },
  };
}

const queries = {
  organisation: (_: unknown, { creditCode }: Parent) => organisation(creditCode),
  organisations: (_: unknown, args: { creditCodes: string[] }) => args.creditCodes.map((code) => organisation(code)),
  fault: () => {
    throw new Error('connect ECONNREFUSED 10.1.2.3:5432 user=secret');
  },
};

function organisation(creditCode: string): Parent | Error {
  if (creditCode !== codes.invalid) return { creditCode };
  return new CreditCodeInvalid('The check digit is wrong.', 'Check the last place.', { expected: 'T' });
}

function sectionOf(department: string) {
  return ({ creditCode }: Parent, _: unknown, { errors, warnings }: SubgraphContext, { path }: GraphQLResolveInfo) => {
    if (creditCode === codes.broken) throw new Error('row 17 of EXEC_CASE: ORA-00942 at 10.9.8.7');
    const none = {
      asOf: null,
      nextExpected: null,
      rejectedRows: 0,
      unlinkedRows: 0,
      unlinkedAdverseRows: 0,
      withheldRows: 0,
    };
    if (creditCode === codes.busy) {
      const facts = { department, retryAt: '2026-07-01T02:16:00.000Z' };
      errors.push({ path: responsePathAsArray(path), error: new DepartmentBusy(facts, new Error('10.0.0.7 says no')) });
      return { source: { ...none, department, state: 'UNAVAILABLE' } };
    }
    const isStale = creditCode === codes.stale;
    const asOf = '2026-06-30T16:00:00.000Z';
    if (isStale) warnings.push({ department, creditCode, code: 'DEPARTMENT_UNAVAILABLE', asOf });
    return {
      source: { ...none, department, state: isStale ? 'STALE' : 'ANSWERED' },
      creditRecords: [],
      [`${fieldOfFolder(department)}Rulings`]: [{ caseNumber: `${department} ${creditCode}`, effect: 'ADVERSE' }],
    };
  };
}
