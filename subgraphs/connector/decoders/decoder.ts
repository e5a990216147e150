import type { LegacyRow } from '../legacy-row.ts';

export type Cells = LegacyRow['cells'];

/** GraphQL output types that a decoder can yield; an enum is named by its SDL name. */
export type GraphQLTypeName = string;

/**
 * Reads one field out of a legacy row. `null` means that the source says nothing; what cannot be read is thrown as
 * RowUnreadable and sends the whole row to quarantine.
 */
export interface Decoder<T> {
  readonly type: GraphQLTypeName;
  /** Columns read, so that the engine can tell what the connector never looks at. */
  readonly columns: readonly string[];
  read(cells: Cells): T | null;
}

export type RejectReason =
  | 'KEY_UNREADABLE'
  | 'DATE_IMPOSSIBLE'
  | 'DATE_IN_FUTURE'
  | 'PERIOD_REVERSED'
  | 'AMOUNT_UNREADABLE'
  | 'CODE_UNKNOWN'
  | 'ROW_MALFORMED';

/** A row that cannot be read, and why; `detail` names the column, never its content. */
export class RowUnreadable extends Error {
  readonly reason: RejectReason;
  readonly detail: string;
  constructor(reason: RejectReason, detail: string) {
    super(`${reason}: ${detail}`);
    this.name = 'RowUnreadable';
    this.reason = reason;
    this.detail = detail;
  }
}

/** A decoder of our own making: a function of the row, for the odd case. */
export function custom<T>(
  type: GraphQLTypeName,
  columns: readonly string[],
  read: (cells: Cells) => T | null,
): Decoder<T> {
  return { type, columns, read };
}
