import type { MeasureEvent } from '../../subgraphs/measures/events.ts';
import { dayOf, names, within, workingDays, type Days, type Heaps } from './recount.ts';

type Of<Type extends MeasureEvent['type']> = Extract<MeasureEvent, { type: Type }>;

/** Every figure about measures from the raw events alone, by looking through all of them for each question. */
export function recountMeasures(all: readonly MeasureEvent[], days: Days, heaps: Heaps): void {
  const known = all.filter(({ at }) => dayOf(at) <= days.until);
  for (const first of known)
    if (first.type === 'MeasureInitiated') {
      const events = known.filter(({ measureId }) => measureId === first.measureId);
      const about: About = { first, events, days, heaps };
      if (within(days, first.at))
        heaps.put(names('INCENTIVE_SHARE', first.initiator), first.measureId, yes(first.item.kind === 'INCENTIVE'));
      orders(about);
      objections(about);
      repairs(about);
      endings(about);
      consultations(about);
      overdue(about);
    }
}

interface About {
  readonly first: Of<'MeasureInitiated'>;
  readonly events: readonly MeasureEvent[];
  readonly days: Days;
  readonly heaps: Heaps;
}

const ofType = <Type extends MeasureEvent['type']>(events: readonly MeasureEvent[], type: Type) =>
  events.filter((event): event is Of<Type> => event.type === type);
const yes = (it: boolean) => [it ? 1 : 0, 1] as const;

function orders({ days, events, first, heaps }: About): void {
  const kind = first.item.kind;
  for (const issued of ofType(events, 'OrdersIssued'))
    for (const order of issued.orders) {
      const { department, orderId } = order;
      const about = events.filter((event) => 'orderId' in event && event.orderId === orderId);
      const delivered = ofType(about, 'OrderDelivered')[0];
      const acknowledged = ofType(about, 'OrderAcknowledged')[0];
      const outcome = [...ofType(about, 'OrderImplemented'), ...ofType(about, 'OrderDeclined')][0];
      const newer = ofType(events, 'OrdersIssued').find(({ orders: given }) =>
        given.some((one) => one.department === department && one.sequence === order.sequence + 1),
      );
      const put = (metric: string, counted: boolean) =>
        heaps.put(names(metric, department, kind), orderId, yes(counted));
      const stillHadTime = (on: string) => newer !== undefined && dayOf(newer.at) <= on;
      if (within(days, issued.at) && !(delivered === undefined && newer !== undefined))
        put('DELIVERY_RATE', delivered !== undefined);
      if (delivered !== undefined && within(days, delivered.at)) {
        if (acknowledged !== undefined || !stillHadTime(order.acknowledgeBy.on))
          put('RESPONSE_RATE', acknowledged !== undefined);
        if (outcome !== undefined || !stillHadTime(order.reportBy.on)) put('FEEDBACK_RATE', outcome !== undefined);
      }
      if (outcome !== undefined && within(days, outcome.at)) {
        put('FEEDBACK_IN_TIME', dayOf(outcome.at) <= order.reportBy.on);
        put('CASES_WITH_EVIDENCE', outcome.type === 'OrderDeclined' || outcome.evidence.length > 0);
      }
    }
}

function objections({ days, events, first, heaps }: About): void {
  for (const filed of ofType(events, 'ObjectionFiled')) {
    const { objectionId } = filed;
    const put = (metric: string, counts: readonly [number, number, number?]) =>
      heaps.put(names(metric, first.determination.department), objectionId, counts);
    const about = events.filter((event) => 'objectionId' in event && event.objectionId === objectionId);
    const decided = ofType(about, 'ObjectionDecided')[0];
    const answer = decided ?? ofType(about, 'ObjectionRejected')[0];
    if (within(days, filed.at)) put('OBJECTIONS_FILED', [1, 1]);
    if (answer === undefined || !within(days, answer.at)) continue;
    const took = workingDays(dayOf(filed.at), dayOf(answer.at));
    put('OBJECTION_TIME', [took, 1, took]);
    if (decided === undefined) continue;
    const answerBy = (ofType(about, 'ObjectionExtended')[0] ?? ofType(about, 'ObjectionAccepted')[0])!.answerBy;
    put('OBJECTIONS_IN_TIME', yes(dayOf(decided.at) <= answerBy.on));
    put('OBJECTIONS_JUSTIFIED', yes(decided.outcome === 'CORRECTED' || decided.outcome === 'WITHDRAWN'));
  }
}

