import { canonicalJson } from '../../schema/canonical-json.ts';
import { readCreditCode } from '../../schema/credit-code.ts';
import type { Access } from '../access/access.ts';
import { keysOf } from '../answers/asker.ts';
import { endOfLife } from '../answers/life.ts';
import type { ClientRequest } from '../client-request.ts';
import type { PlannedFetch, Subgraph } from '../execution/run.ts';
import type { Answer } from '../sources/backend.ts';
import { errorsFor } from '../sources/errors-for.ts';
import type { FetchSchema } from '../sources/fetch-schema.ts';
import { isRecord } from '../sources/read-answer.ts';
import type { FetchShape } from './fetch-shape.ts';
import { createShapes } from './fetch-shapes.ts';
import { register, tagsOfFragment } from './fragment-tags.ts';
import type { Fragments, Start } from './fragments.ts';
import { faultyPlaces } from './places-of-faults.ts';
import { readOrigins } from './read-origins.ts';
import type { UsesOfRequests } from './uses.ts';

export interface KeepingParts {
  readonly fragments: Fragments;
  readonly uses: UsesOfRequests;
  readonly access: Access | null;
  readonly restrictedToo: boolean;
  readonly keptForMs: number;
  /** Milliseconds of the district's clock. */
  readonly now: () => number;
}

/** Measured: parsed objects take no more than twice their text. */
const bytesEachCharacter = 2;

/** Asks a subgraph only about organisations of which nothing is kept, and keeps what it says. */
export function keepFetches(subgraph: Subgraph, fetchSchema: () => FetchSchema, parts: KeepingParts): Subgraph {
  const { access, restrictedToo } = parts;
  const marks = access?.marks ?? null;
  const shapeOf = createShapes({ subgraph: subgraph.name, fetchSchema, marks, restrictedToo });
  const known = new WeakMap<ClientRequest, string>();
  /** Departments and the register read of who asks only what rights make of it. */
  const rightsOf = (request: ClientRequest): string => {
    const key = known.get(request) ?? keysOf(request, access).byRights;
    known.set(request, key);
    return key;
  };
  return {
    name: subgraph.name,
    async answer(fetch, request) {
      const isSilent = (request.overBudget?.size ?? 0) > 0;
      const shape = isSilent || request.forNobody === true ? null : shapeOf(fetch);
      if (shape === null) return subgraph.answer(fetch, request);
      return answer({ fetch, request, shape, rights: rightsOf(request) }, subgraph, parts);
    },
  };
}

interface Asking {
  readonly fetch: PlannedFetch;
  readonly request: ClientRequest;
  readonly shape: FetchShape;
  readonly rights: string;
}

async function answer(asking: Asking, subgraph: Subgraph, parts: KeepingParts): Promise<Answer> {
  const { fetch, request, rights, shape } = asking;
  const { fragments, uses } = parts;
  const { [shape.variable]: about, ...others } = fetch.variables;
  const asked: readonly unknown[] = shape.isList && Array.isArray(about) ? about : [about];
  const prefix = `${shape.id} ${rights} ${canonicalJson(others)} `;
  const keys = asked.map((one) => prefix + JSON.stringify(one));
  const found = keys.map((key) => (request.fresh ? undefined : fragments.said.get(key)));
  const missing = keys.flatMap((_, at) => (found[at] === undefined ? [at] : []));
  for (const one of found) if (one !== undefined) uses.note(request, one);
  if (missing.length === 0)
    return answerOf(
      shape,
      found.map((one) => one!.value),
    );
  const begun = { from: fragments.start(), atMs: parts.now() };
  const isPart = missing.length < asked.length;
  const further = isPart ? { ...others, [shape.variable]: missing.map((at) => asked[at]) } : fetch.variables;
  const given = await subgraph.answer({ ...fetch, variables: further }, request);
  const values = valuesIn(given, shape, missing.length);
  if (values === null) return isPart ? subgraph.answer(fetch, request) : given;
  const codes = missing.map((at) => codeOf(asked[at]));
  keep({ ...begun, given, values, shape, codes, keys: missing.map((at) => keys[at]!) }, parts);
  if (!isPart) return given;
  const places = new Map(missing.map((at, place) => [at, place]));
  const all = found.map((one, at) => (one === undefined ? values[places.get(at)!] : one.value));
  const own = asked.map((_, at) => places.get(at) ?? nowhere);
  const errors = errorsFor(given.errors ?? [], own);
  return { ...given, ...answerOf(shape, all), ...(errors.length === 0 ? {} : { errors }) };
}

const nowhere = -1;

interface Given {
  readonly given: Answer;
  readonly values: readonly unknown[];
  readonly shape: FetchShape;
  readonly from: Start;
  readonly atMs: number;
  /** null: it is no code in its one written form. */
  readonly codes: readonly (string | null)[];
  readonly keys: readonly string[];
}

function keep({ atMs, codes, from, given, keys, shape, values }: Given, parts: KeepingParts): void {
  const faulty = faultyPlaces(given, { isList: shape.isList, codes });
  if (faulty === 'all') return;
  for (const [at, value] of values.entries()) {
    const code = codes[at];
    if (code == null || !isRecord(value) || faulty.has(at)) continue;
    const sections = readOrigins(value, shape.sections, code);
    const untilMs = sections === null ? null : endOfLife({ sections }, atMs, parts.keptForMs);
    if (sections === null || untilMs === null) continue;
    const bytes = bytesEachCharacter * JSON.stringify(value).length;
    const fragment = { value, bytes, sections, madeAtMs: atMs, untilMs, tags: tagsOf(shape, code) };
    parts.fragments.said.keep(keys[at]!, fragment, from);
  }
}

function tagsOf({ asksRegister, sections }: FetchShape, code: string): string[] {
  const owners = [...(asksRegister ? [register] : []), ...sections.map(({ department }) => department)];
  return [...new Set(owners.flatMap((owner) => tagsOfFragment(owner, code)))];
}

function answerOf({ isList, key }: FetchShape, values: readonly unknown[]): Answer {
  return { data: { [key]: isList ? values : values[0] } };
}

/** null: it does not say something about each. */
function valuesIn({ data }: Answer, { isList, key }: FetchShape, count: number): readonly unknown[] | null {
  const value = data?.[key];
  if (!isList) return value === undefined ? null : [value];
  return Array.isArray(value) && value.length === count ? value : null;
}

/** Of a code, or a representation, in its one written form. */
function codeOf(asked: unknown): string | null {
  const isSubject = isRecord(asked) && asked['__typename'] === 'Organisation';
  const given = isSubject ? asked['creditCode'] : asked;
  const read = readCreditCode(given);
  return read.ok && read.value.code === given ? read.value.code : null;
}
