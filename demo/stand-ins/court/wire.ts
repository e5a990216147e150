import { soapMessage, type Message } from '../../soap-wire.ts';
import type { HeldRow } from './sample-rows.ts';

const columns =
  'ZLBH BH FYMC BZXRMC BZXRLX TYSHXYDM ZZJGDM SFZH FDDBR AH ZXYJWH LARQ JDRQ FBRQ ZXBDE LXQK XWQX YXQS YXQZ ZT CXRQ BZ';

/** What the service can be called for; both take and give a document in a string. */
export type Operation = 'QueryExecInfo' | 'SubmitOrder';

/** The operation that a SOAPAction header names, its quotes included; null for any other. */
export function operationOf(action: string): Operation | null {
  const name = /^"http:\/\/tempuri\.org\/(QueryExecInfo|SubmitOrder)"$/.exec(action)?.[1];
  return (name as Operation | undefined) ?? null;
}

export interface Result {
  readonly code: string;
  readonly message: string;
  readonly rows?: readonly Pick<HeldRow, 'cells'>[];
}

/** An answer of the court's own program. `turn` chooses among the charsets it claims, and escaping or CDATA. */
export function resultMessage(
  { code, message, rows = [] }: Result,
  turn: number,
  operation: Operation = 'QueryExecInfo',
): Message {
  const dialect = { namespace: 'http://tempuri.org/', operation, root: 'RESULT', code: 'CODE', message: 'MSG' };
  return soapMessage({ code, message, rows: rows.map(inOrder) }, turn, {
    ...dialect,
    count: 'COUNT',
    rows: 'ROWS',
    row: 'ROW',
  });
}

function inOrder({ cells }: Pick<HeldRow, 'cells'>): Record<string, string> {
  const known = columns.split(' ').filter((column) => cells[column] !== undefined);
  return Object.fromEntries(known.map((name) => [name, cells[name]!]));
}
