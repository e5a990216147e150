import type { RuleInput } from '../../connector/connector.ts';
import { date, readDateCell, type DateReading } from '../../connector/decoders/dates.ts';
import { custom, RowUnreadable, type Cells, type Decoder } from '../../connector/decoders/decoder.ts';
import { code } from '../../connector/decoders/text.ts';

type Conduct = 'GOOD' | 'BAD';

/** Whether a record of conduct speaks for or against the organisation; without that it is CODE_UNKNOWN. */
export function conduct(column: string): Decoder<Conduct> {
  const known = code('ConstructionConduct', column, { 良好: 'GOOD', 不良: 'BAD' } as const);
  return {
    ...known,
    read(cells) {
      const value = known.read(cells);
      if (value === null) throw new RowUnreadable('CODE_UNKNOWN', `${column} does not say which conduct`);
      return value;
    },
  };
}

export const isBad = ({ fields }: RuleInput): boolean => fields['conduct'] === 'BAD';

/** Order 36 does not name records of market conduct: an assumption. */
export const conductSeverity = {
  rule: '建筑市场不良行为记录,信用修复管理办法未列明,暂按一般 / bad conduct in the construction market is not named by NDRC order 36; counts as ordinary (provisional)',
  of: () => 'ORDINARY' as const,
};

/** The end of publication; null where there is none, or where it was not filled in. */
export function publicationUntil(from: string, until: string): Decoder<DateReading> {
  return custom('Date', [from, until], (cells) => {
    const [begins, ends] = [date(from).read(cells), date(until).read(cells)];
    if (begins !== null && ends !== null && isBefore(ends, begins))
      throw new RowUnreadable('PERIOD_REVERSED', 'the publication ends before it begins');
    return ends;
  });
}

/** Whether publication has no end by the bureau's own word; null where a day is given, or nothing. */
export function publicationOpenEnded(column: string): Decoder<boolean> {
  return custom('Boolean', [column], (cells: Cells) =>
    readDateCell(cells, column).state === 'for-ever' ? true : null,
  );
}

function isBefore(left: DateReading, right: DateReading): boolean {
  const length = Math.min(left.on.length, right.on.length);
  return left.on.slice(0, length) < right.on.slice(0, length);
}
