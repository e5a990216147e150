import type { OutgoingOrder } from '../../connector/order-channel.ts';
import type { Queries } from '../../database/database.ts';
import type { Measure } from '../state/measure.ts';
import type { Order } from '../state/order.ts';
import type { Claimed } from './claim.ts';

/** What has to leave for claimed deliveries, with the measures as they stand now; an order that is no longer open need not. */
export async function loadOutgoing(queries: Queries, claimed: readonly Claimed[]): Promise<readonly OutgoingOrder[]> {
  const rows = await queries.query<{ measure_id: string; state: Measure; name: string | null }>(
    `SELECT m.measure_id, m.state, o.name FROM measures m LEFT JOIN organisations o USING (credit_code)
     WHERE m.measure_id = ANY($1)`,
    [[...new Set(claimed.map(({ measureId }) => measureId))]],
  );
  const measures = new Map(rows.map((row) => [row.measure_id, row]));
  return claimed.flatMap(({ measureId, orderId }) => {
    const found = measures.get(measureId);
    const order = found?.state.facts.implementations
      .flatMap(({ orders }) => orders)
      .find((one) => one.orderId === orderId);
    const leaves = order?.status === 'PENDING';
    return found === undefined || !leaves ? [] : [outgoing(found.state, order, found.name)];
  });
}

function outgoing({ facts }: Measure, order: Order, organisationName: string | null): OutgoingOrder {
  const { item, determination, term } = facts;
  return {
    orderId: order.orderId,
    measureId: facts.measureId,
    kind: order.kind,
    sequence: order.sequence,
    creditCode: facts.creditCode,
    organisationName,
    measureKind: item.kind,
    itemCode: item.code,
    itemTitle: item.title,
    content: item.content,
    legalBasis: item.legalBasis.map(({ title, article, edition }) =>
      [title, article, edition].filter((part) => part !== null).join(' '),
    ),
    initiator: facts.initiator,
    determinationNumber: determination.documentNumber,
    cause: facts.cause,
    startsOn: term.startsOn,
    endsOn: term.endsOn,
    givenOn: order.givenOn,
    acknowledgeBy: order.acknowledgeBy.on,
    reportBy: order.reportBy.on,
  };
}
