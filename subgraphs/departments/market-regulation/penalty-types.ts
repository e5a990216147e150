import { list } from '../../connector/decoders/text.ts';
import type { Cells, Decoder } from '../../connector/decoders/decoder.ts';

/** 不予行政处罚, 免于处罚 and the like: the decision not to punish. */
const noPenalty = /^(?:不予|免予|免于)(?:行政)?处罚$/;

/** Types of a penalty, `;`-separated, without the 其他- before and the -其他 behind them. */
function written(column: string): Decoder<string[]> {
  return list(column, /[;；]/, (part) =>
    part
      .normalize('NFKC')
      .replaceAll(/[—–－]/g, '-')
      .replace(/^(?:其他-)+(?=.)/, '')
      .replace(/(?<=.)(?:-其他)+$/, '')
      .trim(),
  );
}

export function penaltyTypes(column: string): Decoder<string[]> {
  const types = written(column);
  return { ...types, read: (cells) => (types.read(cells) ?? []).filter((type) => !noPenalty.test(type)) };
}

/** Whether the types say nothing but that there is no penalty. */
export function isNoPenalty(cells: Cells, column: string): boolean {
  const types = written(column).read(cells) ?? [];
  return types.length > 0 && types.every((type) => noPenalty.test(type));
}
