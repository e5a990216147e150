import { nextTimerAt } from '../../subgraphs/measures/decisions/escalation.ts';
import type { MeasureEvent } from '../../subgraphs/measures/events.ts';
import { evolve } from '../../subgraphs/measures/evolve.ts';
import { noMeasure } from '../../subgraphs/measures/state/measure.ts';
import { gateway, type Story } from './measure-story.ts';

/** What a department can be told next, by what it was told last and whether it declined that. */
const successors: Readonly<Record<string, readonly string[]>> = {
  'nothing yet': ['APPLY'],
  APPLY: ['SUSPEND', 'LIFT', 'RESTORE'],
  'APPLY declined': ['APPLY'],
  SUSPEND: ['RESUME', 'LIFT', 'RESTORE'],
  'SUSPEND declined': ['SUSPEND', 'RESUME', 'LIFT', 'RESTORE'],
  RESUME: ['SUSPEND', 'LIFT', 'RESTORE'],
  'RESUME declined': ['RESUME', 'LIFT', 'RESTORE'],
  LIFT: ['RESTORE'],
  'LIFT declined': ['LIFT', 'RESTORE'],
  RESTORE: [],
  'RESTORE declined': ['RESTORE'],
};
const chain: Readonly<Record<string, string>> = {
  OrderDelivered: 'PENDING',
  OrderAcknowledged: 'DELIVERED',
  OrderImplemented: 'ACKNOWLEDGED',
  OrderDeclined: 'ACKNOWLEDGED',
};
const after: Readonly<Record<string, string>> = {
  OrderDelivered: 'DELIVERED',
  OrderAcknowledged: 'ACKNOWLEDGED',
  OrderImplemented: 'IMPLEMENTED',
  OrderDeclined: 'DECLINED',
};

/** From the events alone: every order goes its way once, in the order that the rules allow, and the newest is never lost. */
export function followOrders(history: readonly MeasureEvent[]): void {
  const steps = new Map<string, string>();
  const last = new Map<string, { kind: string; orderId: string }>();
  for (const event of history) {
    if (event.type === 'OrdersIssued') {
      for (const { orderId, department, kind } of event.orders) {
        expect(steps.has(orderId)).toBe(false);
        const before = last.get(department);
        const hadDeclined = before !== undefined && steps.get(before.orderId) === 'DECLINED';
        const told = before === undefined ? 'nothing yet' : `${before.kind}${hadDeclined ? ' declined' : ''}`;
        expect(successors[told]).toContain(kind);
        steps.set(orderId, 'PENDING');
        last.set(department, { kind, orderId });
      }
    } else if (event.type in chain && 'orderId' in event) {
      const orderId = event.orderId!;
      expect(steps.get(orderId)).toBe(chain[event.type]);
      expect([...last.values()].map((one) => one.orderId)).toContain(orderId);
      steps.set(orderId, after[event.type]!);
    }
  }
}

/** Nobody who may be carrying the measure out is left without the word that it has ended or is suspended. */
export function everybodyKnows({ measure }: Story): void {
  for (const { standing, orders } of measure.facts.implementations) {
    const acted = orders.some(({ kind, status }) => (kind === 'APPLY' || kind === 'RESUME') && status !== 'DECLINED');
    const last = orders.at(-1)!.kind;
    if (measure.status === 'LIFTED' && acted) expect(last).toBe('LIFT');
    if (measure.status === 'REVOKED' && acted) expect(last).toBe('RESTORE');
    if (measure.status === 'SUSPENDED' && standing === 'BOUND' && acted) expect(['SUSPEND', 'RESUME']).toContain(last);
    if (measure.status === 'NOTIFIED' || measure.status === 'IN_FORCE') expect(['APPLY', 'RESUME']).toContain(last);
  }
}

export function timersAreNeverMissed(story: Story): void {
  story.give(gateway, { type: 'expireTerm' });
  story.give(gateway, { type: 'escalate' });
  const next = nextTimerAt(story.measure, story.context);
  if (next !== null) expect(next > `${story.today}T02:00:00.000Z`).toBe(true);
  expect(story.give(gateway, { type: 'expireTerm' })).toEqual([]);
  expect(story.give(gateway, { type: 'escalate' })).toEqual([]);
}

export function replays({ history, state }: Story): void {
  const stored = JSON.parse(JSON.stringify(history)) as MeasureEvent[];
  expect(stored.reduce(evolve, noMeasure)).toEqual(state);
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
}
