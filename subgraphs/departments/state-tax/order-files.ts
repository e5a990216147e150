import { orderNames, type OrderNames } from '../../protocols/order-cells.ts';
import type { DropFileName } from '../../protocols/file-drop-query.ts';
import { dropFileName } from '../../protocols/file-drop-names.ts';

/** In this bureau's files XH counts lines, CZLX says how a line changes another, and organisations are taxpayers. */
export const orderFileNames: OrderNames = {
  ...orderNames,
  sequence: 'ZLXH',
  kind: 'ZLLX',
  creditCode: 'NSRSBH',
  organisationName: 'NSRMC',
};

export const orderFilePrefix = 'SW_LHJCZL_Z_';

const readName = dropFileName('SW_LHJCFK', 'csv');

/** A file of feedback only ever adds: none says all that the ones before it said. */
export function feedbackFileName(name: string): DropFileName | null {
  const read = readName(name);
  return read === null ? null : { ...read, kind: 'INCREMENT' };
}
