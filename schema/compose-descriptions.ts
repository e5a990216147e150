import { Kind, visit, type ASTNode, type DocumentNode, type StringValueNode } from 'graphql';

const described: ReadonlySet<string> = new Set([
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
]);

/** Everything that clients see must say in Chinese and in English what it is. `file` names the place in the message. */
export function descriptionFaults(file: string, document: DocumentNode): string[] {
  const faults: string[] = [];
  const path: string[] = [];
  visit(document, {
    enter(node) {
      if (!('name' in node) || node.name?.kind !== Kind.NAME) return undefined;
      if (node.kind === Kind.DIRECTIVE || node.kind === Kind.ARGUMENT || node.kind === Kind.NAMED_TYPE) return false;
      path.push(node.name.value);
      const lack = described.has(node.kind) ? lackOf(node) : null;
      if (lack !== null) faults.push(`${file}:${node.loc?.startToken.line ?? 0}: ${path.join('.')} ${lack}`);
      return undefined;
    },
    leave(node) {
      if ('name' in node && node.name?.kind === Kind.NAME) path.pop();
    },
  });
  return faults;
}

function lackOf(node: ASTNode): string | null {
  // Described where it is defined.
  if (node.kind === Kind.FIELD_DEFINITION && node.directives?.some(({ name }) => name.value === 'external'))
    return null;
  const text = 'description' in node ? ((node.description as StringValueNode | undefined)?.value ?? '') : '';
  if (text.trim() === '') return 'has no description';
  if (!/\p{Script=Han}/u.test(text)) return 'is not described in Chinese';
  return /[A-Za-z]{2}/.test(text) ? null : 'is not described in English';
}
