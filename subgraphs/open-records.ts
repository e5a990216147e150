import { readFolders } from '../schema/compose-folders.ts';
import { subgraphsOf, type Layout } from '../schema/layout.ts';
import { buildRecords } from './records/build-records.ts';
import { loadLists } from './records/lists/load-lists.ts';
import type { RecordsParts } from './records/records-parts.ts';
import type { Subgraph } from './subgraph.ts';

export interface OpenRecordsParts extends Pick<RecordsParts, 'clock' | 'measuresOf' | 'repairRules'> {
  /** Folders in which departments are found; the product's own by default. */
  readonly folders?: readonly string[] | undefined;
  readonly layout: Layout;
}

/** The subgraph of records and lists as it is composed, with its reviewed lists. */
export function openRecords({ folders, layout, ...around }: OpenRecordsParts): Subgraph {
  const found = readFolders(folders);
  const own = subgraphsOf(found, layout).find(({ name }) => name === 'records');
  if (own === undefined) throw new Error('the folder of records has no schema.graphql');
  const departments = found.filter(({ role }) => role === 'department').map(({ name }) => name);
  return buildRecords({ ...around, sdl: own.sdl, departments, lists: loadLists() });
}
