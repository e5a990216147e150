import { Kind, parse, type DocumentNode, type FieldDefinitionNode } from 'graphql';
import { isImplied, type Mark, type Marks } from './access/marks.ts';
import { isInaccessible } from './inaccessible.ts';
import { collectMarks, namedType } from './access/read-marks.ts';
import { purposeCodes } from './access/purpose.ts';
import { knownRights } from './access/rights.ts';
import type { Supergraph } from './compose-supergraph.ts';
import { folderName } from './department-names.ts';

interface Judged {
  readonly marks: Marks;
  readonly types: readonly MarkedType[];
  /** Types that some field returns, by name. */
  readonly returned: ReadonlySet<string>;
}

interface MarkedType {
  readonly name: string;
  readonly isRoot: boolean;
  readonly fields: readonly FieldDefinitionNode[];
  /** Interfaces that it implements and unions of which it is a member. */
  readonly abstract: readonly string[];
}

const roots: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);
const purposes: ReadonlySet<string> = new Set(purposeCodes(true).map(({ code }) => code));

/**
 * What a supergraph lacks to be given out by rights: nothing may be open because nobody said who may see it, and what
 * can be withheld must be able to be null. `fileOf` names the file in which a field, or a type, stands.
 */
export function accessFaults({ hints, supergraphSdl }: Supergraph, fileOf: (coordinate: string) => string): string[] {
  const judged = readTypes(parse(supergraphSdl, { noLocation: true }));
  const faults = judged.types.flatMap((type) => [
    ...unmarked(type, judged, fileOf),
    ...type.fields.flatMap((field) => fieldFaults(type, field, judged.marks).map(at(fileOf, type, field))),
    ...reachedWithLess(type, judged).map((fault) => `${fileOf(type.name)}: ${fault}`),
  ]);
  const inconsistent = hints.filter((hint) => /^\[INCONSISTENT.*@(access|own)\b/.test(hint));
  return [...faults, ...inconsistent.map((hint) => `one of these marks would win silently: ${hint}`)];
}

function at(fileOf: (coordinate: string) => string, type: MarkedType, field: FieldDefinitionNode) {
  const coordinate = `${type.name}.${field.name.value}`;
  return (fault: string) => `${fileOf(coordinate)}: ${coordinate} ${fault}`;
}

function readTypes(document: DocumentNode): Judged {
  const unions = document.definitions.flatMap((node) =>
    node.kind === Kind.UNION_TYPE_DEFINITION
      ? (node.types ?? []).map((member) => ({ member: member.name.value, union: node.name.value }))
      : [],
  );
  const types = document.definitions.flatMap((node): MarkedType[] => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    const { name, fields = [], interfaces = [] } = node;
    return [
      {
        name: name.value,
        isRoot: roots.has(name.value),
        // Of what no client can name, nobody has to say who may see it.
        fields: fields.filter((field) => !isInaccessible(field)),
        abstract: [
          ...interfaces.map((one) => one.name.value),
          ...unions.filter(({ member }) => member === name.value).map(({ union }) => union),
        ],
      },
    ];
  });
  const returned = new Set(types.flatMap(({ fields }) => fields.map(({ type }) => namedType(type))));
  return { marks: collectMarks(document), types, returned };
}

/** Fields that nobody said anything about: one sentence a type, which says what to write. */
function unmarked(type: MarkedType, { marks, types }: Judged, fileOf: (coordinate: string) => string): string[] {
  const lackingOf = (one: MarkedType) =>
    one.fields.filter((field) => marks.ofField(one.name, field.name.value).length === 0);
  // A field that returns one of these needs no sentence beside that about the type.
  const spokenOf = new Set(
    types.filter((one) => one.name !== type.name && wantsMark(one, marks) && lackingOf(one).length > 0).map(nameOf),
  );
  const lacking = lackingOf(type).filter((field) => !spokenOf.has(namedType(field.type)));
  const [first] = lacking;
  if (first === undefined) return [];
  const names = lacking.map(({ name }) => name.value).join(', ');
  const start = wantsMark(type, marks)
    ? `"type ${type.name} @access(level: SHARED) {"`
    : `"${first.name.value}: … @access(level: SHARED)"`;
  const where = fileOf(`${type.name}.${first.name.value}`);
  return [`${where}: nobody may see ${type.name} (${names}): write ${start}, or PUBLIC, or RESTRICTED with rights`];
}

