import type { RecordState } from '../../connector/connector.ts';
import { custom, type Decoder } from '../../connector/decoders/decoder.ts';

/** A row that is marked as withdrawn is void, whatever the title says of itself. */
export function unlessWithdrawn(mark: Decoder<RecordState>, own: Decoder<RecordState>): Decoder<RecordState> {
  return custom('RecordState', [...mark.columns, ...own.columns], (cells) =>
    mark.read(cells) === 'REVOKED' ? 'REVOKED' : own.read(cells),
  );
}
