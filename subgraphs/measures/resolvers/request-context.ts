import DataLoader from 'dataloader';
import type { Caller } from '../../../schema/caller.ts';
import type { CreditCode } from '../../../schema/credit-code.ts';
import type { RequestFacts, SubgraphContext } from '../../subgraph.ts';
import type { KeptEvent } from '../desk/read-events.ts';
import type { MeasureRecords } from '../desk/records.ts';
import type { Reckoning } from '../rules/deadlines.ts';
import type { Measure } from '../state/measure.ts';

/** What the resolvers of one client request share. */
export interface MeasuresContext extends SubgraphContext {
  readonly caller: Caller | null;
  /** Local date of the request: days are judged by one day, however long the request takes. */
  readonly today: string;
  readonly reckoning: Reckoning;
  readonly loaders: Loaders;
}

interface Loaders {
  readonly measure: DataLoader<string, Measure | null>;
  readonly measuresOf: DataLoader<CreditCode, readonly Measure[]>;
  readonly events: DataLoader<string, readonly KeptEvent[]>;
}

export interface ContextParts {
  readonly records: MeasureRecords;
  readonly reckoning: Reckoning;
  readonly today: string;
}

const mostAtOnce = { maxBatchSize: 1000 };

export function createRequestContext({ caller }: RequestFacts, parts: ContextParts): MeasuresContext {
  const { records, reckoning, today } = parts;
  const loaders: Loaders = {
    measure: new DataLoader(async (ids) => {
      const found = await records.measures(ids);
      return ids.map((id) => found.get(id) ?? null);
    }, mostAtOnce),
    measuresOf: new DataLoader(async (codes) => {
      const found = await records.measuresOf(codes);
      return codes.map((code) => found.get(code) ?? []);
    }, mostAtOnce),
    events: new DataLoader(async (ids) => {
      const found = await records.events(ids);
      return ids.map((id) => found.get(id) ?? []);
    }, mostAtOnce),
  };
  return { errors: [], warnings: [], caller, today, reckoning, loaders };
}

/** After a command: what was read before it is no longer how things stand. */
export function forgetWhatWasRead({ loaders }: MeasuresContext): void {
  loaders.measure.clearAll();
  loaders.measuresOf.clearAll();
  loaders.events.clearAll();
}
