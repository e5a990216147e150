import { Kind, visit, type DirectiveNode, type DocumentNode } from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** Whether @skip and @include let a selection be. Throws for a variable that is no Boolean. */
export function isIncluded(directives: readonly DirectiveNode[] = [], variables: Variables): boolean {
  return directives.every(({ arguments: given = [], name }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = given.find((one) => one.name.value === 'if')?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? booleanOf(variables, value.name.value)
        : value?.kind === Kind.BOOLEAN && value.value;
    return isTrue === (name.value === 'include');
  });
}

/** Throws where a sound operation has a Boolean and this one has not. */
export function booleanOf(variables: Variables, name: string): boolean {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (typeof value !== 'boolean') throw new Error(`$${name} is no Boolean`);
  return value;
}

/** Names of the variables on which it depends what is selected, in order. */
export function variablesOfConditions(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ arguments: given = [], name }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}
