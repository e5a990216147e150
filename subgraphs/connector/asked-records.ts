import type { Logger } from 'pino';
import { organisationCodeOf, type CreditCode } from '../../schema/credit-code.ts';
import { DepartmentBusy, DepartmentError, DepartmentMaintenance } from '../../schema/errors.ts';
import type { CachedRecords, Kept } from '../cache/cached-records.ts';
import type { Generations } from '../cache/generations.ts';
import { recordCacheKey } from '../cache/record-store.ts';
import type { Connector, RecordSet } from './connector.ts';
import type { LoadDirectory } from './directory.ts';
import { durationMs } from './duration.ts';
import { sameName } from './names.ts';
import type { AskedSystem, Call, Clock, Question } from './protocol.ts';
import { readRows } from './read-rows.ts';
import type { Fact, Reading, Rejected, Unlinked } from './reading.ts';
import { withRetryHint } from './retry-hint.ts';
import type { RecordSetAnswer } from './section.ts';
import { maintenanceEnds, today } from './timetable.ts';
import { wantedKeys } from './wanted-keys.ts';

/** What the register knows of an organisation that a department is asked about. */
export interface KnownOrganisation {
  readonly name: string | null;
  readonly formerNames: readonly string[];
  readonly registrationNumber: string | null;
}

