import { createHash } from 'node:crypto';
import { separateOperations, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { DisclosedCommand } from '../../schema/disclosure.ts';
import type { ClientRequest, Context } from '../client-request.ts';
import type { Executor } from '../execute-carefully.ts';
import { isRecord } from '../sources/read-answer.ts';
import { codesIn, valueOf } from './asked-arguments.ts';
import { takeFindings, type Findings } from './findings.ts';
import type { HiddenKeys } from './hidden-fields.ts';
import { markDocument, type MarkedCommand, type MarkedDocument } from './mark-document.ts';
import { createSubjects } from './subjects.ts';

/** What an execution would disclose, for the log and for whoever keeps the answer to give it again. */
export interface Account extends Findings {
  /** Organisations that the arguments named. */
  readonly asked: readonly string[];
  readonly fields: readonly string[];
  readonly commands: readonly Attempt[];
}

/** A command, and the key under which its result stands in the answer. */
export interface Attempt {
  readonly at: string;
  readonly command: DisclosedCommand;
}

type Variables = Readonly<Record<string, unknown>>;

/** Ids that the client made up are kept, but not at any length. */
const longestId = 200;

const nobody: Findings = { organisations: new Set(), measures: new Set(), sections: [] };

/** Executes with marked documents and leaves with `keep` what each request's answer is about. */
export function accountably(
  executor: Executor,
  schema: GraphQLSchema,
  keep: (request: ClientRequest, account: Account) => void,
): Executor {
  const mark = createMarker(schema);
  return async (context) => {
    const marked = mark(context.document, context.operationName ?? '');
    const { request } = context.context as Context;
    const variables: Variables = { ...marked.defaults, ...context.request.variables };
    const account = { asked: codesIn(marked.askedBy, variables), fields: marked.fields };
    // A command that is given up, or fails, may have been carried out all the same.
    if (marked.commands.length > 0 && !request.planOnly)
      keep(request, { ...account, ...nobody, commands: commandsIn(marked, variables, null) });
    const result = await executor({ ...context, document: marked.document });
    if (request.planOnly) return result;
    const commands = commandsIn(marked, variables, result.data);
    keep(request, { ...account, ...takeFindings(result.data, marked.keys), commands });
    return withoutHidden(result, marked.keys);
  };
}

function createMarker(schema: GraphQLSchema): (document: DocumentNode, name: string) => MarkedDocument {
  const subjects = createSubjects(schema);
  const known = new WeakMap<DocumentNode, Map<string, MarkedDocument>>();
  return (document, name) => {
    const byName = known.get(document) ?? new Map<string, MarkedDocument>();
    known.set(document, byName);
    const marked = byName.get(name) ?? markDocument(operationOf(document, name), schema, subjects);
    byName.set(name, marked);
    return marked;
  };
}

/** The one operation that is carried out, with its fragments. */
function operationOf(document: DocumentNode, name: string): DocumentNode {
  const operations = separateOperations(document);
  return operations[name] ?? Object.values(operations)[0] ?? document;
}

function commandsIn(marked: MarkedDocument, variables: Variables, data: unknown): Attempt[] {
  return marked.commands.map((command) => {
    const payload = isRecord(data) ? data[command.key] : undefined;
    return { at: command.key, command: commandOf(command, variables, { payload, keys: marked.keys }) };
  });
}

interface Outcome {
  readonly payload: unknown;
  readonly keys: HiddenKeys;
}

/** A command without a payload failed; which error it was is known once errors have their codes. */
function commandOf({ input, name }: MarkedCommand, variables: Variables, outcome: Outcome): DisclosedCommand {
  const { keys, payload } = outcome;
  const given = input === null ? null : valueOf(input, variables);
  const { idempotencyKey, measureId } = isRecord(given) ? given : {};
  const refusals = isRecord(payload) ? (payload[keys.refusals] as readonly { code: string }[] | undefined) : undefined;
  const subject = isRecord(payload) ? payload[keys.subject] : undefined;
  const measure = isRecord(subject) ? subject[keys.measure] : undefined;
  return {
    name,
    key: typeof idempotencyKey === 'string' ? createHash('sha256').update(idempotencyKey).digest('hex') : null,
    measure:
      typeof measureId === 'string' ? measureId.slice(0, longestId) : typeof measure === 'string' ? measure : null,
    outcome: payload == null ? ['NO_RESULT'] : [...new Set((refusals ?? []).map(({ code }) => code))],
  };
}

type Result = Awaited<ReturnType<Executor>>;

/** Errors at what was asked beside the client's fields are shown at the field around it. */
function withoutHidden(result: Result, { prefix }: HiddenKeys): Result {
  const isHidden = (part: string | number) => typeof part === 'string' && part.startsWith(prefix);
  const shorten = <E extends { path?: readonly (string | number)[] | undefined }>(errors: readonly E[]): E[] =>
    errors.map((error) => {
      const at = error.path?.findIndex(isHidden) ?? -1;
      return at === -1 ? error : Object.assign(error, { path: error.path!.slice(0, at) });
    });
  const completion = result.extensions?.['valueCompletion'];
  if (Array.isArray(completion)) shorten(completion as GraphQLError[]);
  if (result.errors !== undefined) shorten(result.errors);
  return result;
}
