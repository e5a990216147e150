import type { Queries } from '../../database/database.ts';
import { noMeasure, type Measure, type MeasureState } from '../state/measure.ts';

/** A measure and how many events it is made of. */
export interface StoredMeasure {
  readonly version: number;
  readonly state: MeasureState;
}

/** Version 0: nothing has happened under this id. */
export async function loadMeasure(queries: Queries, measureId: string): Promise<StoredMeasure> {
  const [row] = await queries.query<{ version: number; state: Measure }>(
    'SELECT version, state FROM measures WHERE measure_id = $1',
    [measureId],
  );
  return row ?? { version: 0, state: noMeasure };
}
