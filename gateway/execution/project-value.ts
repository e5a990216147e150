import {
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLLeafType,
  type GraphQLNullableType,
  type GraphQLOutputType,
} from 'graphql';
import { leafCheck } from './leaf-check.ts';
import { projectList } from './project-list.ts';
import { projectObject } from './project-object.ts';
import { failed, invalid, type Projector } from './projecting.ts';
import type { Reading, SelectionPart } from './selected-fields.ts';
import { valueFault } from './value-fault.ts';

/** Projects values of a type; `parts` say what is selected of them. */
export function projectValue(type: GraphQLOutputType, parts: readonly SelectionPart[], reading: Reading): Projector {
  if (isNonNullType(type)) return projectNonNull(type.ofType, projectValue(type.ofType, parts, reading));
  if (isListType(type)) return projectList(type.ofType, projectValue(type.ofType, parts, reading));
  return isLeafType(type) ? projectLeaf(type) : projectObject(type, parts, reading);
}

function projectNonNull(type: GraphQLNullableType, inner: Projector): Projector {
  return {
    project(value, projecting) {
      const done = inner.project(value, projecting);
      if (done === failed) return invalid;
      if (done !== null) return done;
      projecting.errors.push(valueFault('null', type, projecting.path));
      return invalid;
    },
    ...(inner.prepare === undefined ? {} : { prepare: (value, projecting) => inner.prepare!(value, projecting) }),
  };
}

function projectLeaf(type: GraphQLLeafType): Projector {
  const isValid = leafCheck(type);
  return {
    project(value, projecting) {
      if (value === null || isValid(value)) return value;
      projecting.errors.push(valueFault('value', type, projecting.path));
      return failed;
    },
  };
}
