import { LRUCache } from 'lru-cache';
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
import { readShape, type FetchShape } from './fetch-shape.ts';
import { register, tagsOfFragment } from './fragment-tags.ts';
import type { Fragment, Fragments, Start } from './fragments.ts';
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

/** Characters of fetches whose shapes are known. */
const keptCharacters = 8 * 1024 * 1024;
const mostIds = 10_000;
/** Measured: parsed objects take some three times their text. */
const bytesEachCharacter = 3;

/** Asks a subgraph only about organisations of which nothing is kept, and keeps what it says. */
export function keepFetches(subgraph: Subgraph, fetchSchema: () => FetchSchema, parts: KeepingParts): Subgraph {
  const { access, restrictedToo, uses } = parts;
  const { said } = parts.fragments;
  const marks = access?.marks ?? null;
  const shapes = new LRUCache<string, { readonly shape: FetchShape | null }>({
    maxSize: keptCharacters,
    sizeCalculation: (_, query) => query.length + 1,
  });
  const known = new WeakMap<ClientRequest, string>();
  const ids = new LRUCache<string, string>({ max: mostIds });
  let last = 0;
  /** Plans call what they fetch after the client's operation; the name says nothing. */
  const idOf = ({ operationName, query }: PlannedFetch): string => {
    const text = operationName === undefined ? query : query.replace(operationName, '');
    const id = ids.get(text) ?? `${subgraph.name} ${(last += 1)}`;
    ids.set(text, id);
    return id;
  };
  const shapeOf = (fetch: PlannedFetch): FetchShape | null => {
    const { operationName, query } = fetch;
    const known = shapes.get(query);
    if (known !== undefined) return known.shape;
    const around = { subgraph: subgraph.name, fetchSchema: fetchSchema(), marks, restrictedToo };
    const read = readShape(query, operationName, around);
    const shape = read === null ? null : { ...read, id: idOf(fetch) };
    shapes.set(query, { shape });
    return shape;
  };

  async function answer(fetch: PlannedFetch, request: ClientRequest, shape: FetchShape): Promise<Answer> {
    const { [shape.variable]: about, ...others } = fetch.variables;
    const asked: readonly unknown[] = shape.isList && Array.isArray(about) ? about : [about];
    const prefix = `${shape.id} ${keyOf(request)} ${canonicalJson(others)} `;
    const keys = asked.map((one) => prefix + JSON.stringify(one));
    const found = keys.map((key) => (request.fresh ? undefined : said.get(key)));
    const missing = keys.flatMap((_, at) => (found[at] === undefined ? [at] : []));
    for (const one of found) if (one !== undefined) uses.note(request, one);
    if (missing.length === 0) return answerOf(shape, found.map(valueOf));
    const from = parts.fragments.start();
    const atMs = parts.now();
    const isPart = missing.length < asked.length;
    const further = isPart ? { ...others, [shape.variable]: missing.map((at) => asked[at]) } : fetch.variables;
    const given = await subgraph.answer({ ...fetch, variables: further }, request);
    const values = valuesIn(given, shape, missing.length);
    if (values === null) return isPart ? subgraph.answer(fetch, request) : given;
    keep(
      { given, values, shape, from, atMs, keys: missing.map((at) => keys[at]!) },
      missing.map((at) => asked[at]),
    );
    if (!isPart) return given;
    const places = new Map(missing.map((at, place) => [at, place]));
    const all = found.map((one, at) => (one === undefined ? values[places.get(at)!] : one.value));
    const errors = errorsFor(
      given.errors ?? [],
      asked.map((_, at) => places.get(at) ?? -1),
    );
    return { ...given, ...answerOf(shape, all), ...(errors.length === 0 ? {} : { errors }) };
  }

  interface Given {
    readonly given: Answer;
    readonly values: readonly unknown[];
    readonly shape: FetchShape;
    readonly from: Start;
    readonly atMs: number;
    readonly keys: readonly string[];
  }

  function keep({ atMs, from, given, keys, shape, values }: Given, asked: readonly unknown[]): void {
    const faulty = faultyPlaces(given, { isList: shape.isList, codes: asked.map(codeOf) });
    if (faulty === 'all') return;
    for (const [at, value] of values.entries()) {
      const code = codeOf(asked[at]);
      if (code === null || !isRecord(value) || faulty.has(at)) continue;
      const fragment = fragmentOf(value, code, shape, atMs);
      if (fragment !== null) said.keep(keys[at]!, fragment, from);
    }
  }

  function fragmentOf(value: Record<string, unknown>, code: string, shape: FetchShape, atMs: number) {
    const sections = readOrigins(value, shape.sections, code);
    const untilMs = sections === null ? null : endOfLife({ sections }, atMs, parts.keptForMs);
    if (sections === null || untilMs === null) return null;
    const of = [
      ...new Set([...(shape.asksRegister ? [register] : []), ...shape.sections.map((one) => one.department)]),
    ];
    const tags = [...new Set(of.flatMap((department) => tagsOfFragment(department, code)))];
    const bytes = bytesEachCharacter * JSON.stringify(value).length;
    return { value, bytes, sections, madeAtMs: atMs, untilMs, tags } satisfies Fragment<object>;
  }

  /** Departments and the register read of who asks only what rights make of it. */
  function keyOf(request: ClientRequest): string {
    const key = known.get(request) ?? keysOf(request, access).byRights;
    known.set(request, key);
    return key;
  }

  return {
    name: subgraph.name,
    async answer(fetch, request) {
      const isSilent = (request.overBudget?.size ?? 0) > 0;
      const shape = isSilent || request.forNobody === true ? null : shapeOf(fetch);
      return shape === null ? subgraph.answer(fetch, request) : answer(fetch, request, shape);
    },
  };
}

function valueOf(fragment: Fragment<object> | undefined): unknown {
  return fragment?.value;
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
