import { createDbfStandIn } from '../../dbf-stand-in.ts';
import type { CreateStandIn } from '../../district.ts';
import { inspectionRows, licenceRows } from './rows.ts';

/** The shared directory with the bureau's two files. */
export const createStandIn: CreateStandIn = (district) =>
  createDbfStandIn(
    'quality-supervision',
    { 'SCXKZ.DBF': licenceRows(district), 'CCJG.DBF': inspectionRows(district) },
    district,
  );
