import type { Decoder } from './decoder.ts';
import { readDateCell } from './dates.ts';

/** The end of a period: a day, none stated, or open-ended by the source's own word. */
export interface UntilReading {
  readonly on: string | null;
  readonly openEnded: boolean;
}

/** An end date; 长期, 9999-*, 2099-12-31 and the like mean open-ended. Blank means that nothing was said. */
export function until(column: string): Decoder<UntilReading> {
  return {
    type: 'Until',
    columns: [column],
    read(cells) {
      const cell = readDateCell(cells, column);
      if (cell.state === 'none') return null;
      return cell.state === 'for-ever' ? { on: null, openEnded: true } : { on: cell.date.on, openEnded: false };
    },
  };
}

/** A period of months (202405, 2024) as YYYY-MM or YYYY. */
export function period(column: string): Decoder<string> {
  return {
    type: 'String',
    columns: [column],
    read(cells) {
      const cell = readDateCell(cells, column);
      return cell.state === 'date' ? cell.date.on : null;
    },
  };
}
