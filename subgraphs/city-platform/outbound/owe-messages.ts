import type { Queries } from '../../database/database.ts';
import type { CityMessage } from '../platform.ts';

export type Owed = CityMessage;

/** Puts messages on their way; one whose key is known was owed before, and is not owed twice. `at`: an ISO instant. */
export async function oweMessages(queries: Queries, messages: readonly Owed[], at: string): Promise<void> {
  if (messages.length === 0) return;
  await queries.query(
    `INSERT INTO city_messages (key, kind, content, created_at)
     SELECT key, kind, content, $2 FROM jsonb_to_recordset($1::jsonb) AS given (key text, kind text, content jsonb)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(messages), at],
  );
}
