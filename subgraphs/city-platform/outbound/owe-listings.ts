import { canonicalJson, sha256 } from '../../../schema/canonical-json.ts';
import { inForce } from '../../connector/credit-record.ts';
import type { Queries } from '../../database/database.ts';
import { listCandidates, type Candidate } from '../../double-publicity/sources/list-candidates.ts';
import type { PublishedDepartment } from '../../double-publicity/sources/published-department.ts';
import type { CreditLists } from '../../records/lists/credit-list.ts';
import { entryOf } from '../../records/lists/entries.ts';
import { oweMessages, type Owed } from './owe-messages.ts';

export interface ListingParts {
  readonly departments: readonly PublishedDepartment[];
  readonly lists: CreditLists;
  readonly today: string;
}

/**
 * Makes messages of entries on red, black and watch lists, as far as records can be listed: of each entry when it is
 * new, and again when its state or its days have changed. Courts' lists leave as rows of publication.
 */
export async function oweListings(queries: Queries, parts: ListingParts, at: string): Promise<void> {
  for (const department of parts.departments)
    for await (const candidates of listCandidates(queries, department, 'ALL'))
      await oweMessages(
        queries,
        candidates.flatMap((candidate) => listingOf(candidate, department, parts) ?? []),
        at,
      );
}

function listingOf(
  { department, fact, id, recordSet }: Candidate,
  { connector }: PublishedDepartment,
  { lists, today }: ListingParts,
): Owed | null {
  const set = connector.recordSets[recordSet];
  if (set === undefined) return null;
  const given = { ...fact, id, department, catalogueItem: set.catalogue.item, inForce: inForce(fact, today) };
  const entry = entryOf({ ...given, basis: null, endReason: null, stated: null }, lists, today);
  if (entry === null) return null;
  const content = {
    listCode: entry.list?.code ?? null,
    listKind: entry.kind,
    title: entry.title,
    creditCode: fact.creditCode,
    department,
    documentNumber: fact.documentNumber,
    documentOn: fact.documentOn,
    startsOn: entry.term.startsOn,
    endsOn: entry.term.endsOn,
    openEnded: entry.term.openEnded,
    state: fact.state,
  };
  return { key: `listing:${id}:${sha256(canonicalJson(content)).slice(0, 16)}`, kind: 'LISTING', content };
}
