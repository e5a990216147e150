import type { RecordState } from '../connector.ts';
import type { Decoder } from './decoder.ts';
import { code } from './text.ts';

/** The source's state column as VALID, ENDED or REVOKED; a value outside the table is CODE_UNKNOWN. */
export function state(column: string, table: Readonly<Record<string, RecordState>>): Decoder<RecordState> {
  return code('RecordState', column, table);
}
