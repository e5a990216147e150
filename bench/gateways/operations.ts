import { readFolders } from '../../schema/compose-folders.ts';

/** One thing that is asked, of one organisation or of a batch. */
export interface Operation {
  readonly query: string;
  readonly variables: (codes: readonly string[]) => Readonly<Record<string, unknown>>;
  /** Organisations in one request. */
  readonly size: number;
}

const section = `
  source { department state asOf nextExpected rejectedRows unlinkedRows unlinkedAdverseRows }
  creditRecords {
    id recordKind catalogueItem catalogueEdition effect severity severityRule documentNumber documentOn precision
    validFrom validUntil openEnded inForce amount { yuan } authority state remark
  }`;

const identity = 'creditCode name nameConfirmed status kind establishedOn registrationNumber organisationCode';

/** The first eight that were connected: what is compared from run to run. */
const first = [
  'court',
  'environment',
  'housing-construction',
  'human-resources',
  'market-regulation',
  'quality-supervision',
  'science-technology',
  'state-tax',
];

/** Field of a department on the organisation. */
function fieldOf(folder: string): string {
  return folder.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

export function allDepartments(): string[] {
  const others = readFolders()
    .filter(({ name, role }) => role === 'department' && !first.includes(name))
    .map(({ name }) => name);
  return [...first, ...others];
}

/** A full profile of the first so many departments. */
export function fullProfile(departments: number): Operation {
  const sections = allDepartments()
    .slice(0, departments)
    .map((name) => `${fieldOf(name)} { ...Section }`);
  return {
    query: `query Profile($creditCode: CreditCode!) { organisation(creditCode: $creditCode) { ${identity} ${sections.join(' ')} } }
      fragment Section on DepartmentSection {${section} }`,
    variables: ([creditCode]) => ({ creditCode }),
    size: 1,
  };
}

/** Three departments, six fields: what an approval system looks at. */
export const greenChannelSized: Operation = {
  query: `query Look($creditCode: CreditCode!) { organisation(creditCode: $creditCode) {
      name status
      court { source { state asOf } }
      stateTax { source { state } }
      environment { source { state } } } }`,
  variables: ([creditCode]) => ({ creditCode }),
  size: 1,
};

/** So many organisations, four departments each. */
export function batch(size: number): Operation {
  const sections = first.slice(0, 4).map((name) => `${fieldOf(name)} { ...Section }`);
  return {
    query: `query Batch($creditCodes: [CreditCode!]!) { organisations(creditCodes: $creditCodes) { ${identity} ${sections.join(' ')} } }
      fragment Section on DepartmentSection {${section} }`,
    variables: (creditCodes) => ({ creditCodes }),
    size,
  };
}

/** Request bodies over these codes, the often asked more often; the n-th is always the same one. */
export function bodiesOf({ query, size, variables }: Operation, codes: readonly string[], order: readonly number[]) {
  return (at: number) => {
    const asked = Array.from({ length: size }, (_, next) => {
      const place = size === 1 ? order[at % order.length]! : (order[at % order.length]! + next) % codes.length;
      return codes[place]!;
    });
    return JSON.stringify({ query, variables: variables(asked) });
  };
}

/** Request bodies that together ask once about every organisation. */
export function coverOf({ query, size, variables }: Operation, codes: readonly string[]): string[] {
  const parts = Array.from({ length: Math.ceil(codes.length / size) }, (_, at) =>
    codes.slice(at * size, (at + 1) * size),
  );
  return parts.map((asked) => JSON.stringify({ query, variables: variables(asked) }));
}
