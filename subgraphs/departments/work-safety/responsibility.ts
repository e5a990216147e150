import { custom, RowUnreadable, type Decoder } from '../../connector/decoders/decoder.ts';
import { textOf } from '../../connector/legacy-row.ts';

const table = { 主要: 'MAIN', 次要: 'LESSER', 管理: 'OVERSIGHT', 无: 'NONE' } as const;
type Responsibility = (typeof table)[keyof typeof table];

/** What an investigation found. Here 无 says that there was none; elsewhere the same word says that nothing was written. */
export function responsibility(column: string): Decoder<Responsibility> {
  return custom('AccidentResponsibility', [column], (cells) => {
    const written =
      textOf(cells, column)
        ?.normalize('NFKC')
        .replaceAll(/\s|责任$/g, '') ?? '';
    const found = Object.entries(table).find(([word]) => word === written)?.[1];
    if (found === undefined) throw new RowUnreadable('CODE_UNKNOWN', `${column} says nothing of responsibility`);
    return found;
  });
}
