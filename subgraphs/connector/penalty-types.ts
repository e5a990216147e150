import { list } from './decoders/text.ts';
import type { Cells, Decoder } from './decoders/decoder.ts';

/** 不予行政处罚, 免于处罚 and the like: the decision not to punish. */
const noPenalty = /^(?:不予|免予|免于)(?:行政)?处罚$/;

/** Kinds of one penalty in a column, split at the department's separators; the decision not to punish is none. */
export function penaltyTypes(column: string, separators: RegExp): Decoder<string[]> {
  const types = written(column, separators);
  return { ...types, read: (cells) => (types.read(cells) ?? []).filter((type) => !noPenalty.test(type)) };
}

/** Whether a row says nothing but that there is no penalty. */
export function isNoPenalty(column: string, separators: RegExp): (cells: Cells) => boolean {
  const types = written(column, separators);
  return (cells) => {
    const found = types.read(cells) ?? [];
    return found.length > 0 && found.every((type) => noPenalty.test(type));
  };
}

/** A kind may stand between any number of 其他- before and -其他 behind it (domain.md 2.5). */
function written(column: string, separators: RegExp): Decoder<string[]> {
  return list(column, separators, (part) =>
    part
      .normalize('NFKC')
      .replaceAll(/\s/g, '')
      .replaceAll(/[—–]/g, '-')
      .replace(/^(?:其他-)+(?=.)/, '')
      .replace(/(?<=.)(?:-其他)+$/, '')
      .trim(),
  );
}
