import type { Connector } from '../../connector/connector.ts';
import { openTo } from '../../connector/row-levels.ts';
import type { Fact } from '../../connector/reading.ts';
import { publishedKinds } from '../duty/published-part.ts';

/** A department, wherever it is served, and how its records can be listed. */
export interface PublishedDepartment {
  readonly name: string;
  readonly connector: Connector;
}

/** Whether records of a department are kept as a whole; otherwise it can only be asked about each organisation. */
export function isListed({ connector }: PublishedDepartment): boolean {
  return connector.protocol.mode !== 'asked';
}

/** Record sets that may hold something to be published. A kind that depends on the row is only known with the row. */
export function publishedSets({ connector }: PublishedDepartment): readonly string[] {
  return Object.entries(connector.recordSets)
    .filter(
      ([, { kind, mappingOnly }]) =>
        mappingOnly !== true && (typeof kind === 'function' || publishedKinds.includes(kind)),
    )
    .map(([name]) => name);
}

/** What departments may not be given, the public is not given either. */
export function mayBePublished({ connector }: PublishedDepartment, recordSet: string, fact: Fact): boolean {
  const set = connector.recordSets[recordSet];
  return set !== undefined && openTo(fact, set).some((word) => word === 'PUBLIC' || word === 'SHARED');
}
