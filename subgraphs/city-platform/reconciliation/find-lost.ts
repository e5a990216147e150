import type { Clock } from '../../connector/protocol.ts';
import type { Database } from '../../database/database.ts';
import type { CityPlatform } from '../platform.ts';

export interface FindLostParts {
  readonly database: Database;
  readonly platform: Pick<CityPlatform, 'receipts'>;
  readonly clock: Clock;
  /** How long the platform may take for a result before it is asked whether it has the message at all. */
  readonly graceMs: number;
}

const atOnce = 200;

/**
 * Asks the platform which of the messages it has that it took and said nothing about since. Those that it does not have
 * are on their way again, under the same keys. @returns whether there may be more.
 */
export async function findLost({ clock, database, graceMs, platform }: FindLostParts): Promise<boolean> {
  const before = new Date(clock.now() - graceMs).toISOString();
  const rows = await database.query<{ key: string }>(
    `SELECT key FROM city_messages WHERE state = 'SENT' AND sent_at <= $1 AND (checked_at IS NULL OR checked_at <= $1)
     ORDER BY message_id LIMIT $2`,
    [before, atOnce],
  );
  if (rows.length === 0) return false;
  const keys = rows.map(({ key }) => key);
  const there = await platform.receipts(keys);
  await database.query(
    `UPDATE city_messages SET checked_at = $3,
       state = CASE WHEN key = ANY($2) THEN state ELSE 'WAITING' END,
       lost = lost + CASE WHEN key = ANY($2) THEN 0 ELSE 1 END,
       due_at = CASE WHEN key = ANY($2) THEN due_at ELSE now() END,
       attempts = CASE WHEN key = ANY($2) THEN attempts ELSE 0 END
     WHERE key = ANY($1) AND state = 'SENT'`,
    [keys, keys.filter((key) => there.has(key)), new Date(clock.now()).toISOString()],
  );
  return rows.length === atOnce;
}
