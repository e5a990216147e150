import { textOf } from '../../connector/legacy-row.ts';
import { custom, type Decoder } from '../../connector/decoders/decoder.ts';
import { isNothing } from '../../connector/decoders/sentinels.ts';

/** A registration certificate's number as rows of other tables are compared with it: NFKC, no blanks. */
export function certificateNumber(column: string): Decoder<string> {
  return custom('String', [column], (cells) => {
    const written = textOf(cells, column);
    return written === null || isNothing(written) ? null : written.normalize('NFKC').replaceAll(/\s/g, '');
  });
}
