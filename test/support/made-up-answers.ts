import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  getNamedType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { Answer, Backend, Fetch } from '../../gateway/sources/backend.ts';
import { scopeOfNobody } from '../../gateway/sources/scope.ts';

/** How often, of a thousand, something is wrong. */
export interface Faults {
  /** Makes all that is answered. */
  readonly seed: number;
  readonly nulls: number;
  readonly errors: number;
  /** Values that the schema does not allow. */
  readonly lies: number;
}

interface Known {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/** A subgraph that answers anything of its schema: always the same about the same, however it is asked. */
export function madeUpBackend(sdl: string, faultsNow: () => Faults): Backend {
  const resolveReference = { __resolveReference: (reference: unknown) => reference };
  const plain = buildSubgraphSchema({ typeDefs: parse(sdl) });
  const ofMedia = {
    Media: {
      __resolveReference: (known: Known) => ({ ...known, __typename: pick(['Book', 'Film'], hashOf(known.id)) }),
    },
  };
  const resolvers = isAbstractType(plain.getType('Media')) ? ofMedia : {};
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: { ...resolvers, Owner: resolveReference } });
  return {
    checked: false,
    scopeOf: scopeOfNobody,
    async execute(fetch) {
      const result = await execute({
        schema,
        document: fetch.document,
        variableValues: fetch.variables,
        operationName: fetch.operationName ?? null,
        contextValue: faultsNow(),
        fieldResolver: makeUp,
        typeResolver: (value) => (value as Known).__typename,
      });
      return withLies(JSON.parse(JSON.stringify(result)) as ExecutionResult, fetch, faultsNow());
    },
    close: async () => {},
  };
}

/**
 * Holds each answer back for some turns of the event loop, by its operation; order 0: for none. What is let go in one
 * turn comes at once, as over one socket.
 */
export function createOrders(orderNow: () => number): (backend: Backend) => Backend {
  let held: { turns: number; readonly letGo: () => void }[] = [];
  const turn = () => {
    const all = held.map(({ letGo, turns }) => ({ letGo, turns: turns - 1 }));
    held = all.filter(({ turns }) => turns > 0);
    if (held.length > 0) setImmediate(turn);
    for (const { letGo, turns } of all) if (turns === 0) letGo();
  };
  const hold = (turns: number) =>
    new Promise<void>((letGo) => {
      if (held.length === 0) setImmediate(turn);
      held.push({ turns, letGo });
    });
  return (backend) => ({
    ...backend,
    async execute(fetch, request) {
      const order = orderNow();
      const answer = await backend.execute(fetch, request);
      if (order > 0) await hold(1 + (hashOf([order, fetch.operationName]) % 3));
      return answer;
    },
  });
}

const makeUp: GraphQLFieldResolver<Known | undefined, Faults> = (source, args, faults, info) => {
  const known = source?.[info.fieldName];
  if (known !== undefined) return known;
  const about = hashOf([faults.seed, source, info.fieldName, args]);
  if (about % 1000 < faults.errors) throw new Error(`no ${info.fieldName} of ${JSON.stringify(source)}`);
  return valueOf(info.returnType, about, { faults, schema: info.schema });
};

interface Making {
  readonly faults: Faults;
  readonly schema: GraphQLSchema;
}

function valueOf(type: GraphQLOutputType, about: number, making: Making): unknown {
  if (!isNonNullType(type) && hashOf([about, 'null']) % 1000 < making.faults.nulls) return null;
  const wanted = isNonNullType(type) ? type.ofType : type;
  if (isListType(wanted))
    return Array.from({ length: about % 4 }, (_, at) => valueOf(wanted.ofType, hashOf([about, at]), making));
  const named = getNamedType(wanted);
  const object = isAbstractType(named) ? pick(making.schema.getPossibleTypes(named), about) : named;
  if (isObjectType(object)) return objectOf(object.name, about);
  if (isEnumType(named)) return pick(['NEW', 'USED', 'SECRET'], hashOf([about, 'kind']) % 9 === 0 ? 2 : about);
  switch (named.name) {
    case 'Int':
      return about % 100;
    case 'Float':
      return (about % 1000) / 4;
    case 'Boolean':
      return about % 2 === 0;
    case 'JSON':
      return pick([{ a: [about % 9] }, 'text', 7, [1, [2]]] as unknown[], about);
    default:
      return `t${about % 50}`;
  }
}

/** Few of each kind, so that the same are met again. */
function objectOf(type: string, about: number): Known {
  const id = `${about % 4}`;
  if (type === 'Store') return { __typename: type, code: id, region: { __typename: 'Region', name: `r${id}` } };
  const isEntity = ['Item', 'Owner', 'Book', 'Film', 'Media'].includes(type);
  if (type === 'Book' || type === 'Film') return { __typename: pick(['Book', 'Film'], hashOf(id)), id };
  return isEntity ? { __typename: type, id } : { __typename: type, made: about };
}

function withLies(result: ExecutionResult, fetch: Fetch, faults: Faults): Answer {
  const { data } = result;
  if (data == null || faults.lies === 0) return result;
  const representations = fetch.variables.representations as readonly unknown[] | undefined;
  const entities = data['_entities'];
  if (representations === undefined || !Array.isArray(entities))
    return { ...result, data: twisted(data, [fetch.query], faults) } as Answer;
  const lied = entities.map((one, at) => twisted(one, [fetch.query, representations[at]], faults));
  return { ...result, data: { _entities: lied } };
}

function twisted(value: unknown, about: readonly unknown[], faults: Faults): unknown {
  if (Array.isArray(value)) return value.map((one, at) => twisted(one, [...about, at], faults));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      // A type under another name that is none: the library then takes the type of the fragment around it.
      if (key === 'kindOf') return [key, inner];
      const chance = hashOf([faults.seed, about, key]) % 1000;
      const isKey = ['__typename', 'id', 'code', 'region'].includes(key);
      if (chance >= faults.lies || (isKey && chance % 8 !== 0)) return [key, twisted(inner, [...about, key], faults)];
      if (Array.isArray(inner) || typeof inner === 'object') return [key, null];
      return [key, pick([null, 'x', 1.5, true, 7], chance)];
    }),
  );
}

function pick<T>(from: readonly T[], by: number): T {
  return from[by % from.length]!;
}

/** FNV-1a over the JSON text. */
function hashOf(value: unknown): number {
  let hash = 2_166_136_261;
  for (const character of JSON.stringify(value) ?? '') {
    hash ^= character.codePointAt(0)!;
    hash = Math.imul(hash, 16_777_619);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
