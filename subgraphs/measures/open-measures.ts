import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { CreditCode } from '../../schema/credit-code.ts';
import { loadWorkingCalendar } from '../../schema/working-days.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database } from '../database/database.ts';
import type { Subgraph } from '../subgraph.ts';
import { buildMeasures } from './build-measures.ts';
import { loadCatalogue } from './catalogue/load-catalogue.ts';
import { startDelivering, type OrderRecipient } from './delivery/start-delivering.ts';
import { createDesk } from './desk/create-desk.ts';
import type { Desk } from './desk/desk.ts';
import { keepCatalogue } from './desk/keep-catalogue.ts';
import type { Rules } from './desk/load-context.ts';
import { createMeasureRecords } from './desk/records.ts';
import type { MeasureEvent } from './events.ts';
import { createRedrive } from './desk/redrive.ts';
import { repeat, type Repeating } from './repeating.ts';
import { loadDeadlines } from './rules/deadlines.ts';
import { loadRepairRules } from './rules/repair-rules.ts';
import type { Subscriber } from './webhooks/signed-post.ts';
import type { Measure } from './state/measure.ts';
import type { ConfirmSource } from './state/source-seen.ts';
import { startTelling } from './webhooks/start-telling.ts';
import { reckonTimersAgain, workTimers } from './timers/work-timers.ts';

export interface MeasuresParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Departments served by this process whose systems receive orders. */
  readonly recipients: readonly OrderRecipient[];
  /** Departments whose folders declare a channel, wherever they are served. */
  readonly withChannel: readonly string[];
  /** Whether this process looks after measures: catalogue, timers, worklists. Others only deliver. */
  readonly keeper: boolean;
  /** How often departments' tables and folders are looked into for feedback. */
  readonly feedbackEveryMs: number;
  /** Programs of departments served by this process that are told of events. */
  readonly subscribers: ReadonlyMap<string, Subscriber>;
  /** Reviewed files of the operator; null: those that ship. */
  readonly files: ReviewedFiles;
  /** Looks for the record behind a new measure; absent: it is taken on the initiator's word. */
  readonly confirmSource?: ConfirmSource;
  /** Told of the organisation of each measure that has changed, once it is certain; must not throw. */
  readonly onChanged?: (creditCode: CreditCode) => void;
}

export interface ReviewedFiles {
  readonly workingCalendar: string | null;
  readonly measureDeadlines: string | null;
  readonly repairRules: string | null;
  readonly measureCatalogue: string | null;
}

/** Measures as one process of the district takes part in them. */
export interface Measures {
  /** Null: another process serves the subgraph. */
  readonly subgraph: Subgraph | null;
  readonly desk: Desk;
  readonly rules: Rules;
  close(): Promise<void>;
}

const timersEveryMs = 1000;

/** What was due while no process ran has happened before this resolves. */
export async function openMeasures(parts: MeasuresParts): Promise<Measures> {
  const { clock, confirmSource, database, files, keeper, log, onChanged, recipients, withChannel } = parts;
  const rules = loadRules(files);
  let nudge = () => {};
  const onCommitted = (_: readonly MeasureEvent[], { facts }: Measure) => {
    nudge();
    onChanged?.(facts.creditCode);
  };
  const desk = createDesk({
    database,
    clock,
    rules,
    onCommitted,
    ...(confirmSource === undefined ? {} : { confirmSource }),
  });
  const repeating: Repeating[] = [];
  const served = {
    desk,
    redrive: createRedrive(database, clock),
    records: createMeasureRecords(database),
    reckoning: rules,
    clock,
    sdl: readFileSync(join(import.meta.dirname, 'schema.graphql'), 'utf8'),
  };
  if (keeper) {
    const timers = { database, desk, clock, reckoning: rules };
    await keepCatalogue(
      database,
      loadCatalogue(files.measureCatalogue ?? undefined),
      new Date(clock.now()).toISOString(),
    );
    await reckonTimersAgain(timers);
    while (await workTimers(timers));
    repeating.push(repeat({ what: 'timers', everyMs: timersEveryMs, log, work: () => workTimers(timers) }));
  }
  const delivering = startDelivering({
    database,
    desk,
    clock,
    log,
    recipients,
    withChannel: keeper ? withChannel : null,
    feedbackEveryMs: parts.feedbackEveryMs,
  });
  const telling = await startTelling({ database, log, subscribers: parts.subscribers });
  nudge = () => {
    delivering.nudge();
    telling.nudge();
  };
  return {
    subgraph: keeper ? buildMeasures(served) : null,
    desk,
    rules,
    async close() {
      await Promise.all([...repeating.map((one) => one.stop()), delivering.stop(), telling.stop()]);
      await Promise.all(recipients.map(({ sink }) => sink.close()));
    },
  };
}

function loadRules({ measureDeadlines, repairRules, workingCalendar }: ReviewedFiles): Rules {
  return {
    deadlines: loadDeadlines(measureDeadlines ?? undefined),
    repairRules: loadRepairRules(repairRules ?? undefined),
    ...(workingCalendar === null ? {} : { calendar: loadWorkingCalendar(workingCalendar) }),
  };
}