export interface AskedParts {
  readonly department: string;
  readonly connector: Connector;
  readonly system: AskedSystem;
  readonly call: Call;
  /** The same for batches, within their share of the rate. */
  readonly callInBatch: Call;
  readonly records: CachedRecords;
  readonly generations: Generations;
  /** How long another process that asks the department already is waited for. */
  readonly waitForMs: number;
  readonly directory: LoadDirectory;
  readonly knownOrganisations: (codes: readonly CreditCode[]) => Promise<ReadonlyMap<CreditCode, KnownOrganisation>>;
  /** Keeps unreadable and unlinked rows of an answer, and lets go of those that are read now. */
  readonly keepRows: (recordSet: string, set: RecordSet, reading: Reading) => Promise<void>;
  /** Told of every contact with the department: null, or why it gave no usable answer. */
  readonly onContact: (error: Error | null) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What one answer of one record set says about one organisation; kept in the cache. */
interface Said {
  readonly facts: readonly Fact[];
  readonly rejectedRows: number;
  readonly unlinkedRows: number;
  readonly unlinkedAdverseRows: number;
}

export type AskAbout = (codes: readonly CreditCode[], now: boolean, inBatch: boolean) => Promise<RecordSetAnswer[][]>;

/** Asks a department about organisations, one after the other, so that what fits its rate makes whole sections. */
export function createAskedRecords(parts: AskedParts): AskAbout {
  const sets = Object.entries(parts.connector.recordSets);
  return async (codes, now, inBatch) => {
    const known = await parts.knownOrganisations(codes);
    const answers = await Promise.all(
      codes.map((code) => {
        const question = questionOf(code, known.get(code));
        return Promise.all(
          sets.map(([name, set]) => answerOf(parts, { name, set, question, known: known.get(code), inBatch }, now)),
        );
      }),
    );
    logFailures(parts, answers.flat());
    return answers;
  };
}

/** One line for each kind of failure of a look-up, however many organisations it was about. */
function logFailures({ department, log }: AskedParts, answers: readonly RecordSetAnswer[]): void {
  const failures = Map.groupBy(
    answers.filter(({ error }) => error !== null),
    ({ error }) => (error as { code?: string }).code ?? 'INTERNAL_ERROR',
  );
  for (const [code, failed] of failures) {
    const { error } = failed[0]!;
    // What we refuse ourselves has no cause, and needs no stack.
    const err = error instanceof DepartmentError ? error.cause : error;
    log.warn(
      { department, code, times: failed.length, ...(err === undefined ? {} : { err }) },
      'the department did not answer',
    );
  }
}

function questionOf(creditCode: CreditCode, known: KnownOrganisation | undefined): Question {
  return {
    creditCode,
    organisationCode: organisationCodeOf(creditCode),
    registrationNumber: known?.registrationNumber ?? null,
    name: known?.name ?? null,
  };
}

interface Asking {
  readonly name: string;
  readonly set: RecordSet;
  readonly question: Question;
  readonly known: KnownOrganisation | undefined;
  readonly inBatch: boolean;
}

async function answerOf(parts: AskedParts, asking: Asking, now: boolean): Promise<RecordSetAnswer> {
  const { connector, department, generations, records, waitForMs } = parts;
  const { inBatch, name: recordSet, set, question } = asking;
  try {
    const key = recordCacheKey(department, await generations.of(department), question.creditCode, recordSet);
    const freshForMs = durationMs(set.freshFor);
    const cached = await records.get<Said>(key, {
      freshForMs,
      keepForMs: durationMs(set.keepFor),
      version: connector.version,
      waitForMs,
      now,
      apart: inBatch,
      // What nobody waits for takes turns as a batch does.
      load: (aside) => contact(parts, { ...asking, inBatch: inBatch || aside }),
    });
    const { value, asOfMs } = cached.kept;
    return {
      recordSet,
      state: cached.state === 'FRESH' ? 'ANSWERED' : 'STALE',
      asOfMs,
      freshUntilMs: cached.state === 'FRESH' ? asOfMs + freshForMs : null,
      ...value,
      error: cached.state === 'FRESH' ? null : cached.error,
    };
  } catch (error) {
    return {
      recordSet,
      state: 'UNAVAILABLE',
      asOfMs: null,
      facts: [],
      rejectedRows: 0,
      unlinkedRows: 0,
      unlinkedAdverseRows: 0,
      error: error as Error,
    };
  }
}

/** Asks, tells how it went, and gives every failure a moment from which asking again makes sense. */
async function contact(parts: AskedParts, asking: Asking): Promise<Kept<Said>> {
  try {
    const said = await ask(parts, asking);
    parts.onContact(null);
    return said;
  } catch (error) {
    // A call that its turn was refused never reached the department.
    if (!(error instanceof DepartmentBusy && error.cause === undefined)) parts.onContact(error as Error);
    throw withRetryHint(error, parts.clock.now());
  }
}

async function ask(parts: AskedParts, { name, set, question, known, inBatch }: Asking): Promise<Kept<Said>> {
  const { clock, connector, department, system } = parts;
  const call = inBatch ? parts.callInBatch : parts.call;
  const ends = maintenanceEnds(connector.maintenance ?? [], clock.now());
  if (ends !== null) throw new DepartmentMaintenance({ department, nextExpected: new Date(ends).toISOString() });
  const { rows, asOfMs } = await system.ask(set.query, [question], call);
  const directory = await parts.directory(department, wantedKeys(set, rows));
  const reading = readRows(set, rows, { directory, today: today(clock) });
  await parts.keepRows(name, set, reading);
  return { asOfMs, value: about(question.creditCode, known, reading) };
}

/** Rows about other organisations are facts about those; what may concern this one makes its section incomplete. */
function about(code: CreditCode, known: KnownOrganisation | undefined, reading: Reading): Said {
  const names = [known?.name ?? null, ...(known?.formerNames ?? [])].filter((name) => name !== null);
  // In the answer to a question about one organisation, a row that names nobody may mean it.
  const mayMean = ({ name }: Rejected | Unlinked) =>
    name === null || names.length === 0 || names.some((one) => sameName(name, one));
  const unlinked = reading.unlinked.filter(mayMean);
  const rejected = reading.rejected.filter((one) => (one.creditCode === null ? mayMean(one) : one.creditCode === code));
  return {
    facts: reading.facts.filter((fact) => fact.creditCode === code),
    rejectedRows: rejected.length,
    unlinkedRows: unlinked.length,
    unlinkedAdverseRows: unlinked.filter(
      ({ effect, state }) => state !== 'REVOKED' && (effect === 'ADVERSE' || effect === null),
    ).length,
  };
}
