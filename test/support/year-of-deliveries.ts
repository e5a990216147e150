import { createRandom, type Random } from '../../demo/random.ts';
import type { RecordSet } from '../../subgraphs/connector/connector.ts';
import type { Delivery } from '../../subgraphs/connector/protocol.ts';
import type { Fact, Reading } from '../../subgraphs/connector/reading.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import { applyDelivery } from '../../subgraphs/deliveries/apply-delivery.ts';
import { subject } from './measure-story.ts';

export type Fate = 'fact' | 'unlinked' | 'rejected' | 'dropped' | 'repeated';

/** What was delivered, as a bookkeeper who sees every delivery would write it down. */
export interface Delivered {
  readonly department: string;
  readonly recordSet: string;
  readonly name: string;
  readonly receivedMs: number;
  readonly rows: readonly { readonly ref: string; readonly fate: Fate; readonly reason: string; readonly fact: Fact }[];
}

/** Delivers a random year of rows; rows that could not be read or linked are often sent again, and may be right then. */
export async function writeYearOfDeliveries(database: Database, seed: number): Promise<readonly Delivered[]> {
  const book: Delivered[] = [];
  for (const [department, recordSet] of [
    ['court', 'judgment-debtors'],
    ['food-drug', 'penalties'],
    ['food-drug', 'licences'],
    ['civility-office', 'red-board'],
  ] as const)
    await deliverSet(database, {
      random: createRandom(seed, `${department} ${recordSet}`),
      department,
      recordSet,
      book,
    });
  return book;
}

interface Delivering {
  readonly random: Random;
  readonly department: string;
  readonly recordSet: string;
  readonly book: Delivered[];
}

async function deliverSet(database: Database, { book, department, random, recordSet }: Delivering): Promise<void> {
  const again: string[] = [];
  let next = 0;
  let receivedMs = Date.parse('2026-01-03T16:00:00Z');
  for (let number = 1; number <= 14; number += 1) {
    receivedMs += random.whole(1, 40) * 17 * 3_600_000;
    const sent = again.splice(0).filter(() => random.chance(0.7));
    const fresh = Array.from({ length: random.whole(0, 9) }, () => `row-${(next += 1)}`);
    const rows = [...sent, ...fresh].map((ref) => randomRow(ref, { random, recordSet, receivedMs }));
    again.push(...rows.filter(({ fate }) => fate === 'unlinked' || fate === 'rejected').map(({ ref }) => ref));
    const one = { department, recordSet, name: `batch-${number}`, receivedMs, rows };
    book.push(one);
    await take(database, one, String(number).padStart(4, '0'));
    // The same file, read again by a newer connector, has not been received again.
    if (random.chance(0.2))
      await take(database, { ...one, receivedMs: receivedMs + 60_000 }, String(number).padStart(4, '0'));
  }
}

const effects: Readonly<Record<string, Fact['effect']>> = { licences: 'NEUTRAL', 'red-board': 'POSITIVE' };
/** The second ones of courts and of the red board are entries on no list. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  licences: ['LICENCE'],
  penalties: ['PENALTY'],
  'judgment-debtors': ['DISHONEST_JUDGMENT_DEBTOR', 'JUDGMENT_DEBTOR_LISTING'],
  'red-board': ['INTEGRITY_RED_BOARD', 'COMMENDATION'],
};

function randomRow(
  ref: string,
  { random, recordSet, receivedMs }: { random: Random; recordSet: string; receivedMs: number },
): Delivered['rows'][number] {
  const fate = random.pick<Fate>(['fact', 'fact', 'fact', 'fact', 'unlinked', 'rejected', 'dropped', 'repeated']);
  const reason =
    fate === 'rejected'
      ? random.pick(['DATE_IMPOSSIBLE', 'KEY_UNREADABLE'])
      : random.pick(['NAME_ONLY', 'KEY_CONFLICT']);
  const documentOn = new Date(receivedMs - random.whole(0, 20) * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
  const effect = effects[recordSet] ?? 'ADVERSE';
  const adverse = effect === 'ADVERSE';
  const recordKind = random.pick(kinds[recordSet]!);
  const fact: Fact = {
    rowRef: ref,
    creditCode: subject,
    recordKind,
    effect,
    severity: adverse && random.chance(0.7) ? 'ORDINARY' : null,
    documentNumber: random.chance(0.8) ? ref : null,
    documentOn: random.chance(0.9) ? documentOn : documentOn.slice(0, 7),
    precision: 'day',
    validFrom: null,
    validUntil: null,
    openEnded: false,
    amountFen: null,
    amountCandidatesFen: [],
    authority: random.chance(0.8) ? '样例机关' : null,
    state: 'VALID',
    remark: null,
    linkedBy: 'USCC',
    quality: random.chance(0.2) ? ['CREDIT_CODE_INVALID'] : [],
    fields: {},
    identity: ref,
  };
  return { ref, fate, reason, fact: { ...fact, precision: fact.documentOn?.length === 10 ? 'day' : 'month' } };
}

/** A record set whose rows have keys of their own; of the rest nothing is looked at here. */
const set = { ref: 'id', subject: {} } as unknown as RecordSet;

async function take(
  database: Database,
  { department, name, receivedMs, recordSet, rows }: Delivered,
  order: string,
): Promise<void> {
  const of = (fate: Fate) => rows.filter((row) => row.fate === fate);
  const row = (ref: string) => ({ ref, cells: { id: ref } });
  const reading: Reading = {
    rows: rows.length,
    facts: of('fact').map(({ fact }) => fact),
    dropped: of('dropped').map(({ ref }) => ({ rowRef: ref, reason: 'NATURAL_PERSON' })),
    repeated: of('repeated').map(({ ref }) => ({ rowRef: ref, sameAs: 'row-1' })),
    unlinked: of('unlinked').map(({ fact, reason, ref }) => ({
      ...fact,
      reason: reason as 'NAME_ONLY',
      name: null,
      row: row(ref),
    })),
    rejected: of('rejected').map(({ fact, reason, ref }) => ({
      ...fact,
      reason: reason as 'DATE_IMPOSSIBLE',
      detail: '',
      creditCode: null,
      name: null,
      row: row(ref),
    })),
    mapped: [],
  };
  const delivery: Delivery = {
    recordSet,
    name,
    digest: name,
    kind: 'INCREMENT',
    order,
    effectiveOn: null,
    asOfMs: receivedMs,
    rows: rows.map(({ ref }) => row(ref)),
    ignored: 0,
  };
  await database.transaction((queries) =>
    applyDelivery(queries, { department, set, delivery, reading, connectorVersion: 1, atMs: receivedMs }),
  );
}
