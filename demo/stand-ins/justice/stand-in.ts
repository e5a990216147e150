import { localDay } from '../../../subgraphs/connector/timetable.ts';
import { daysAfter } from '../../days.ts';
import type { CreateStandIn } from '../../district.ts';
import { createDropStandIn, droppedOn, sampleDrop } from '../../drop-stand-in.ts';

/**
 * The provincial system's messages, of the latest Monday. There are few legal practices in a district: the samples are
 * all of them.
 */
export const createStandIn: CreateStandIn = (district) => {
  let monday = localDay(district.clock.now() - 12 * 3_600_000);
  while (new Date(monday).getUTCDay() !== 1) monday = daysAfter(monday, -1);
  const files = sampleDrop('justice', '2026-06-29').map((file) => droppedOn(file, monday));
  return createDropStandIn('justice', files, district);
};
