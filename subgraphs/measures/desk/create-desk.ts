import type { Database, Queries } from '../../database/database.ts';
import type { Clock } from '../../connector/protocol.ts';
import type { MeasureCommand } from '../commands.ts';
import { decide } from '../decide.ts';
import type { MeasureEvent } from '../events.ts';
import { evolve } from '../evolve.ts';
import { refuse } from '../refusals.ts';
import type { ConfirmSource } from '../state/source-seen.ts';
import { gatewayItself, type Stamp } from '../state/caller.ts';
import { noMeasure, type Measure, type MeasureState } from '../state/measure.ts';
import { decideItemAt } from './decide-item-at.ts';
import type { Desk, Given, GivenCommand, GivenInitiation, Giver } from './desk.ts';
import { keyedCommand, takeKey, type KeyedCommand } from './idempotency.ts';
import { contextOfCommand, contextOfInitiation, type Rules } from './load-context.ts';
import { loadMeasure } from './load-measure.ts';
import { newMeasureId } from './measure-id.ts';
import { saveChange } from './save-measure.ts';
import { inTransaction } from './transactions.ts';

export interface DeskParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly rules: Rules;
  /** Makes the id of a new measure, initiated at that instant. */
  readonly newId?: (at: string) => string;
  /** Looks for the record behind a new measure; absent: it is taken on the initiator's word, and nothing is said of it. */
  readonly confirmSource?: ConfirmSource;
  /** Told after every commit, e.g. to have orders leave at once; must not throw. */
  readonly onCommitted?: (events: readonly MeasureEvent[], measure: Measure) => void;
}

export function createDesk(parts: DeskParts): Desk {
  const { clock, confirmSource, database, rules } = parts;
  const { newId = newMeasureId, onCommitted: committed = () => {} } = parts;
  const now = () => new Date(clock.now()).toISOString();

  /** Runs `work` unless the key is known; what happened is told only when it is certain. */
  async function once(
    keyed: KeyedCommand,
    measureId: string,
    work: (
      queries: Queries,
      stamp: Omit<Stamp, 'by'>,
    ) => Promise<{ measure: Measure; events: readonly MeasureEvent[] }>,
  ): Promise<Given> {
    const { events, ...given } = await inTransaction(database, async (queries) => {
      const at = now();
      const known = await takeKey(queries, keyed, { subject: measureId, at });
      if (known !== null) return { measure: await existing(queries, known), repeated: true, events: [] };
      return { ...(await work(queries, { measureId, at })), repeated: false };
    });
    if (events.length > 0) committed(events, given.measure);
    return given;
  }

  return {
    async initiate(command: GivenInitiation, giver: Giver) {
      const keyed = keyedCommand(giver, command);
      // Outside the transaction: a department's system may take its time.
      const source = await confirmSource?.(command.creditCode, command.sourceRecord);
      return await once(keyed, newId(now()), async (queries, stamp) => {
        const decided = await contextOfInitiation(queries, command, rules);
        const context = source === undefined ? decided : { ...decided, source };
        const before = { version: 0, state: noMeasure };
        const events = decide({ ...stamp, by: giver.by, ...command }, before.state, context);
        const measure = fold(before.state, events);
        await saveChange(queries, { before, events, after: measure }, rules);
        return { measure, events };
      });
    },
    give: (measureId: string, command: GivenCommand, giver: Giver) =>
      once(keyedCommand(giver, { measureId, command }), measureId, async (queries, stamp) => {
        const before = await loadMeasure(queries, measureId);
        const barMatters = command.type === 'applyForRepair' && before.state.status !== 'NONE';
        const creditCode = barMatters ? before.state.facts.creditCode : null;
        const context = await contextOfCommand(queries, creditCode, rules);
        const stamped = { ...command, ...stamp, by: giver.by } as MeasureCommand;
        const events = decide(stamped, before.state, context);
        const measure = fold(before.state, events);
        if (events.length > 0) await saveChange(queries, { before, events, after: measure }, rules);
        return { measure, events };
      }),
    decideItem: (command, giver) => decideItemAt(database, command, { giver, at: now() }),
    async giveByItself(measureId, commands) {
      const done = await inTransaction(database, async (queries) => {
        const before = await loadMeasure(queries, measureId);
        const context = await contextOfCommand(queries, null, rules);
        const at = now();
        let state = before.state;
        const events: MeasureEvent[] = [];
        for (const command of commands) {
          const stamped = { ...command, measureId, at, by: gatewayItself } as MeasureCommand;
          const brought = decide(stamped, state, context);
          if (brought.length > 0) state = fold(state, brought);
          events.push(...brought);
        }
        if (events.length === 0) return null;
        await saveChange(queries, { before, events, after: state as Measure }, rules);
        return { measure: state as Measure, events };
      });
      if (done !== null) committed(done.events, done.measure);
      return done?.measure ?? null;
    },
  };
}

function fold(state: MeasureState, events: readonly MeasureEvent[]): Measure {
  const after = events.reduce(evolve, state);
  return after.status === 'NONE' ? refuse('MEASURE_NOT_FOUND') : after;
}

async function existing(queries: Queries, measureId: string): Promise<Measure> {
  return fold((await loadMeasure(queries, measureId)).state, []);
}
