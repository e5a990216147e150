import type { District, Mode } from '../../district.ts';
import { maintenanceEnds, type Window } from '../../../subgraphs/connector/timetable.ts';

/** How the server meets its clients at this moment. */
export interface Manner {
  /** It takes connections and never answers. */
  readonly silent: boolean;
  /** SQLSTATE and text with which every connection is refused. */
  readonly refusal: readonly [state: string, text: string] | null;
  /** It answers statements with bytes that mean nothing. */
  readonly garbage: boolean;
  /** The nightly batch holds its tables. */
  readonly locked: boolean;
}

const nightly: Window = { every: 'day', from: '01:00', until: '03:00' };
const maintenance: Window = { every: 'month', lastWeekday: 0, from: '00:00', until: '24:00' };

export function mannerAt(mode: Mode, { clock }: District): Manner {
  const now = clock.now();
  const closed = maintenanceEnds([maintenance], now) !== null;
  const full = mode === 'failing';
  return {
    silent: mode === 'slow',
    refusal: closed
      ? ['57P03', 'the database system is shut down for maintenance']
      : full
        ? ['53300', 'sorry, too many clients already']
        : null,
    garbage: mode === 'garbage',
    locked: maintenanceEnds([nightly], now) !== null,
  };
}
