import { ArgumentInvalid } from '../../../schema/errors.ts';
import { newestFirst } from '../credit-records/newest-first.ts';
import { standingOfAll } from '../sections.ts';
import { reasonsAgainst, type Checking } from './check.ts';
import type { CreditList, ListKind } from './credit-list.ts';
import { entryOf, monthsAfter, type Entry } from './entries.ts';
import { exitDueOf } from './exit-due.ts';
import { exitOf } from './exit.ts';
import { verdictOf } from './reason.ts';

export interface ListingArguments {
  readonly kind?: readonly ListKind[] | null;
  readonly inForce?: boolean | null;
}

/** The entries of an organisation, newest first, in the form of the schema. */
export function shownListings(checking: Checking, { inForce, kind }: ListingArguments) {
  const { lists, sections, today } = checking;
  const entries = sections
    .flatMap(({ records }) => records ?? [])
    .toSorted(newestFirst)
    .map((record) => entryOf(record, lists, today))
    .filter((entry) => entry !== null)
    .filter(
      (entry) => (kind == null || kind.includes(entry.kind)) && (inForce == null || inForce === entry.term.inForce),
    );
  return { entries: entries.map((entry) => shownEntry(entry, checking)), ...standingOfAll(sections) };
}

function shownEntry(entry: Entry, checking: Checking) {
  const { kind, list, record, term, title } = entry;
  return {
    kind,
    title,
    list,
    department: record.department,
    basis: list?.rule ?? record.basis,
    record,
    term,
    earlyExitFrom: term.inForce ? monthsAfter(term.startsOn, list?.earlyExitMonths ?? null) : null,
    exit: exitOf(entry, checking.today),
    ...exitDueOf(entry, checking),
  };
}

/** The check of a candidate for a red list. @throws ArgumentInvalid when there is no such red list. */
export function shownCheck(checking: Checking, code: string) {
  const list: CreditList | undefined = checking.lists.lists.find((one) => one.code === code && one.kind === 'RED');
  if (list === undefined)
    throw new ArgumentInvalid('list is no red list.', 'Take a code from `creditLists(kind: RED)`.', {
      argument: 'list',
    });
  const reasons = reasonsAgainst(checking);
  return {
    list,
    on: checking.today,
    verdict: verdictOf(reasons),
    reasons,
    sources: checking.sections.map(({ source }) => source),
  };
}
