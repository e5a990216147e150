import type { ApolloGateway } from '@apollo/gateway';
import { getVariableValues, type FragmentDefinitionNode, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Missing } from '../../schema/access/rights.ts';
import type { Context } from '../client-request.ts';
import type { Access } from './access.ts';
import { createJudge, type Judge } from './judge.ts';
import { foreignFields } from './own-organisation.ts';
import { fragmentsOf, type FateOf } from './rewrite.ts';

export type Executor = ApolloGateway['executor'];
export type ExecutorContext = Parameters<Executor>[0];

/** An operation and what its caller may ask of it. */
export interface Question {
  readonly schema: GraphQLSchema;
  readonly root: GraphQLObjectType;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly judge: Judge;
  readonly fateOf: FateOf;
  /** Why a field is withheld. */
  readonly missing: (type: GraphQLObjectType, key: string, field: string, given: readonly string[]) => Missing | null;
  /** Operations with one key are rewritten alike. */
  readonly key: string;
}

export type ReadQuestion = (context: ExecutorContext, schema: GraphQLSchema) => Question | null;

const keptJudges = 1000;

/** Reads operations by the rights of their callers. null: its variables do not fit, and the executor says why. */
export function createQuestionReader(access: Access): ReadQuestion {
  const judges = new LRUCache<string, Judge>({ max: keptJudges });
  const judgeOf = ({ caller, purpose }: Context['request']) => {
    const rights = access.rightsOf(caller);
    const key = `${rights.key} / ${purpose?.code ?? ''}`;
    const judge = judges.get(key) ?? createJudge({ marks: access.marks, rights, purpose: purpose?.code ?? null, key });
    judges.set(key, judge);
    return { judge, only: rights.only };
  };
  return (context, schema) => {
    const { document, operation, queryHash, request } = context;
    const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
    const root = schema.getRootType(operation.operation);
    if (coerced.errors !== undefined || root == null) return null;
    const { judge, only } = judgeOf((context.context as Context).request);
    const fragments = fragmentsOf(document);
    const variables = coerced.coerced;
    const about = { operation, fragments, variables, rootType: root.name };
    const foreign = only === null ? nothing : foreignFields(about, only, access.marks);
    const missing: Question['missing'] = (type, key, field, given) =>
      type === root && foreign.has(key) ? { organisation: 'OWN' } : judge.missing(type, field, given);
    return {
      schema,
      root,
      fragments,
      variables,
      judge,
      missing,
      fateOf(type, { alias, arguments: given = [], name }) {
        if (name.value === '__typename') return 'ask';
        if (name.value.startsWith('__')) return 'introspect';
        const names = given.map((one) => one.name.value);
        return missing(type, alias?.value ?? name.value, name.value, names) === null ? 'ask' : 'withhold';
      },
      key: JSON.stringify([queryHash, operation.name?.value ?? null, judge.key, [...foreign].sort()]),
    };
  };
}

const nothing: ReadonlySet<string> = new Set();
