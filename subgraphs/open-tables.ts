import type { Department } from './connector/load-departments.ts';
import { loadMatters } from './eligibility/matters/load-matters.ts';
import { loadLists } from './records/lists/load-lists.ts';
import { createTables, type Tables } from './supervision/tables.ts';

/** The district's tables, from the reviewed files, for those who count. */
export function openTables(departments: readonly Department[]): Tables {
  return createTables({ departments, lists: loadLists(), matters: loadMatters() });
}
