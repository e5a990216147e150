import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isObjectType, Kind, parse, valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';
import { readCaller } from '../schema/read-caller.ts';
import { readTokenRole } from '../demo/token-role.ts';
import type { Caller } from '../schema/caller.ts';
import { answerAnything, asked, operationFor, pathsTo, type Step } from './support/answer-anything.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../schema', file), 'utf8');
const supergraphSdl = read('supergraph.graphql');
const schema = buildSchema(read('api.graphql'));
const gateway = answerAnything(supergraphSdl, schema);
const paths = pathsTo(schema);

type Mark = { level: string; rights?: string[]; purposes?: string[] };

/** The table that a reviewer has before them: the marks as they stand in the SDL, and the roles as they stand in the file. */
const marks = new Map<string, Mark>();
const own = new Set<string>();
for (const node of parse(supergraphSdl).definitions) {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
  note(node.name.value, node.directives);
  for (const field of node.fields ?? []) {
    const coordinate = `${node.name.value}.${field.name.value}`;
    note(coordinate, field.directives);
    const owns = [field, ...(field.arguments ?? [])].flatMap(({ directives = [] }) => directives);
    if (owns.some(({ name }) => name.value === 'own')) own.add(coordinate);
  }
}
function note(coordinate: string, directives: readonly ConstDirectiveNode[] = []): void {
  const access = directives.find(({ name }) => name.value === 'access');
  const given = access?.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]);
  if (given !== undefined) marks.set(coordinate, Object.fromEntries(given) as Mark);
}
const { roles } = JSON.parse(read('access/roles.json')) as {
  roles: Record<string, { levels: string[]; rights: string[] }>;
};

function isOpen(role: string, { field, type }: Step): boolean {
  const returned = field.type.toString().replaceAll(/[[\]!]/g, '');
  const demanded = [marks.get(`${type}.${field.name}`) ?? marks.get(type), marks.get(returned)];
  const { levels, rights } = roles[role]!;
  const isOwn = role !== 'representative' || !['Query', 'Mutation'].includes(type) || own.has(`${type}.${field.name}`);
  return (
    isOwn &&
    demanded.some((mark) => mark !== undefined) &&
    demanded.every((mark) => {
      if (mark === undefined) return true;
      if (mark.level === 'RESTRICTED') return mark.rights!.some((right) => rights.includes(right));
      return levels.includes(mark.level);
    })
  );
}

const callerOf = (role: string): Caller => {
  const of: Record<string, string> = { officer: ':court', representative: `:${asked}` };
  const claims = readTokenRole(`${role}${of[role] ?? ''}`);
  const caller = claims.ok ? readCaller(claims.claims) : claims;
  if (!('caller' in caller)) throw new Error(role);
  return caller.caller;
};
const purpose = { code: 'DEVELOPMENT_TEST', case: null };

const steps = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).map((field) => [...paths.get(type.name)!, { type: type.name, field }])
      : [],
  );

describe.each(Object.keys(roles))('%s', (role) => {
  test('is given exactly the fields that the marks and the table of roles give it', async () => {
    const caller = callerOf(role);
    const wrong: string[] = [];
    for (const path of steps) {
      const closed = path.find((step) => !isOpen(role, step));
      const { data, errors = [] } = await gateway.ask(operationFor(path), { caller, purpose });
      const said = errors.map(({ extensions }) => `${extensions.code} ${extensions.field}`);
      const wanted = closed === undefined ? [] : [`UNAUTHORIZED_FIELD ${closed.type}.${closed.field.name}`];
      const shown = path.reduce<unknown>((value, { field }) => {
        const inside = Array.isArray(value) ? (value as unknown[])[0] : value;
        return (inside as Record<string, unknown> | null | undefined)?.[field.name] ?? null;
      }, data);
      if (said.join() !== wanted.join() || (shown === null) !== (closed !== undefined))
        wrong.push(`${operationFor(path)}: ${said.join()} instead of ${wanted.join()}`);
    }
    expect(wrong).toEqual([]);
  });
});

test('the table is about the whole schema, and has open and closed fields for every role', () => {
  expect(steps.length).toBeGreaterThan(400);
  for (const role of Object.keys(roles)) {
    const open = steps.filter((path) => path.every((step) => isOpen(role, step))).length;
    expect([role, open > 0, open < steps.length]).toEqual([role, true, true]);
  }
});

test.each([
  ['operator', 'Organisation.court', false],
  ['operator', 'Organisation.name', true],
  ['operator', 'Query.orderDeliveries', true],
  ['analyst', 'Organisation.stateTax', true],
  ['analyst', 'Query.orderDeliveries', false],
  ['analyst', 'Mutation.initiateMeasure', false],
  ['clerk', 'Mutation.fileObjection', false],
  ['officer', 'Mutation.initiateMeasure', true],
  ['officer', 'Mutation.enableCatalogueItem', false],
  ['coordinator', 'Mutation.enableCatalogueItem', true],
  ['representative', 'Query.orders', false],
  ['representative', 'Query.searchOrganisations', false],
  ['representative', 'Query.departments', false],
  ['representative', 'Mutation.initiateMeasure', false],
  ['representative', 'Mutation.fileObjection', true],
  ['representative', 'Organisation.court', true],
])('as reviewed: %s, %s: %p', (role, coordinate, open) => {
  const [type, name] = coordinate.split('.') as [string, string];
  const found = steps.find((path) => path.at(-1)!.type === type && path.at(-1)!.field.name === name)!;
  expect(found.every((step) => isOpen(role, step))).toBe(open);
});
