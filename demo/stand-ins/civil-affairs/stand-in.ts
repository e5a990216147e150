import { createDbfStandIn } from '../../dbf-stand-in.ts';
import type { CreateStandIn } from '../../district.ts';
import { createRows } from './rows.ts';

/** The nightly export of the registration system of social organisations. */
export const createStandIn: CreateStandIn = (district) =>
  createDbfStandIn('civil-affairs', createRows(district), district);