function repairs({ days, events, first, heaps }: About): void {
  for (const applied of ofType(events, 'RepairAppliedFor')) {
    const { repairId } = applied;
    const put = (metric: string, counts: readonly [number, number, number?]) =>
      heaps.put(names(metric, first.determination.department), repairId, counts);
    const about = events.filter((event) => 'repairId' in event && event.repairId === repairId);
    const granted = ofType(about, 'RepairGranted')[0];
    const decided = granted ?? ofType(about, 'RepairDenied')[0];
    const end = decided ?? ofType(about, 'RepairRefused')[0];
    if (within(days, applied.at)) put('REPAIRS_APPLIED', [1, 1]);
    if (end !== undefined && within(days, end.at)) {
      const took = workingDays(dayOf(applied.at), dayOf(end.at));
      put('REPAIR_TIME', [took, 1, took]);
    }
    if (decided !== undefined && within(days, decided.at)) {
      const decideBy = (ofType(about, 'RepairExtended')[0] ?? ofType(about, 'RepairAccepted')[0])!.decideBy;
      put('REPAIRS_IN_TIME', yes(dayOf(decided.at) <= decideBy.on));
    }
    if (granted !== undefined && ofType(events, 'MeasureRevoked').length === 0) {
      const done = everybodyLifted(events);
      if (done === null || !within(days, done)) continue;
      const took = workingDays(dayOf(applied.at), dayOf(done));
      put('REPAIR_SYNC_TIME', [took, 1, took]);
    }
  }
}

/** Instant of the last report by which all had lifted. */
function everybodyLifted(events: readonly MeasureEvent[]): string | null {
  const last = new Map(
    ofType(events, 'OrdersIssued').flatMap(({ orders: given }) => given.map((one) => [one.department, one])),
  );
  const told = [...last.values()].filter(({ kind }) => kind === 'LIFT');
  const reports = told.map(({ orderId }) =>
    events.find(
      (event) => (event.type === 'OrderImplemented' || event.type === 'OrderDeclined') && event.orderId === orderId,
    ),
  );
  if (reports.length === 0 || reports.includes(undefined)) return null;
  return reports
    .map((one) => one!.at)
    .sort()
    .at(-1)!;
}

function endings({ days, events, first, heaps }: About): void {
  const { initiator, measureId } = first;
  const department = first.determination.department;
  const revoked = ofType(events, 'MeasureRevoked')[0];
  const lifted = ofType(events, 'MeasureLifted')[0];
  const restored = ofType(events, 'RestorationCompleted')[0];
  const wasError = revoked !== undefined && within(days, revoked.at);
  if (wasError || (lifted !== undefined && within(days, lifted.at)))
    heaps.put(names('ERROR_RATE', initiator, first.item.kind), measureId, yes(wasError));
  if (wasError) heaps.put(names('RESTORATION_RATE', department), measureId, yes(restored !== undefined));
  if (restored !== undefined && within(days, restored.at)) {
    const took = workingDays(dayOf(revoked!.at), dayOf(restored.at));
    heaps.put(names('RESTORATION_TIME', department), measureId, [took, 1, took]);
  }
}

function consultations({ days, events, heaps }: About): void {
  for (const concluded of ofType(events, 'ConsultationConcluded')) {
    const { consultationId } = concluded;
    const opened = ofType(events, 'ConsultationOpened').find((one) => one.consultationId === consultationId)!;
    if (!within(days, concluded.at)) continue;
    const took = workingDays(dayOf(opened.at), dayOf(concluded.at));
    heaps.put(names('CONSULTATION_TIME', 'COORDINATOR'), consultationId, [took, 1, took]);
  }
}

