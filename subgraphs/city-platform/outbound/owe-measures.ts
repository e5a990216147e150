import { maskPersonalNumbers } from '../../../schema/personal-numbers.ts';
import type { Database, Queries } from '../../database/database.ts';
import { readFeed, type FeedEvent } from '../../measures/desk/read-events.ts';
import { readMeasures } from '../../measures/desk/read-measures.ts';
import type { MeasureEvent } from '../../measures/events.ts';
import type { Measure } from '../../measures/state/measure.ts';
import { oweMessages, type Owed } from './owe-messages.ts';

const atOnce = 100;

/** What the city is told of, by the status in which it leaves the measure. What departments do about orders stays here. */
const told: Partial<Record<MeasureEvent['type'], string>> = {
  MeasureInitiated: 'NOTIFIED',
  MeasureEnteredForce: 'IN_FORCE',
  MeasureSuspended: 'SUSPENDED',
  MeasureResumed: 'IN_FORCE',
  TermReduced: 'TERM_REDUCED',
  MeasureLifted: 'LIFTED',
  MeasureRevoked: 'REVOKED',
  RestorationCompleted: 'RESTORED',
};

/** Makes messages of what has happened to measures since, in the order in which it became visible. True: there may be more. */
export async function oweMeasures(database: Database, at: string): Promise<boolean> {
  const [{ position }] = (await database.query<{ position: number }>(
    `SELECT position FROM city_positions WHERE name = 'measures'`,
  )) as [{ position: number }];
  const events = await readFeed(database, { of: 'ALL' }, { after: position, most: atOnce });
  if (events.length === 0) return false;
  await database.transaction(async (queries) => {
    await oweMessages(queries, await messagesOf(queries, events), at);
    await queries.query(`UPDATE city_positions SET position = greatest(position, $1) WHERE name = 'measures'`, [
      events.at(-1)!.position,
    ]);
  });
  return events.length === atOnce;
}

async function messagesOf(queries: Queries, events: readonly FeedEvent[]): Promise<readonly Owed[]> {
  const wanted = events.filter(({ event }) => told[event.type] !== undefined);
  const measures = await readMeasures(queries, [...new Set(wanted.map(({ event }) => event.measureId))]);
  return wanted.flatMap(({ event, version }) => {
    const measure = measures.get(event.measureId);
    if (measure === undefined) return [];
    const key = `measure:${event.measureId}:${version}`;
    return [{ key, kind: 'MEASURE', content: contentOf(measure, event, told[event.type]!) }];
  });
}

/** Organisations and documents; statements, evidence and who did it stay here. */
function contentOf({ facts }: Measure, { at, measureId }: MeasureEvent, status: string) {
  const { cause, creditCode, determination, initiator, item, term } = facts;
  return {
    measureId,
    status,
    at,
    creditCode,
    measureKind: item.kind,
    itemCode: item.code,
    itemTitle: item.title,
    content: item.content,
    legalBasis: item.legalBasis.map(({ article, edition, title }) =>
      [title, article, edition].filter(Boolean).join(' '),
    ),
    cause: maskPersonalNumbers(cause),
    initiator,
    determinationNumber: determination.documentNumber,
    startsOn: term.startsOn,
    endsOn: term.endsOn,
  };
}
