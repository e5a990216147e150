import fc from 'fast-check';
import type { MeasureEvent } from '../subgraphs/measures/events.ts';
import { MeasureRefused } from '../subgraphs/measures/refusals.ts';
import { everybodyKnows, followOrders, replays, timersAreNeverMissed } from './support/measure-history.ts';
import { MeasureModel } from './support/measure-model.ts';
import { actors, departments, lastMove, move, nameOf, said, whoMay, type Move } from './support/measure-moves.ts';
import { attempt } from './support/measure-rules.ts';
import { gateway, initiatedStory, initiation, type Story } from './support/measure-story.ts';

/** Gives the command to both tellings; they have to agree on whether it is allowed and on everything that follows. */
function step(story: Story, model: MeasureModel, { actor, days, ...tried }: Move): MeasureModel {
  story.today = new Date(Date.parse(story.today) + days * 86_400_000).toISOString().slice(0, 10);
  const may = whoMay(model, tried);
  const by = actor === null ? (actors.find((one) => may.includes(nameOf(one))) ?? gateway) : actors[actor]!;
  const next = model.copy();
  next.termOver = story.today > initiation.term!.endsOn!;
  const expected = may.includes(nameOf(by)) && attempt(next, tried, nameOf(by));
  const command = said(model, tried, story.today);
  if (!expected) {
    expect(story.refusal(by, command)).toBeInstanceOf(MeasureRefused);
    return model;
  }
  story.give(by, command);
  compare(story, next);
  return next;
}

function compare({ measure }: Story, model: MeasureModel): void {
  expect(measure.status).toBe(model.status);
  expect(
    measure.facts.implementations.map(({ department, standing, orders }) => [
      department,
      standing,
      orders.map(({ kind, status }) => `${kind} ${status}`),
    ]),
  ).toEqual(
    Object.entries(model.departments).map(([name, { standing, orders }]) => [
      name,
      standing,
      orders.map(({ kind, step: at }) => `${kind} ${at}`),
    ]),
  );
  expect(measure.facts.consultations.map(({ status }) => status === 'OPEN')).toEqual(
    model.consultations.map(({ open }) => open),
  );
  expect(
    measure.facts.objections.map(({ status }) => (status === 'SUBMITTED' || status === 'ACCEPTED' ? status : 'CLOSED')),
  ).toEqual(model.objections.map(({ step: at }) => at));
  expect(
    measure.facts.repairs.map(({ status }) => (status === 'SUBMITTED' || status === 'ACCEPTED' ? status : 'CLOSED')),
  ).toEqual(model.repairs);
  if (measure.status === 'REVOKED') expect(measure.restoration.status === 'CLOSED').toBe(model.restored);
}

/** Statuses and events that the walk has to reach; extending a deadline and shortening a term have tests of their own. */
const everything: readonly (MeasureEvent['type'] | Story['measure']['status'])[] = [
  'NOTIFIED',
  'IN_FORCE',
  'SUSPENDED',
  'LIFTED',
  'REVOKED',
  'MeasureInitiated',
  'MeasureEnteredForce',
  'MeasureSuspended',
  'MeasureResumed',
  'MeasureLifted',
  'MeasureRevoked',
  'RestorationCompleted',
  'OrdersIssued',
  'OrderDelivered',
  'OrderAcknowledged',
  'OrderImplemented',
  'OrderDeclined',
  'ConsultationOpened',
  'ConsultationConcluded',
  'ObjectionFiled',
  'ObjectionAccepted',
  'ObjectionRejected',
  'ObjectionWithdrawn',
  'ObjectionDecided',
  'RepairAppliedFor',
  'RepairAccepted',
  'RepairRefused',
  'RepairGranted',
  'RepairDenied',
  'DeadlineEscalated',
];

test('whatever anybody tries in whatever order, a measure does what the rules say', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(move, { minLength: 5, maxLength: 80, size: 'max' }), lastMove, (moves, last) => {
      const story = initiatedStory();
      let model = new MeasureModel(departments);
      story.today = '2026-05-06';
      for (const one of [...moves, last]) {
        model = step(story, model, one);
        everybodyKnows(story);
        seen.add(story.measure.status);
      }
      for (const { type } of story.history) seen.add(type);
      followOrders(story.history);
      timersAreNeverMissed(story);
      replays(story);
    }),
    { numRuns: 300 },
  );
  // A walk that never gets anywhere would prove nothing.
  expect([...seen].sort()).toEqual([...everything].sort());
});
