import type { AcceptRepair, ApplyForRepair, DecideRepair, ExtendRepair, RefuseRepair } from '../commands.ts';
import type { Context } from '../context.ts';
import type { MeasureEvent } from '../events.ts';
import { refuse } from '../refusals.ts';
import { dueAfter, isOverdue, reckonedAgain } from '../rules/deadlines.ts';
import { localDay } from '../rules/local-day.ts';
import { stampOf } from '../state/caller.ts';
import type { Measure } from '../state/measure.ts';
import type { Repair } from '../state/repair.ts';
import { lift } from './ending.ts';
import { repairId } from './ids.ts';
import { Input, readText } from './input.ts';
import { barAfterFalseMaterial, requireRepairable } from './repair-admission.ts';

/** The organisation applies, itself or through the coordinator's counter. */
export function applyForRepair(command: ApplyForRepair, measure: Measure, context: Context): readonly MeasureEvent[] {
  const admission = requireRepairable(measure, localDay(command.at), context);
  const input = new Input();
  const { materials } = command;
  const read = {
    proofOfCorrection: input.documents('materials.proofOfCorrection', materials.proofOfCorrection),
    undertaking: input.document('materials.undertaking', materials.undertaking),
    others: input.documents('materials.others', materials.others),
  };
  input.settle();
  if (read.proofOfCorrection.length === 0) refuse('EVIDENCE_MISSING');
  const today = localDay(command.at);
  const { department } = measure.facts.determination;
  return [
    {
      ...stampOf(command),
      type: 'RepairAppliedFor',
      repairId: repairId(measure.facts),
      ...admission,
      materials: read,
      acceptBy: dueAfter(today, { rule: 'REPAIR_ACCEPT', department }, context),
      tellBy: dueAfter(today, { rule: 'REPAIR_TELL', department }, context),
    },
  ];
}

export function acceptRepair(command: AcceptRepair, measure: Measure, context: Context): readonly MeasureEvent[] {
  const repair = requireRepair(measure, command.repairId, 'SUBMITTED');
  const { department } = measure.facts.determination;
  const decideBy = dueAfter(localDay(command.at), { rule: 'REPAIR_DECIDE', department }, context);
  return [{ ...stampOf(command), type: 'RepairAccepted', repairId: repair.repairId, decideBy }];
}

/** Refused on form: all gaps are named at once, so that the next application can be complete. */
export function refuseRepair(command: RefuseRepair, measure: Measure, context: Context): readonly MeasureEvent[] {
  const { repairId: id, edition } = requireRepair(measure, command.repairId, 'SUBMITTED');
  const input = new Input();
  const gaps = command.gaps.map((gap, at) => input.text(`gaps[${at}]`, gap));
  if (gaps.length === 0) input.fault('gaps', 'names none');
  input.settle();
  const barredUntil = command.falseMaterial ? barAfterFalseMaterial(edition, command.at, context) : null;
  return [{ ...stampOf(command), type: 'RepairRefused', repairId: id, gaps, barredUntil }];
}

/** Once, while the period runs: the case is complex or something has to be checked. */
export function extendRepair(command: ExtendRepair, measure: Measure, context: Context): readonly MeasureEvent[] {
  const repair = requireRepair(measure, command.repairId, 'ACCEPTED');
  const decideBy = reckonedAgain(repair.decideBy, context);
  if (repair.extended || isOverdue(decideBy, localDay(command.at))) refuse('EXTENSION_NOT_POSSIBLE');
  const { department } = measure.facts.determination;
  return [
    {
      ...stampOf(command),
      type: 'RepairExtended',
      repairId: repair.repairId,
      reason: readText('reason', command.reason),
      decideBy: dueAfter(decideBy.on, { rule: 'REPAIR_EXTEND', department }, context),
    },
  ];
}

/** Granted, the measure is lifted at every implementer the same day; denied, it stays and may be applied for again. */
export function decideRepair(command: DecideRepair, measure: Measure, context: Context): readonly MeasureEvent[] {
  const { repairId: id, edition } = requireRepair(measure, command.repairId, 'ACCEPTED');
  const { decision } = command;
  const reasons = readText('reasons', command.reasons);
  const stamp = stampOf(command);
  switch (decision.outcome) {
    case 'GRANTED': {
      const { conditions } = decision;
      if (!Object.values(conditions).every(Boolean)) refuse('REPAIR_CONDITIONS_NOT_MET', { conditions });
      return [
        { ...stamp, type: 'RepairGranted', repairId: id, conditions, reasons },
        ...lift(measure, { reason: 'REPAIRED', note: reasons }, { stamp, reckoning: context }),
      ];
    }
    case 'DENIED': {
      const barredUntil = decision.falseMaterial ? barAfterFalseMaterial(edition, command.at, context) : null;
      return [{ ...stamp, type: 'RepairDenied', repairId: id, reasons, barredUntil }];
    }
    default:
      return decision satisfies never;
  }
}

function requireRepair<Status extends Repair['status']>({ facts }: Measure, id: string, status: Status) {
  const repair = facts.repairs.find((one) => one.repairId === id);
  if (repair === undefined) return refuse('REPAIR_NOT_FOUND');
  if (!isIn(repair, status)) return refuse('REPAIR_NOT_IN_STATE', { status: repair.status });
  return repair;
}

function isIn<Status extends Repair['status']>(
  repair: Repair,
  status: Status,
): repair is Extract<Repair, { status: Status }> {
  return repair.status === status;
}
