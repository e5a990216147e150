import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** How the schema says whom an object is about. */
export interface Subjects {
  /** Fields that lead from an object of this type to credit codes, e.g. measure, organisation, creditCode. */
  pathOf(type: GraphQLNamedType): readonly string[] | null;
  /** Whether objects of this type name the measure that they belong to. */
  namesMeasure(type: GraphQLNamedType): boolean;
  /** Whether this is a department's section. */
  isSection(type: GraphQLNamedType): boolean;
  /** What is asked of a section's origin, as far as the schema knows it. */
  readonly originFields: readonly string[];
  /** Whether what is asked of this type is asked about somebody. */
  isAbout(type: GraphQLNamedType): boolean;
}

const codeType = 'CreditCode';
const measureField = 'measureId';
/** An order's measure's organisation's code, seen from an edge of a page. */
const longestPath = 5;

/** Read from the types alone, so that a type that is new tomorrow is accounted for without being named anywhere. */
export function createSubjects(schema: GraphQLSchema): Subjects {
  const paths = findPaths(schema);
  const section = schema.getType('DepartmentSection');
  const origin = schema.getType('SourceReport');
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType()];
  const namesMeasure = (type: GraphQLNamedType) =>
    isObjectType(type) && !roots.includes(type) && type.getFields()[measureField]?.args.length === 0;
  return {
    pathOf: (type) => paths.get(type.name) ?? null,
    namesMeasure,
    isSection: (type) =>
      isInterfaceType(section) && (type === section || (isObjectType(type) && schema.isSubType(section, type))),
    originFields: ['department', 'state', 'asOf', 'freshUntil'].filter(
      (name) => isObjectType(origin) && origin.getFields()[name] !== undefined,
    ),
    isAbout: (type) => paths.has(type.name) || namesMeasure(type),
  };
}

/** Shortest paths over fields that need no argument and give one object; the last may give a list of codes. */
function findPaths(schema: GraphQLSchema): Map<string, readonly string[]> {
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !roots.includes(type) && !type.name.startsWith('__'),
  );
  const paths = new Map<string, readonly string[]>();
  for (let length = 1; length <= longestPath; length += 1) {
    for (const type of types) {
      if (paths.has(type.name)) continue;
      const path = pathThrough(Object.values(type.getFields()), length, paths);
      if (path !== null) paths.set(type.name, path);
    }
  }
  return paths;
}

function pathThrough(
  fields: readonly GraphQLField<unknown, unknown>[],
  length: number,
  paths: ReadonlyMap<string, readonly string[]>,
): readonly string[] | null {
  for (const { args, name, type } of fields) {
    if (args.length > 0) continue;
    const named = getNamedType(type);
    if (length === 1 && named.name === codeType) return [name];
    const rest = isListType(getNullableType(type)) ? undefined : paths.get(named.name);
    if (rest !== undefined && rest.length === length - 1) return [name, ...rest];
  }
  return null;
}
