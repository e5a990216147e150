import { parseCreditCode } from '../../../schema/credit-code.ts';
import type { LoadSections } from '../../connector/build-subgraph.ts';
import type { Clock } from '../../connector/protocol.ts';
import type { Fact } from '../../connector/reading.ts';
import type { Database } from '../../database/database.ts';
import { publishedKinds } from '../duty/published-part.ts';
import type { PublishedDepartment } from './published-department.ts';

export interface SweepParts {
  readonly department: PublishedDepartment;
  readonly load: LoadSections;
  readonly database: Database;
  readonly clock: Clock;
  /** How old an answer may grow before the department is asked again. */
  readonly everyMs: number;
}

/** So many organisations are asked about before others have a turn. */
const atOnce = 10;
/** How long a process that dies keeps others from asking about the same. */
const leaseMs = 10 * 60_000;
/** After an answer that did not come: the department may be at its limit, or silent. */
const againMs = 60_000;

/**
 * Asks a department about some of the organisations that the register knows and whose answers have grown old, within
 * the share of its rate that batches have. What was known stays until there is an answer. True: there may be more.
 */
export async function sweep(parts: SweepParts): Promise<boolean> {
  const { clock, database, department, everyMs, load } = parts;
  const codes = (await take(parts)).map((code) => parseCreditCode(code).code);
  if (codes.length === 0) return false;
  const answers = await load(codes, false, true);
  let answered = 0;
  for (const { creditCode, facts, source } of answers) {
    const isAnswer = facts !== null && source.state === 'ANSWERED';
    if (isAnswer) answered += 1;
    const kept = Object.entries(facts ?? {}).flatMap(([recordSet, own]) =>
      own.filter(isKept).map((fact) => ({ recordSet, fact })),
    );
    await database.query(
      isAnswer
        ? `UPDATE publicity_sweeps SET due_at = $3, answered_at = $4, facts = $5 WHERE department = $1 AND credit_code = $2`
        : 'UPDATE publicity_sweeps SET due_at = $3 WHERE department = $1 AND credit_code = $2',
      [
        department.name,
        creditCode,
        instant(clock.now() + (isAnswer ? everyMs : againMs)),
        ...(isAnswer ? [instant(clock.now()), JSON.stringify(kept)] : []),
      ],
    );
  }
  // A department that is silent, or at its limit, is left alone for a while.
  return answered > 0 && codes.length === atOnce;
}

/** What is published, and what may be an entry on a list. */
function isKept({ effect, recordKind }: Fact): boolean {
  return publishedKinds.includes(recordKind) || effect !== 'NEUTRAL';
}

/** Takes them for a while, so that no other process asks about the same. */
async function take({ clock, database, department }: SweepParts): Promise<readonly string[]> {
  const now = instant(clock.now());
  await database.query(
    `INSERT INTO publicity_sweeps (department, credit_code, due_at)
     SELECT $1, credit_code, $2 FROM organisations ON CONFLICT DO NOTHING`,
    [department.name, now],
  );
  const rows = await database.query<{ credit_code: string }>(
    `UPDATE publicity_sweeps SET due_at = $3 WHERE department = $1 AND credit_code IN (
       SELECT credit_code FROM publicity_sweeps WHERE department = $1 AND due_at <= $2
       ORDER BY due_at, credit_code LIMIT $4 FOR UPDATE SKIP LOCKED)
     RETURNING credit_code`,
    [department.name, now, instant(clock.now() + leaseMs), atOnce],
  );
  return rows.map((row) => row.credit_code);
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
