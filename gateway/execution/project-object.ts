import { isCompositeType, isObjectType, type GraphQLCompositeType } from 'graphql';
import { projectValue } from './project-value.ts';
import { failed, invalid, type Projecting, type Projector } from './projecting.ts';
import { selectedFields, type Reading, type SelectionPart } from './selected-fields.ts';
import { setField } from './set-field.ts';
import { valueFault } from './value-fault.ts';

type Values = Readonly<Record<string, unknown>>;

interface Field {
  readonly key: string;
  readonly isTypename: boolean;
  readonly projector: Projector;
}

/** What is selected of objects of one type. */
interface Shape {
  readonly type: GraphQLCompositeType;
  readonly fields: readonly Field[];
}

/** Objects of a type, or the root: which fields they have is read once for each type that is met. */
export function projectObject(
  declared: GraphQLCompositeType,
  parts: readonly SelectionPart[],
  reading: Reading,
): Projector {
  const known = new Map<string, Shape | null>();
  const shapeOf = ({ __typename }: Values): Shape | null => {
    if (__typename !== undefined && typeof __typename !== 'string')
      throw new Error(`an object of type ${declared.name} has a type that is no name`);
    const told = __typename ?? '';
    const shape = known.get(told);
    if (shape !== undefined) return shape;
    const type = told === '' ? declared : reading.schema.getType(told);
    // Nothing is kept of what the schema does not have: that may be anything.
    if (!isCompositeType(type)) return null;
    const made = { type, fields: fieldsOf(type, parts, reading) };
    known.set(told, made);
    return made;
  };
  return {
    project(value, projecting) {
      if (value === null) return null;
      if (typeof value !== 'object') throw new Error(`an object of type ${declared.name} is none`);
      const shape = shapeOf(value as Values);
      if (shape !== null) return projectFields(value as Values, shape, projecting, reading);
      projecting.errors.push(valueFault('typename', declared, projecting.path));
      return failed;
    },
    async prepare(value, projecting) {
      if (typeof value !== 'object' || value === null) return;
      for (const { key, projector } of shapeOf(value as Values)?.fields ?? []) {
        if (projector.prepare === undefined) continue;
        projecting.path.push(key);
        await projector.prepare(valueAt(value as Values, key), projecting);
        projecting.path.pop();
      }
    },
  };
}

function fieldsOf(type: GraphQLCompositeType, parts: readonly SelectionPart[], reading: Reading): Field[] {
  return selectedFields(parts, type, reading).map((field) => ({
    key: field.key,
    isTypename: field.isTypename,
    projector: projectValue(field.type, field.parts, reading),
  }));
}

function projectFields(value: Values, { fields, type }: Shape, projecting: Projecting, reading: Reading): unknown {
  const shown: Record<string, unknown> = {};
  const { path } = projecting;
  const at = path.length;
  for (const { isTypename, key, projector } of fields) {
    const input = valueAt(value, key);
    path[at] = key;
    const done = isTypename ? typenameOf(input, type, reading) : projector.project(input, projecting);
    path.length = at;
    if (done === invalid) return failed;
    setField(shown, key, done === failed ? null : done);
  }
  return shown;
}

/** `invalid` where the object's own type is not known. */
function typenameOf(input: unknown, type: GraphQLCompositeType, { schema }: Reading): unknown {
  const told = typeof input === 'string' ? (schema.getType(input) ?? type) : type;
  return isObjectType(told) ? told.name : invalid;
}

/** A client may call a field `constructor`, of which every object has one. */
function valueAt(value: Values, key: string): unknown {
  if (key in Object.prototype && !Object.hasOwn(value, key)) return null;
  return value[key] ?? null;
}
