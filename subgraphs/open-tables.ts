import type { Department } from './connector/load-departments.ts';
import { loadMatters } from './eligibility/matters/load-matters.ts';
import { placeOf } from './records/lists/entries.ts';
import { loadLists } from './records/lists/load-lists.ts';
import type { Tables } from './supervision/tables.ts';

/**
 * The district's tables, from the reviewed files, for those who count. Of a department that is not among these, an entry
 * is known by its kind of record only.
 */
export function openTables(departments: readonly Department[]): Tables {
  const lists = loadLists();
  const connectors = new Map(departments.map(({ connector, name }) => [name, connector]));
  const deciders = new Map(loadMatters().map(({ code, department }) => [code, department]));
  return {
    listKindOf(department, recordSet, fact) {
      const catalogueItem = connectors.get(department)?.recordSets[recordSet]?.catalogue.item ?? '';
      return placeOf({ ...fact, department, catalogueItem }, lists)?.kind ?? null;
    },
    departmentOf: (matter) => deciders.get(matter) ?? null,
  };
}
