import type { Clock } from '../../connector/protocol.ts';
import type { Database } from '../../database/database.ts';
import { nextTimerAt } from '../decisions/escalation.ts';
import { dueOf } from '../desk/order-rows.ts';
import type { Desk } from '../desk/desk.ts';
import type { Reckoning } from '../rules/deadlines.ts';
import type { Measure } from '../state/measure.ts';

export interface TimerParts {
  readonly database: Database;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly reckoning: Reckoning;
}

const batch = 100;

/** Lets happen what is due by now: terms end, missed deadlines are passed up. True: there may be more. */
export async function workTimers(parts: TimerParts): Promise<boolean> {
  const { clock, database, desk } = parts;
  const due = await database.query<{ measure_id: string }>(
    'SELECT measure_id FROM measures WHERE next_timer_at <= $1 ORDER BY next_timer_at LIMIT $2',
    [new Date(clock.now()).toISOString(), batch],
  );
  for (const { measure_id } of due) {
    const happened = await desk.giveByItself(measure_id, [{ type: 'expireTerm' }, { type: 'escalate' }]);
    if (happened === null) await setAgain(measure_id, parts);
  }
  return due.length === batch;
}

/** Deadlines that may still move are reckoned with the holidays known today; at every start, as calendars change between. */
export async function reckonTimersAgain(parts: TimerParts): Promise<void> {
  const rows = await parts.database.query<{ measure_id: string }>('SELECT measure_id FROM measures WHERE provisional');
  for (const { measure_id } of rows) await setAgain(measure_id, parts);
}

/** Only as long as the measure is the one that was looked at: whoever changes it sets its timer himself. */
async function setAgain(measureId: string, { database, reckoning }: TimerParts): Promise<void> {
  const [row] = await database.query<{ version: number; state: Measure }>(
    'SELECT version, state FROM measures WHERE measure_id = $1',
    [measureId],
  );
  if (row === undefined) return;
  const due = dueOf(row.state, reckoning);
  await database.query(
    'UPDATE measures SET next_timer_at = $3, due_on = $4, provisional = $5 WHERE measure_id = $1 AND version = $2',
    [measureId, row.version, nextTimerAt(row.state, reckoning), due.on, due.provisional],
  );
}
