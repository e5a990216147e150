import { createHash } from 'node:crypto';
import {
  execute,
  type GraphQLError,
  print,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { UnauthorizedField } from '../../schema/access-errors.ts';
import type { Context } from '../client-request.ts';
import { toGraphQLError } from '../to-graphql-error.ts';
import type { Access } from './access.ts';
import { putTogether, type Withheld } from './put-together.ts';
import { createQuestionReader, type Executor, type ExecutorContext, type Question } from './question.ts';
import { rewrite, type Rewritten } from './rewrite.ts';
import { shownSchema } from './shown-schema.ts';

type Result = Awaited<ReturnType<Executor>>;

interface Kept extends Rewritten {
  /** Under this the plan of what is asked is kept. */
  readonly hash: string;
}

/** Characters of the documents as they were sent. */
const keptCharacters = 8 * 1024 * 1024;
const keptSchemas = 100;

/**
 * Executes operations without what their callers may not see. What is left is planned, and its plan kept, as a
 * document of its own, so that two callers share only what is the same for both; what nothing is taken from is passed
 * on as it is. Only the client's own selection is judged: what a subgraph requires of another is asked all the same.
 */
export function byRights(executor: Executor, access: Access, schemaNow: () => GraphQLSchema): Executor {
  const read = createQuestionReader(access);
  const documents = new LRUCache<string, Kept | 'whole'>({ maxSize: keptCharacters });
  const schemas = new LRUCache<string, GraphQLSchema>({ max: keptSchemas });
  const prepared = (context: ExecutorContext, question: Question): Kept | 'whole' => {
    const known = documents.get(question.key);
    if (known !== undefined) return known;
    const kept = prepare(context, question);
    documents.set(question.key, kept, { size: context.source.length + 1 });
    return kept;
  };
  const shownTo = ({ judge, schema }: Question): GraphQLSchema => {
    const shown = schemas.get(judge.key) ?? shownSchema(schema, judge);
    schemas.set(judge.key, shown);
    return shown;
  };
  return async (context) => {
    const { planOnly } = (context.context as Context).request;
    const question = planOnly ? null : read(context, schemaNow());
    if (question === null) return executor(context);
    const kept = prepared(context, question);
    if (kept === 'whole') return executor(context);
    const asked = kept.asked === null ? { data: {} } : await executor(instead(context, kept.asked, kept.hash));
    const introspected =
      kept.introspected === null ? {} : introspect(shownTo(question), kept.introspected, question.variables);
    return together(asked, introspected, context.operation, question);
  };
}

function prepare({ document, operation }: ExecutorContext, { fateOf, schema }: Question): Kept | 'whole' {
  const rewritten = rewrite(document, operation, schema, fateOf);
  if (rewritten === null) return 'whole';
  const text = rewritten.asked === null ? '' : print(rewritten.asked);
  return { ...rewritten, hash: createHash('sha256').update(text).digest('hex') };
}

function instead(context: ExecutorContext, document: DocumentNode, queryHash: string): ExecutorContext {
  const operation = document.definitions[0] as OperationDefinitionNode;
  return { ...context, document, operation, queryHash };
}

/** Asks nobody: a schema answers for itself, at once. */
function introspect(schema: GraphQLSchema, document: DocumentNode, variableValues: Question['variables']) {
  return execute({ schema, document, variableValues, rootValue: {} }) as ExecutionResult;
}

function together(
  asked: Result,
  introspected: ExecutionResult,
  { selectionSet }: OperationDefinitionNode,
  question: Question,
): Result {
  // Refused as a whole, or null at the root: there is nothing to put together.
  if (asked.data === undefined || asked.data === null) return asked;
  const answered = { ...asked.data, ...introspected.data };
  const { data, withheld } = putTogether(answered, selectionSet, question.root, question);
  const refusals = [...withheld].map(([at, one]) => refusalOf(at, one, question));
  const errors = [...(asked.errors ?? []), ...(introspected.errors ?? []), ...refusals];
  return { ...asked, data, ...(errors.length === 0 ? {} : { errors }) };
}

function refusalOf(at: string, { field, path, type }: Withheld, { missing }: Question): GraphQLError {
  const { alias, arguments: given = [], name } = field;
  const lacking = missing(
    type,
    alias?.value ?? name.value,
    name.value,
    given.map((one) => one.name.value),
  );
  return toGraphQLError(new UnauthorizedField(`${type.name}.${name.value}`, lacking ?? {}, at), path);
}
