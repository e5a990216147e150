import type { AcceptanceEvent } from '../../subgraphs/eligibility/acceptance/events.ts';
import { dayOf, names, within, workingDays, type Days, type Heaps } from './recount.ts';
import type { Delivered, Fate } from './year-of-deliveries.ts';

/** By the table of lists, as somebody who has read it knows it. */
const onList: Readonly<Record<string, string>> = { DISHONEST_JUDGMENT_DEBTOR: 'BLACK', INTEGRITY_RED_BOARD: 'RED' };
const yes = (it: boolean) => [it ? 1 : 0, 1] as const;

/** Figures about what was delivered, from the bookkeeper's own notes. */
export function recountDeliveries(book: readonly Delivered[], days: Days, heaps: Heaps): void {
  for (const [at, one] of book.entries()) {
    if (within(days, one.receivedMs)) receipt(one, heaps);
    for (const row of one.rows) {
      const later = book
        .slice(at + 1)
        .filter((other) => other.department === one.department && other.recordSet === one.recordSet);
      const next = later.find(({ rows }) => rows.some(({ ref }) => ref === row.ref));
      if (row.fate === 'fact') record(one, row.fact, { book, days, heaps });
      if (row.fate === 'unlinked' || row.fate === 'rejected') queued({ one, row, next, book }, days, heaps);
    }
  }
}

function receipt({ department, name, receivedMs, recordSet, rows }: Delivered, heaps: Heaps): void {
  const many = (...fates: Fate[]) => rows.filter(({ fate }) => fates.includes(fate)).length;
  const put = (metric: string, group: string, counts: readonly [number, number]) =>
    heaps.put(names(metric, department, group), name, counts);
  put('ROWS_RECEIVED', `${recordSet} ${dayOf(receivedMs).slice(0, 7)}`, [rows.length, 1]);
  put('STORAGE_RATE', recordSet, [many('fact'), many('fact', 'unlinked', 'rejected')]);
  put('COMPLIANCE_RATE', recordSet, [rows.length - many('rejected'), rows.length]);
  if (rows.length === 0) put('ZERO_STATEMENTS', recordSet, [1, 1]);
  put('LINKED_RATE', recordSet, [many('fact'), many('fact', 'unlinked')]);
}

function record(
  { department, receivedMs, recordSet }: Delivered,
  fact: Delivered['rows'][number]['fact'],
  { book, days, heaps }: { book: readonly Delivered[]; days: Days; heaps: Heaps },
): void {
  if (!within(days, receivedMs)) return;
  const put = (metric: string, counts: readonly [number, number]) =>
    heaps.put(names(metric, department, recordSet), fact.rowRef, counts);
  put('CODE_ERROR_RATE', yes(fact.quality.length > 0));
  if (fact.effect === 'ADVERSE') put('CLASSED_RATE', yes(fact.severity !== null));
  const list = onList[fact.recordKind];
  if (list !== undefined) heaps.put(names('LIST_ENTRIES', department, `${list} ${recordSet}`), fact.rowRef, [1, 1]);
  if (fact.recordKind !== 'LICENCE' && fact.recordKind !== 'PENALTY') return;
  put('COMPLETENESS_RATE', [[fact.documentNumber, fact.documentOn, fact.authority].filter(Boolean).length, 3]);
  const since = Math.min(
    ...book.filter((one) => one.department === department && one.recordSet === recordSet).map((one) => one.receivedMs),
  );
  if (fact.documentOn!.length === 10 && fact.documentOn! >= dayOf(since))
    put('TIMELINESS_RATE', yes(workingDays(fact.documentOn!, dayOf(receivedMs)) <= 7));
}

interface Queued {
  readonly one: Delivered;
  readonly row: Delivered['rows'][number];
  /** The delivery that had the row again. */
  readonly next: Delivered | undefined;
  readonly book: readonly Delivered[];
}

/** A row is found once for each unbroken stay in its queue, and leaves it when it comes again and is anything else. */
function queued({ book, next, one, row }: Queued, days: Days, heaps: Heaps): void {
  const before = book
    .slice(0, book.indexOf(one))
    .findLast(
      ({ department, recordSet, rows }) =>
        department === one.department && recordSet === one.recordSet && rows.some(({ ref }) => ref === row.ref),
    );
  const last = before?.rows.find(({ ref }) => ref === row.ref)?.fate;
  if (last === row.fate) return;
  const queue = row.fate === 'rejected' ? 'quarantine' : 'unlinked';
  const left = leavesWith(one, row, next === undefined ? [] : book.slice(book.indexOf(next)));
  const cleared = left !== undefined && dayOf(left.receivedMs) <= days.until;
  if (within(days, one.receivedMs))
    heaps.put(names('CORRECTION_RATE', one.department, `${queue} ${row.reason}`), row.ref, yes(cleared));
  const metric = queue === 'quarantine' ? 'UNREADABLE_WAITING' : 'UNLINKED_WAITING';
  if (dayOf(one.receivedMs) <= days.until && !cleared)
    heaps.put(names(metric, one.department, one.recordSet), row.ref, [1, 1]);
}

function leavesWith(
  { department, recordSet }: Delivered,
  { fate, ref }: Delivered['rows'][number],
  later: readonly Delivered[],
) {
  return later.find(
    (one) =>
      one.department === department &&
      one.recordSet === recordSet &&
      one.rows.some((row) => row.ref === ref && row.fate !== fate),
  );
}

/** Promises kept and broken, from the raw events of each acceptance. */
export function recountAcceptances(
  all: readonly { readonly id: string; readonly event: AcceptanceEvent }[],
  { days, department, heaps }: { days: Days; department: string; heaps: Heaps },
): void {
  for (const { event: first, id } of all)
    if (first.type === 'AcceptedWithGaps' && dayOf(first.at) <= days.until) {
      const events = all.flatMap((one) => (one.id === id && dayOf(one.event.at) <= days.until ? [one.event] : []));
      const supplied = events.flatMap((event) => (event.type === 'DocumentsSupplemented' ? [event] : []));
      const whole = supplied.find(
        (_, at) =>
          supplied.slice(0, at + 1).flatMap(({ documents }) => documents).length === first.facts.missing.length,
      );
      const broken = events.find(({ type }) => type === 'UndertakingBroken');
      const put = (metric: string, counts: readonly [number, number], group?: string) =>
        heaps.put(names(metric, department, group), id, counts);
      if (whole !== undefined && within(days, whole.at)) put('UNDERTAKINGS_KEPT', [1, 1]);
      if (broken !== undefined && within(days, broken.at)) put('UNDERTAKINGS_KEPT', [0, 1]);
      const done = whole !== undefined || events.some(({ type }) => type === 'ProcedureTerminated');
      if (!done && days.until > first.facts.due.on) put('OVERDUE_ACCEPTANCES', [1, 1], 'SUPPLEMENT');
    }
}

export interface Decided {
  readonly receipt: string;
  readonly at: string;
}

/** Decisions on the green channel, and by the raw events of acceptances whether one came of each. */
export function recountDecisions(
  decided: readonly Decided[],
  acceptances: readonly { readonly event: AcceptanceEvent }[],
  { days, heaps, matter }: { days: Days; heaps: Heaps; matter: { readonly code: string; readonly department: string } },
): void {
  for (const { at, receipt } of decided) {
    if (!within(days, at)) continue;
    const accepted = acceptances.some(
      ({ event }) =>
        event.type === 'AcceptedWithGaps' && event.facts.receipt === receipt && dayOf(event.at) <= days.until,
    );
    heaps.put(names('UNDERTAKING_SHARE', matter.department, matter.code), receipt, yes(accepted));
  }
}
