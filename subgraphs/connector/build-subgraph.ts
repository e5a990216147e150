import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import { GraphQLScalarType, parse, responsePathAsArray, type GraphQLResolveInfo } from 'graphql';

import { readCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import type { Asking } from '../../schema/asking.ts';
import { departmentSdl } from '../../schema/subgraph-sdl.ts';
import type { RequestFacts, Subgraph, SubgraphContext } from '../subgraph.ts';
import type { FindAuthority } from './authority.ts';
import { shown } from './check-connector.ts';
import { creditRecord, ownFields } from './credit-record.ts';
import type { Department } from './load-departments.ts';
import { fieldOfFolder, sectionTypeOf } from '../../schema/department-names.ts';
import type { Clock } from './protocol.ts';
import { visibleFacts, withheldRows } from './row-levels.ts';
import type { Section } from './section.ts';
import { today } from './timetable.ts';
import { creditRecords, recordsOnFile, type Answering } from './uniform-records.ts';

/**
 * Reads sections of one department, in as few calls as its system allows. `now`: ask the department, whatever is kept;
 * `inBatch`: within the share of its rate that batches have.
 */
export type LoadSections = (
  codes: readonly CreditCode[],
  now: boolean,
  inBatch: boolean,
) => Promise<readonly Section[]>;

export interface ServedDepartment {
  readonly department: Department;
  readonly load: LoadSections;
}

interface Context extends SubgraphContext {
  readonly asking: Asking;
  readonly sections: ReadonlyMap<string, DataLoader<CreditCode, Section>>;
}

/** What all departments of a subgraph share. */
export interface SubgraphSurroundings {
  readonly clock: Clock;
  readonly findAuthority: FindAuthority;
}

/** One federation subgraph out of the folders that are served together; usually one. */
export function buildSubgraph(
  name: string,
  served: readonly ServedDepartment[],
  around: SubgraphSurroundings,
): Subgraph {
  const sdl = departmentSdl(served.map(({ department }) => department.sdl).join('\n'));
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolversOf(served, around) as never });
  return {
    name,
    sdl,
    schema,
    createContext(request: RequestFacts): Context {
      const loaders = served.map(
        ({ department, load }) =>
          [
            department.name,
            new DataLoader<CreditCode, Section>((codes) => load(codes, request.fresh, request.inBatch ?? false), {
              maxBatchSize: 1000,
            }),
          ] as const,
      );
      return { errors: [], warnings: [], asking: request, sections: new Map(loaders) };
    },
  };
}

function resolversOf(served: readonly ServedDepartment[], around: SubgraphSurroundings): Record<string, unknown> {
  const sections = served.map(
    ({ department }) => [sectionTypeOf(department.name), sectionResolvers(department)] as const,
  );
  const fields = served.map(
    ({ department }) => [fieldOfFolder(department.name), resolveSection(department, around)] as const,
  );
  return {
    Organisation: {
      __resolveReference: ({ creditCode }: { creditCode: unknown }) => ({ creditCode }),
      ...Object.fromEntries(fields),
    },
    DepartmentSection: { __resolveType: ({ section }: Answering) => sectionTypeOf(section.source.department) },
    DepartmentRecord: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    CreditCode: new GraphQLScalarType({ name: 'CreditCode' }),
    ...Object.fromEntries(sections),
  };
}

function resolveSection(department: Department, { clock, findAuthority }: SubgraphSurroundings) {
  return async (
    { creditCode }: { creditCode: unknown },
    _: unknown,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<Answering | null> => {
    const read = readCreditCode(creditCode);
    if (!read.ok) return null;
    const section = await context.sections.get(department.name)!.load(read.value.code);
    const { error, source } = section;
    if (source.state === 'UNAVAILABLE' && error !== null)
      context.errors.push({ path: responsePathAsArray(info.path), error });
    if (source.state === 'STALE') {
      context.warnings.push({
        department: department.name,
        creditCode: section.creditCode,
        code: (error as { code?: string } | null)?.code ?? 'DEPARTMENT_UNAVAILABLE',
        asOf: source.asOf,
      });
    }
    return { section, asking: context.asking, today: today(clock), findAuthority };
  };
}

function sectionResolvers(department: Department): Record<string, unknown> {
  const { connector, name } = department;
  const lists = shown(connector).map(
    ([recordSet, set]) =>
      [
        recordSet,
        ({ asking, findAuthority, section, today }: Answering) =>
          section.facts === null
            ? null
            : visibleFacts(section.facts[recordSet] ?? [], set, asking).map((fact) => ({
                __typename: set.type,
                record: creditRecord(fact, { department: name, findAuthority, set, today }),
                ...ownFields(fact, set),
              })),
      ] as const,
  );
  return {
    source: ({ asking, section }: Answering) => ({
      ...section.source,
      withheldRows: withheldRows(section, connector, asking),
    }),
    creditRecords: (answering: Answering) => creditRecords(department, answering),
    recordsOnFile: (answering: Answering) => recordsOnFile(department, answering),
    ...Object.fromEntries(lists),
  };
}
