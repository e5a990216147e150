import { countReceipt, type ReceiptRow } from '../figures/receipt.ts';
import { pages, type Counted, type Scope } from './scope.ts';

const pageSize = 1000;

export async function* readReceipts(scope: Scope, from: string | null): AsyncGenerator<Counted> {
  const found = pages(
    pageSize,
    from,
    (place) => readPage(scope, place),
    ({ receiptId }) => receiptId,
  );
  for await (const page of found)
    for (const receipt of page) yield { key: receipt.receiptId, contributions: countReceipt(receipt), overdue: [] };
}

function readPage(
  { counting: { period }, department, queries }: Scope,
  { inclusive, key }: { readonly key: string | null; readonly inclusive: boolean },
): Promise<ReceiptRow[]> {
  return queries.query<ReceiptRow & Record<string, unknown>>(
    `SELECT receipt_id::text AS "receiptId", department, record_set AS "recordSet", name, received_at AS "receivedAt",
       counts, carried_over AS "carriedOver"
     FROM delivery_receipts WHERE ($1::bigint IS NULL OR receipt_id ${inclusive ? '>=' : '>'} $1)
       AND received_at >= $2 AND received_at < $3 AND ($4::text IS NULL OR department = $4)
     ORDER BY receipt_id LIMIT ${pageSize}`,
    [key, period.start, period.end, department],
  );
}
