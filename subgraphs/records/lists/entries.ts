import { addMonths } from '../../../schema/working-days.ts';
import type { RecordGiven } from '../sections.ts';
import type { CreditList, CreditLists, ListKind } from './credit-list.ts';

/** A record that is an entry on a list. `list` is null where the table of lists does not know it. */
export interface Entry {
  readonly record: RecordGiven;
  readonly kind: ListKind;
  readonly title: string;
  readonly list: CreditList | null;
  readonly term: Term;
}

export interface Term {
  readonly code: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly endsOnBy: 'SOURCE' | 'RULE' | null;
  readonly openEnded: boolean;
  readonly ruleEndsOn: string | null;
  readonly inForce: boolean;
}

/**
 * The entry that a record is, if it is one: by its kind, or by the category of the catalogue under which its department
 * provides it, so that the list of a new department is found without being named here.
 */
export function entryOf(record: RecordGiven, lists: CreditLists, today: string): Entry | null {
  const found = placeOf(record, lists);
  return found === null ? null : { record, ...found, term: termOf(record, found, today) };
}

/** What of a record says whether it is an entry. */
export type Listable = Pick<RecordGiven, 'department' | 'recordKind' | 'effect' | 'severity' | 'catalogueItem'>;

/** The list on which a record is an entry; null: it is none. */
export function placeOf(
  record: Listable,
  { categories, lists }: CreditLists,
): Pick<Entry, 'kind' | 'list' | 'title'> | null {
  const wanted = lists.filter(({ kind }) => isOf(kind, record.effect));
  const category = categories.find(
    ({ item, kind }) =>
      isOf(kind, record.effect) && (record.catalogueItem === item || record.catalogueItem.startsWith(`${item}:`)),
  );
  const named = category === undefined ? '' : record.catalogueItem.slice(category.item.length + 1);
  const list =
    ofRecord(record, wanted) ?? wanted.find(({ kind, title }) => kind === category?.kind && title === named) ?? null;
  const kind = list?.kind ?? category?.kind;
  if (kind === undefined) return null;
  return { kind, title: list?.title ?? (named === '' ? record.catalogueItem : named), list };
}

function isOf(kind: ListKind, effect: RecordGiven['effect']): boolean {
  return effect === (kind === 'RED' ? 'POSITIVE' : 'ADVERSE');
}

/** Departments may call different lists by one kind of record: the list that its owner keeps comes first. */
function ofRecord({ department, recordKind, severity }: Listable, lists: readonly CreditList[]) {
  const fitting = lists.filter(
    (list) => list.recordKinds.includes(recordKind) && (list.severity === null || list.severity === severity),
  );
  return fitting.find(({ owner }) => owner === department) ?? fitting.at(0);
}

/**
 * Begins and ends as the source says. An end that it does not say is reckoned by the rule for what speaks for the
 * organisation only: against it, an entry stands until its list's owner ends it.
 */
function termOf(record: RecordGiven, { kind, list }: Pick<Entry, 'kind' | 'list'>, today: string): Term {
  const startsOn = record.validFrom ?? record.documentOn;
  const ruleEndsOn = monthsAfter(startsOn, list?.termMonths ?? null);
  const byRule = kind === 'RED' && record.validUntil === null && !record.openEnded ? ruleEndsOn : null;
  return {
    code: list?.code ?? null,
    startsOn,
    endsOn: record.validUntil ?? byRule,
    endsOnBy: record.validUntil !== null ? 'SOURCE' : byRule !== null ? 'RULE' : null,
    openEnded: record.openEnded,
    ruleEndsOn,
    inForce: record.inForce && (byRule === null || today <= byRule),
  };
}

/** Null where the day is not known to the day. */
export function monthsAfter(day: string | null, months: number | null): string | null {
  return day === null || day.length !== 10 || months === null ? null : addMonths(day, months);
}
