import {
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  valueFromAST,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql';
import { readCreditCode } from '../../schema/credit-code.ts';
import { isRecord } from '../sources/read-answer.ts';

/** An argument as the document gives it; its variables differ from request to request. */
export interface AskedArgument {
  readonly value: ValueNode;
  readonly type: GraphQLInputType;
  /** Credit codes may stand in it. */
  readonly mayNameOrganisations: boolean;
}

type Variables = Readonly<Record<string, unknown>>;

export function readArguments(node: FieldNode, definition: GraphQLField<unknown, unknown>): AskedArgument[] {
  return (node.arguments ?? []).flatMap(({ name, value }) => {
    const type = definition.args.find((one) => one.name === name.value)?.type;
    return type === undefined ? [] : [{ value, type, mayNameOrganisations: mayName(type, new Set()) }];
  });
}

export function valueOf({ type, value }: AskedArgument, variables: Variables): unknown {
  return value.kind === Kind.VARIABLE ? variables[value.name.value] : valueFromAST(value, type, variables);
}

/** The organisations that arguments name, also where the answer says nothing about them. What is no code names nobody. */
export function codesIn(asked: readonly AskedArgument[], variables: Variables): string[] {
  return asked.flatMap((argument) => codesOf(valueOf(argument, variables), argument.type));
}

function codesOf(value: unknown, given: GraphQLInputType): string[] {
  const type = getNullableType(given);
  if (value == null) return [];
  if (isListType(type)) return (Array.isArray(value) ? value : [value]).flatMap((one) => codesOf(one, type.ofType));
  if (isInputObjectType(type)) {
    if (!isRecord(value)) return [];
    return Object.values(type.getFields()).flatMap((field) => codesOf(value[field.name], field.type));
  }
  if (type.name !== 'CreditCode') return [];
  const read = readCreditCode(value);
  return read.ok ? [read.value.code] : [];
}

function mayName(given: GraphQLInputType, seen: Set<GraphQLInputType>): boolean {
  const type = getNullableType(given);
  if (isListType(type)) return mayName(type.ofType, seen);
  if (!isInputObjectType(type)) return type.name === 'CreditCode';
  if (seen.has(type)) return false;
  seen.add(type);
  return Object.values(type.getFields()).some((field) => mayName(field.type, seen));
}
