import { withCsvRows } from '../../csv-rows.ts';
import type { CreateStandIn } from '../../district.ts';
import { createDropStandIn, sampleDrop } from '../../drop-stand-in.ts';
import { rowsOf, type Catalogue } from './rows.ts';

/** The files that the local tax bureau left behind when it was merged; nothing is ever added. */
export const createStandIn: CreateStandIn = (district) => {
  const files = sampleDrop('local-tax', '2018-07-05').map(({ name, day, bytes }) => ({
    name,
    day,
    bytes: withCsvRows(bytes, rowsOf(district, name.split('_')[1] as Catalogue), 'gb18030'),
  }));
  return createDropStandIn('local-tax', files, district);
};
