import type { Clock } from '../../connector/protocol.ts';
import type { Database } from '../../database/database.ts';
import type { Patience } from '../../measures/delivery/failures.ts';
import type { CityPlatform } from '../platform.ts';
import { claim, putBack } from './claim.ts';

export interface SendParts {
  readonly database: Database;
  readonly platform: Pick<CityPlatform, 'send'>;
  readonly clock: Clock;
  readonly patience: Patience;
  /** Longer than any sending takes: what a process that died had claimed is sent by whoever comes after. */
  readonly leaseMs: number;
}

const batch = 50;

/**
 * Sends what is due, a batch. It is sent before that is noted: a process that dies in between has it sent again, under
 * the same keys. True: there may be more.
 */
export async function sendBatch({ clock, database, leaseMs, patience, platform }: SendParts): Promise<boolean> {
  const claimed = await claim(database, batch, leaseMs);
  if (claimed.length === 0) return false;
  try {
    await platform.send(claimed.map(({ content, key, kind }) => ({ key, kind, content })));
  } catch (error) {
    await putBack(database, claimed, { error, patience });
    return true;
  }
  await database.query(
    `UPDATE city_messages SET state = 'SENT', sent_at = $2, checked_at = NULL, claimed_until = NULL, error_code = NULL
     WHERE message_id = ANY($1) AND state = 'WAITING'`,
    [claimed.map(({ messageId }) => messageId), new Date(clock.now()).toISOString()],
  );
  return true;
}
