import { sha256 } from '../../../schema/canonical-json.ts';
import type { CollectedFeedback, OrderFeedback, UnreadableFeedback } from '../../connector/order-channel.ts';
import type { Clock } from '../../connector/protocol.ts';
import type { Database } from '../../database/database.ts';
import type { Desk, GivenCommand } from '../desk/desk.ts';
import { MeasureRefused } from '../refusals.ts';
import type { Caller } from '../state/caller.ts';

export interface FeedbackParts {
  readonly department: string;
  readonly database: Database;
  readonly desk: Desk;
  readonly clock: Clock;
}

type Result = { readonly result: 'TAKEN' } | { readonly result: 'REFUSED' | 'UNREADABLE'; readonly code: string };

/**
 * Takes what a department has said of its orders where the gateway fetches it: as the commands that its officer would
 * give. What cannot be taken is kept with the reason. The department's system is told only after everything is kept.
 */
export async function takeFeedback(collected: CollectedFeedback, parts: FeedbackParts): Promise<void> {
  for (const one of collected.feedback) {
    const result = 'problem' in one ? unreadable(one) : await take(one, parts);
    await keep(one, result, parts);
  }
  if (collected.feedback.length > 0) await collected.settle();
}

function unreadable({ problem }: UnreadableFeedback): Result {
  return { result: 'UNREADABLE', code: problem };
}

async function take(feedback: OrderFeedback, { database, department, desk }: FeedbackParts): Promise<Result> {
  const [order] = await database.query<{ measure_id: string }>(
    'SELECT measure_id FROM measure_orders WHERE order_id = $1 AND department = $2',
    [feedback.orderId, department],
  );
  if (order === undefined) return { result: 'REFUSED', code: 'ORDER_NOT_FOUND' };
  const by: Caller = { role: 'officer', department, id: 'exchange' };
  // Ids of files and tables may be longer than a key, and alike up to their ends.
  const idempotencyKey = `feedback:${sha256(feedback.feedbackId)}`;
  try {
    await desk.give(order.measure_id, commandOf(feedback), { by, idempotencyKey });
    return { result: 'TAKEN' };
  } catch (error) {
    if (error instanceof MeasureRefused) return { result: 'REFUSED', code: error.code };
    throw error;
  }
}

function commandOf({ orderId, said }: OrderFeedback): GivenCommand {
  switch (said.kind) {
    case 'ACKNOWLEDGED':
      return { type: 'acknowledgeOrder', orderId };
    case 'IMPLEMENTED':
    case 'DECLINED':
      return { type: 'reportOutcome', orderId, outcome: said };
    default:
      return said satisfies never;
  }
}

/** Fetched again after a crash, it is known and has its first result. */
async function keep(
  feedback: OrderFeedback | UnreadableFeedback,
  result: Result,
  { clock, database, department }: FeedbackParts,
): Promise<void> {
  await database.query(
    `INSERT INTO order_feedback (department, feedback_id, order_id, result, code, content, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (department, feedback_id) DO NOTHING`,
    [
      department,
      feedback.feedbackId,
      feedback.orderId,
      result.result,
      'code' in result ? result.code : null,
      JSON.stringify(feedback),
      new Date(clock.now()).toISOString(),
    ],
  );
}
