import { Kind, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { variablesOfConditions, type Variables } from './conditions.ts';
import { projectObject } from './project-object.ts';
import type { Projector } from './projecting.ts';

export interface ProjectionParts {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** What clients see. */
  readonly schema: GraphQLSchema;
}

/** An operation with n conditions has 2 to the n projections; few of them are ever asked for. */
const most = 16;

/** What an operation selects depends on the variables of its conditions; for each of their values it is compiled once. */
export function compileProjection(parts: ProjectionParts): (variables: Variables) => Projector {
  const names = variablesOfConditions(parts.document);
  const known = new Map<string, Projector>();
  return (variables) => {
    const key = names.map((name) => String(variables[name])).join(' ');
    const projector = known.get(key) ?? compile(parts, variables);
    if (known.size < most) known.set(key, projector);
    return projector;
  };
}

function compile({ document, operation, schema }: ProjectionParts, variables: Variables): Projector {
  const fragments = new Map(
    document.definitions
      .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const root = schema.getRootType(operation.operation)!;
  return projectObject(root, [{ set: operation.selectionSet, type: root }], { schema, fragments, variables });
}
