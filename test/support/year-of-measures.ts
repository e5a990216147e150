import { createRandom, type Random } from '../../demo/random.ts';
import { dateOf, dayNumber } from '../../schema/local-date.ts';
import { addMonths } from '../../schema/working-days.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import type { MeasureCommand } from '../../subgraphs/measures/commands.ts';
import { decide } from '../../subgraphs/measures/decide.ts';
import { saveChange } from '../../subgraphs/measures/desk/save-measure.ts';
import type { MeasureEvent } from '../../subgraphs/measures/events.ts';
import { evolve } from '../../subgraphs/measures/evolve.ts';
import { MeasureRefused } from '../../subgraphs/measures/refusals.ts';
import { noMeasure, type Measure, type MeasureState } from '../../subgraphs/measures/state/measure.ts';
import { isOpen } from '../../subgraphs/measures/state/order.ts';
import {
  contextOf,
  coordinator,
  evidence,
  gateway,
  initiation,
  objection,
  officer,
  organisation,
  restriction,
  type Said,
} from './measure-story.ts';

type Given = readonly [by: Parameters<typeof officer>[0] | MeasureCommand['by'], said: Said];

/** Measures of a random year, decided by the real rules and written by what writes them; some outlive it. */
export async function writeYearOfMeasures(database: Database, seed: number, many: number): Promise<void> {
  for (let number = 1; number <= many; number += 1) {
    const { context, events, state } = randomMeasure(
      createRandom(seed, `measure ${number}`),
      `m-${String(number).padStart(3, '0')}`,
    );
    const change = { before: { version: 0, state: noMeasure }, events, after: state };
    await database.transaction((queries) => saveChange(queries, change, context));
  }
}

function randomMeasure(random: Random, measureId: string) {
  const kind = random.chance(0.25) ? 'INCENTIVE' : 'RESTRICTION';
  const item = kind === 'INCENTIVE' ? ({ ...restriction, kind, class: null } as const) : restriction;
  const context = contextOf({ item });
  const clock = { day: dateOf(dayNumber('2026-01-05') + random.whole(0, 340)), minute: random.whole(0, 600) };
  const events: MeasureEvent[] = [];
  let state: MeasureState = noMeasure;
  const give = ([by, said]: Given) => {
    const caller = typeof by === 'string' ? officer(by) : by;
    const at = new Date(Date.parse(`${clock.day}T00:00:00+08:00`) + clock.minute * 60_000).toISOString();
    const happened = attempt({ ...said, measureId, at, by: caller }, state, context);
    events.push(...happened);
    state = happened.reduce(evolve, state);
  };
  const determination = {
    ...initiation.determination,
    documentNumber: measureId,
    decidedOn: '2025-11-03',
    notifiedOn: '2025-11-05',
  };
  const term = { startsOn: clock.day, endsOn: addMonths(clock.day, random.whole(3, 9)) };
  give(['human-resources', { ...initiation, determination, term }]);
  for (let left = random.whole(4, 34); left > 0; left -= 1) {
    // Commands of one day follow each other; most days bring none.
    clock.minute += random.whole(1, 60);
    if (clock.minute >= 1440 || random.chance(0.4)) {
      clock.day = dateOf(dayNumber(clock.day) + random.pick([1, 1, 2, 3, 8, 25]));
      clock.minute = random.whole(0, 1300);
    }
    give(random.pick(possible(state as unknown as Measure, clock.day, random)));
  }
  return { context, events, state: state as unknown as Measure };
}

/** What the rules refuse has not happened. */
function attempt(
  command: MeasureCommand,
  state: MeasureState,
  context: Parameters<typeof decide>[2],
): readonly MeasureEvent[] {
  try {
    return decide(command, state, context);
  } catch (error) {
    if (error instanceof MeasureRefused && state.status !== 'NONE') return [];
    throw error;
  }
}