/** Whether a mark on the type is missing; types to which several folders contribute are marked field by field. */
function wantsMark({ isRoot, name }: MarkedType, marks: Marks): boolean {
  return marks.ofType(name) === null && !isRoot && name !== 'Organisation';
}

const nameOf = ({ name }: MarkedType): string => name;

function fieldFaults(type: MarkedType, field: FieldDefinitionNode, marks: Marks): string[] {
  const own = marks.ofField(type.name, field.name.value);
  const ofArguments = (field.arguments ?? []).flatMap(
    (one) => marks.ofArgument(type.name, field.name.value, one.name.value) ?? [],
  );
  const all = [...own, ...ofArguments];
  const ownness = marks.ownness(type.name, field.name.value);
  return [
    ...new Set(all.flatMap(markFaults)),
    ...(ownness.by !== 'nothing' && !type.isRoot ? ['carries @own, which is for fields of the root types'] : []),
    ...(field.type.kind === Kind.NON_NULL_TYPE ? nonNullFaults(type, all, marks) : []),
  ];
}

function markFaults({ level, purposes: given, rights }: Mark): string[] {
  const unknownRights = rights.filter((right) => !isKnown(right));
  const unknownPurposes = (given ?? []).filter((purpose) => !purposes.has(purpose));
  return [
    ...(level === 'RESTRICTED' && rights.length === 0 ? ['is RESTRICTED to no right, so nobody could see it'] : []),
    ...(level !== 'RESTRICTED' && rights.length > 0 ? [`is ${level}: rights are of RESTRICTED only`] : []),
    ...unknownRights.map((right) => `demands the right "${right}", which schema/access/roles.json does not know`),
    ...unknownPurposes.map((code) => `demands the purpose "${code}", which schema/access/purposes.json does not know`),
  ];
}

function isKnown(right: string): boolean {
  const [kind, folder = '', ...rest] = right.split(':');
  return knownRights.has(right) || (kind === 'department' && rest.length === 0 && folderName.test(folder));
}

/** Withheld, it would have to be null where it cannot be, unless whoever comes to its type may see it anyhow. */
function nonNullFaults(type: MarkedType, marks: readonly Mark[], all: Marks): string[] {
  if (type.isRoot) return ['must be nullable: it is null for whoever may not ask it'];
  const ofType = all.ofType(type.name);
  const isOpen = (mark: Mark) =>
    ofType === null ? mark.level === 'PUBLIC' && (mark.purposes ?? []).length === 0 : isImplied(mark, ofType);
  return marks.every(isOpen) ? [] : ['can be withheld while its type is not, so it must be nullable'];
}

/** Whoever comes to a type by an interface or a union has shown only what that one demands. */
function reachedWithLess(type: MarkedType, { marks, returned }: Judged): string[] {
  const own = marks.ofType(type.name);
  if (own === null) return [];
  return type.abstract
    .filter((abstract) => returned.has(abstract))
    .filter((abstract) => {
      const mark = marks.ofType(abstract);
      return mark === null || !isImplied(own, mark);
    })
    .filter(() => type.fields.some(({ type: { kind } }) => kind === Kind.NON_NULL_TYPE))
    .map(
      (abstract) =>
        `${type.name} has fields that cannot be null and is reached through ${abstract}, which demands less: ` +
        `${abstract} must be marked as ${type.name} is`,
    );
}
