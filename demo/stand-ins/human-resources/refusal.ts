import type { District, Mode } from '../../district.ts';
import { maintenanceEnds, type Window } from '../../../subgraphs/connector/timetable.ts';
import type { ServerError } from '../../exchange-database/statements.ts';

const maintenance: Window = { every: 'month', day: 1, from: '00:00', until: '08:00' };

/** An error with which every connection is refused at this moment; null: it is served. */
export function refusalAt(mode: Mode, { clock }: District): ServerError | null {
  if (maintenanceEnds([maintenance], clock.now()) !== null)
    return { code: 1053, message: 'Server shutdown in progress' };
  return mode === 'failing' ? { code: 1040, message: 'Too many connections' } : null;
}