/** What was undone at the end of the last day, by the events that did not come. */
function overdue(about: About): void {
  const { days, events, first, heaps } = about;
  const determiner = first.determination.department;
  const put = (department: string, id: string, [step, on]: readonly [string, string]) => {
    if (days.until > on) heaps.put(names('OVERDUE_MATTERS', department, step), id, [1, 1]);
  };
  const after = (event: MeasureEvent) => events.slice(events.indexOf(event) + 1);
  const revoked = ofType(events, 'MeasureRevoked').length > 0;
  const over = revoked || ofType(events, 'MeasureLifted').length > 0;
  const has = (list: readonly MeasureEvent[], key: string, id: string, types: readonly string[]) =>
    list.some((event) => types.includes(event.type) && (event as unknown as Record<string, unknown>)[key] === id);

  for (const filed of ofType(events, 'ObjectionFiled')) {
    const id = filed.objectionId;
    if (revoked || has(events, 'objectionId', id, ['ObjectionRejected', 'ObjectionDecided', 'ObjectionWithdrawn']))
      continue;
    const accepted = ofType(events, 'ObjectionAccepted').find((one) => one.objectionId === id);
    const extended = ofType(events, 'ObjectionExtended').find((one) => one.objectionId === id);
    put(
      determiner,
      id,
      accepted === undefined ? ['ACCEPT', filed.acceptBy.on] : ['ANSWER', (extended ?? accepted).answerBy.on],
    );
  }
  for (const issued of ofType(events, 'OrdersIssued'))
    for (const { acknowledgeBy, department, kind, orderId, reportBy } of issued.orders) {
      const replaced = ofType(after(issued), 'OrdersIssued').some(({ orders: given }) =>
        given.some((one) => one.department === department),
      );
      if (replaced || has(events, 'orderId', orderId, ['OrderImplemented', 'OrderDeclined'])) continue;
      const doubted = ofType(events, 'ObjectionFiled').some(
        ({ heldBy, objectionId }) =>
          heldBy === department &&
          !revoked &&
          !has(events, 'objectionId', objectionId, [
            'ObjectionAccepted',
            'ObjectionRejected',
            'ObjectionDecided',
            'ObjectionWithdrawn',
          ]),
      );
      if (doubted && (kind === 'APPLY' || kind === 'RESUME')) continue;
      const seen = has(events, 'orderId', orderId, ['OrderAcknowledged']);
      put(
        department,
        orderId,
        seen || reportBy.on < acknowledgeBy.on ? ['REPORT', reportBy.on] : ['ACKNOWLEDGE', acknowledgeBy.on],
      );
    }
  for (const applied of ofType(events, 'RepairAppliedFor')) {
    const id = applied.repairId;
    if (over || has(events, 'repairId', id, ['RepairGranted', 'RepairDenied', 'RepairRefused'])) continue;
    const accepted = ofType(events, 'RepairAccepted').find((one) => one.repairId === id);
    const extended = ofType(events, 'RepairExtended').find((one) => one.repairId === id);
    put(
      determiner,
      id,
      accepted === undefined ? ['ACCEPT', applied.acceptBy.on] : ['DECIDE', (extended ?? accepted).decideBy.on],
    );
    if (extended === undefined) put(determiner, id, ['TELL', applied.tellBy.on]);
  }
  for (const opened of ofType(events, 'ConsultationOpened')) {
    const { consultationId, department, orderId } = opened;
    const ended = ofType(after(opened), 'MeasureLifted').length + ofType(after(opened), 'MeasureRevoked').length > 0;
    const settled = ended || has(events, 'consultationId', consultationId, ['ConsultationConcluded']);
    const newer =
      orderId !== null &&
      ofType(after(opened), 'OrdersIssued').some(({ orders: given }) =>
        given.some((one) => one.department === department),
      );
    if (!settled && !newer) put('COORDINATOR', consultationId, ['CONCLUDE', opened.concludeBy.on]);
  }
  const [end] = ofType(events, 'MeasureRevoked');
  if (end !== undefined && ofType(events, 'RestorationCompleted').length === 0)
    put(determiner, first.measureId, ['RESTORE', end.restoreBy.on]);
}