/** What somebody could try next; much of it is refused. */
function possible({ facts }: Measure, today: string, random: Random): readonly Given[] {
  const { origin: _, ...complaint } = objection;
  const documents = random.chance(0.6) ? [evidence] : [];
  const whole = { dutiesPerformed: true, undertakingGiven: true, otherRequirementsMet: true };
  const materials = { proofOfCorrection: [evidence], undertaking: evidence, others: [] };
  const orders = facts.implementations.flatMap(({ department, orders: all }): Given[] =>
    all
      .filter(isOpen)
      .flatMap(({ orderId }): Given[] => [
        [gateway, { type: 'markDelivered', orderId }],
        [department, { type: 'acknowledgeOrder', orderId }],
        [
          department,
          { type: 'reportOutcome', orderId, outcome: { kind: 'IMPLEMENTED', doneOn: today, evidence: documents } },
        ],
        [
          department,
          { type: 'reportOutcome', orderId, outcome: { kind: 'IMPLEMENTED', doneOn: today, evidence: [evidence] } },
        ],
        ...(random.chance(0.3)
          ? [
              [
                department,
                { type: 'reportOutcome', orderId, outcome: { kind: 'DECLINED', reason: '不在职责范围内' } },
              ] as Given,
            ]
          : []),
      ]),
  );
  const objections = facts.objections.flatMap(({ objectionId }): Given[] => [
    ['court', { type: 'acceptObjection', objectionId, stay: null }],
    ['court', { type: 'extendObjection', objectionId, reason: '案情复杂' }],
    [
      'court',
      random.pick<Said>([
        { type: 'rejectObjection', objectionId, reason: '重复' },
        { type: 'decideObjection', objectionId, reasons: '核实', evidence: [], decision: { outcome: 'UPHELD_RECORD' } },
        {
          type: 'decideObjection',
          objectionId,
          reasons: '核实',
          evidence: [],
          decision: { outcome: 'CORRECTED', correction: '更正', effect: { kind: 'KEPT' } },
        },
        {
          type: 'decideObjection',
          objectionId,
          reasons: '核实',
          evidence: [evidence],
          decision: { outcome: 'WITHDRAWN' },
        },
      ]),
    ],
  ]);
  const repairs = facts.repairs.flatMap(({ repairId }): Given[] => [
    ['court', { type: 'acceptRepair', repairId }],
    ['court', { type: 'extendRepair', repairId, reason: '需要核查' }],
    [
      'court',
      random.pick<Said>([
        { type: 'refuseRepair', repairId, gaps: ['缺少材料'], falseMaterial: false },
        { type: 'decideRepair', repairId, reasons: '理由', decision: { outcome: 'GRANTED', conditions: whole } },
        { type: 'decideRepair', repairId, reasons: '理由', decision: { outcome: 'GRANTED', conditions: whole } },
        { type: 'decideRepair', repairId, reasons: '理由', decision: { outcome: 'DENIED', falseMaterial: false } },
      ]),
    ],
  ]);
  const consultations = facts.consultations.map(({ consultationId }): Given => [
    coordinator,
    {
      type: 'concludeConsultation',
      consultationId,
      outcome: random.pick(['CARRY_OUT', 'EXCUSED', 'ADVISED'] as const),
      reasons: '结论',
    },
  ]);
  const rare: Given[] = random.chance(0.12)
    ? [
        ['court', { type: 'revokeAsError', reason: '错误', evidence: [evidence] }],
        ['human-resources', { type: 'withdrawMeasure', reason: '情况变化' }],
      ]
    : [];
  const others: Given[] = random.chance(0.35)
    ? [
        [organisation, objection],
        [random.pick(facts.implementations).department, { ...complaint, type: 'raiseDoubt' }],
        [random.pick(facts.implementations).department, { type: 'requestConsultation', question: '是否重复' }],
        [gateway, { type: 'expireTerm' }],
        [gateway, { type: 'escalate' }],
      ]
    : [];
  return [
    ...orders,
    ...objections,
    ...repairs,
    ...consultations,
    ...rare,
    ...others,
    [organisation, { type: 'applyForRepair', materials }],
    ['court', { type: 'completeRestoration', statement: '已恢复', evidence: [evidence] }],
  ];
}
