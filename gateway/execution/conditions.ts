import { Kind, type DirectiveNode } from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** One @skip or @include: a variable that has to be `wanted`. */
export interface Condition {
  readonly variable: string;
  readonly wanted: boolean;
}

/** What has to hold for a selection; 'never' where the document itself leaves it out. */
export type Conditions = readonly Condition[] | 'never';

export function conditionsOf(directives: readonly DirectiveNode[] = [], around: Conditions = []): Conditions {
  let all = around;
  for (const { arguments: given = [], name } of directives) {
    if (all === 'never' || (name.value !== 'skip' && name.value !== 'include')) continue;
    const wanted = name.value === 'include';
    const value = given.find((one) => one.name.value === 'if')?.value;
    if (value?.kind === Kind.VARIABLE) all = [...all, { variable: value.name.value, wanted }];
    else if (value?.kind === Kind.BOOLEAN && value.value !== wanted) all = 'never';
  }
  return all;
}

/** @throws Error for a variable that is no Boolean, which a sound operation cannot have. */
export function holds({ variable, wanted }: Condition, variables: Variables): boolean {
  return booleanOf(variables, variable) === wanted;
}

export function booleanOf(variables: Variables, name: string): boolean {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (typeof value !== 'boolean') throw new Error(`$${name} is no Boolean`);
  return value;
}
