import {
  getOperationAST,
  Kind,
  print,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
} from 'graphql';
import { folderOfField } from '../../schema/department-names.ts';
import type { Fetch } from './backend.ts';
import type { FetchSchema } from './fetch-schema.ts';

/**
 * A fetch about known organisations without the sections of these departments; the same one when it has none; null:
 * nothing else is asked. What is left out is then missing from the answer, and a silent section is put in its place.
 */
export function withoutSections(
  fetch: Fetch,
  departments: ReadonlySet<string>,
  { isSection, schema }: FetchSchema,
): Fetch | null {
  const info = new TypeInfo(schema);
  let leftOut = false;
  let remains = false;
  const document = visit(
    fetch.document,
    visitWithTypeInfo(info, {
      Field(node) {
        const type = info.getType();
        const name = node.name.value;
        if (type != null && isSection(type) && departments.has(folderOfField(name))) {
          leftOut = true;
          return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
        }
        remains ||= name !== '_entities' && name !== '__typename';
        return undefined;
      },
    }),
  );
  if (!leftOut) return fetch;
  return remains ? fetchOf(withoutUnused(document, fetch.operationName), fetch) : null;
}

function fetchOf(document: DocumentNode, { asks, operationName, variables }: Fetch): Fetch {
  return { query: print(document), document, variables, operationName, asks };
}

/** A document is not valid with fragments and variables that it does not use. */
function withoutUnused(document: DocumentNode, operationName: string | undefined): DocumentNode {
  const name = getOperationAST(document, operationName)?.name?.value ?? '';
  const own = separateOperations(document)[name] ?? document;
  const used = new Set<string>();
  visit(own, {
    VariableDefinition: () => false,
    Variable: ({ name: { value } }) => void used.add(value),
  });
  return visit(own, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}
