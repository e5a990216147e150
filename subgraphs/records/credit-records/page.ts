import { ArgumentInvalid } from '../../../schema/errors.ts';
import type { RecordGiven, SectionGiven } from '../sections.ts';
import { standingOfAll } from '../sections.ts';
import { checkPeriod, fits, wantedDepartments, type RecordFilter } from './filter.ts';
import { newestFirst } from './newest-first.ts';

export interface RecordArguments extends RecordFilter {
  readonly first: number;
  readonly after?: string | null;
}

const mostPerPage = 100;
const head = 'creditRecords';

/** A page of an organisation's records (relay), with what is missing of them. @throws ArgumentInvalid */
export function pageOfRecords(sections: readonly SectionGiven[], given: RecordArguments) {
  const { after, first } = given;
  if (first < 1 || first > mostPerPage)
    throw new ArgumentInvalid(`first is ${first}.`, `Ask for 1 to ${mostPerPage} results.`, { argument: 'first' });
  checkPeriod(given);
  const place = readCursor(after);
  const departments = new Set(
    wantedDepartments(
      given,
      sections.map(({ department }) => department),
    ),
  );
  const asked = sections.filter(({ department }) => departments.has(department));
  const judged = asked.flatMap(({ records }) => records ?? []).map((record) => ({ record, fits: fits(record, given) }));
  const found = judged.filter((one) => one.fits === true).map(({ record }) => record);
  const behind = found.toSorted(newestFirst).filter((record) => place === null || newestFirst(record, place) > 0);
  const edges = behind.slice(0, first).map((record) => ({ cursor: writeCursor(record), node: { record } }));
  return {
    edges,
    pageInfo: {
      hasNextPage: behind.length > first,
      hasPreviousPage: place !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totals: totalsOf(found),
    undecided: judged.filter((one) => one.fits === null).length,
    ...standingOfAll(asked),
  };
}

function totalsOf(records: readonly RecordGiven[]) {
  const count = (wanted: (record: RecordGiven) => boolean) => records.filter(wanted).length;
  return {
    records: records.length,
    adverse: count(({ effect }) => effect === 'ADVERSE'),
    positive: count(({ effect }) => effect === 'POSITIVE'),
    neutral: count(({ effect }) => effect === 'NEUTRAL'),
    inForce: count(({ inForce }) => inForce),
  };
}

type Place = Pick<RecordGiven, 'documentOn' | 'department' | 'id'>;

/** A cursor is the place of a record, not its number: what comes in meanwhile moves no page. */
function writeCursor({ department, documentOn, id }: Place): string {
  return Buffer.from(JSON.stringify([head, documentOn, department, id])).toString('base64url');
}

function readCursor(after: string | null | undefined): Place | null {
  if (after == null) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (Array.isArray(place) && place.length === 4 && place[0] === head) {
      const [, documentOn, department, id] = place as unknown[];
      const dated = documentOn === null || typeof documentOn === 'string';
      if (dated && typeof department === 'string' && typeof id === 'string') return { documentOn, department, id };
    }
  } catch {
    // Said below.
  }
  throw new ArgumentInvalid('after is no cursor of creditRecords.', 'Give the endCursor of the page before.', {
    argument: 'after',
  });
}
