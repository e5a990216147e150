import { localDay } from '../../../subgraphs/connector/timetable.ts';
import { withCsvRows } from '../../csv-rows.ts';
import { daysAfter } from '../../days.ts';
import type { CreateStandIn } from '../../district.ts';
import { createDropStandIn, droppedOn, sampleDrop } from '../../drop-stand-in.ts';
import { rowsOf, type Catalogue } from './rows.ts';

/** The exports of the national platform, of the latest fifth of a month. */
export const createStandIn: CreateStandIn = (district) => {
  let fifth = daysAfter(localDay(district.clock.now()), -1);
  while (!fifth.endsWith('-05')) fifth = daysAfter(fifth, -1);
  const files = sampleDrop('culture-broadcasting', '2026-06-05').map(({ name, day, bytes }) => {
    const rows = rowsOf(district, name.split('_')[1] as Catalogue);
    return droppedOn({ name, day, bytes: withCsvRows(bytes, rows, 'utf-8') }, fifth);
  });
  return createDropStandIn('culture-broadcasting', files, district);
};
