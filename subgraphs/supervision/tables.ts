import type { Connector } from '../connector/connector.ts';
import type { Fact } from '../connector/reading.ts';
import type { Matter } from '../eligibility/matters/matter.ts';
import type { CreditLists, ListKind } from '../records/lists/credit-list.ts';
import { placeOf } from '../records/lists/entries.ts';

/** What the district's tables say about the things that are counted. */
export interface Tables {
  /** Kind of the list on which a record is an entry; null: it is none, or its record set is not known. */
  listKindOf(
    department: string,
    recordSet: string,
    fact: Pick<Fact, 'recordKind' | 'effect' | 'severity'>,
  ): ListKind | null;
  /** Folder of the department that decides a matter; null: the table no longer has the matter. */
  departmentOf(matter: string): string | null;
}

export interface TablesParts {
  readonly departments: readonly { readonly name: string; readonly connector: Pick<Connector, 'recordSets'> }[];
  readonly lists: CreditLists;
  readonly matters: readonly Pick<Matter, 'code' | 'department'>[];
}

export function createTables({ departments, lists, matters }: TablesParts): Tables {
  const connectors = new Map(departments.map(({ connector, name }) => [name, connector]));
  const deciders = new Map(matters.map(({ code, department }) => [code, department]));
  return {
    listKindOf(department, recordSet, fact) {
      const catalogueItem = connectors.get(department)?.recordSets[recordSet]?.catalogue.item ?? '';
      return placeOf({ ...fact, department, catalogueItem }, lists)?.kind ?? null;
    },
    departmentOf: (matter) => deciders.get(matter) ?? null,
  };
}
