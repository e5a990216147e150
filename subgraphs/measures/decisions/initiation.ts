import { appliesTo, isOrderable, type CatalogueItem } from '../catalogue/catalogue-item.ts';
import type { InitiateMeasure } from '../commands.ts';
import type { Context } from '../context.ts';
import type { MeasureEvent } from '../events.ts';
import { refuse } from '../refusals.ts';
import { localDay } from '../rules/local-day.ts';
import { stampOf } from '../state/caller.ts';
import type { ItemSnapshot, MeasureState } from '../state/measure.ts';
import { Input } from './input.ts';
import { firstOrders } from './issue-orders.ts';
import { isSourceConfirmed } from './source-record.ts';
import { readTerm } from './term-bounds.ts';

/** A department starts a measure; every implementing department of the catalogue gets its order. */
export function initiate(command: InitiateMeasure, state: MeasureState, context: Context): readonly MeasureEvent[] {
  const today = localDay(command.at);
  const item = requireItem(context.item, today);
  const initiator = requireInitiator(command, item);
  if (state.status !== 'NONE') refuse('MEASURE_EXISTS');
  if (!appliesTo(item, command.creditCode)) refuse('ITEM_NOT_APPLICABLE', { appliesTo: item.appliesTo });
  if (context.runningAlike !== null) refuse('MEASURE_ALREADY_RUNNING', { running: context.runningAlike });
  const read = readInput(command, item, today);
  const term = readTerm(command.term, item, today);
  const initiated: MeasureEvent = {
    ...stampOf(command),
    type: 'MeasureInitiated',
    creditCode: command.creditCode,
    item: snapshotOf(item),
    initiator,
    implementers: item.implementedBy,
    ...read,
    ...(context.source === undefined
      ? {}
      : { sourceConfirmed: isSourceConfirmed(context.source, command.sourceRecord, item.kind) }),
    term,
  };
  return [initiated, firstOrders(command, item.implementedBy, context)];
}

function requireItem(item: CatalogueItem | null, today: string): CatalogueItem {
  if (item === null) return refuse('ITEM_NOT_FOUND');
  if (!isOrderable(item)) refuse('ITEM_NOT_ORDERABLE');
  if (item.retiredOn !== null && today >= item.retiredOn) refuse('ITEM_RETIRED', { retiredOn: item.retiredOn });
  if (item.enabledFrom === null || today < item.enabledFrom) refuse('ITEM_DISABLED', { enabledFrom: item.enabledFrom });
  // An enabled item has one; it is looked at again because nothing may rest on a row that somebody changed by hand.
  if (item.kind === 'RESTRICTION' && !item.legalBasis.some(({ verified }) => verified)) refuse('LEGAL_BASIS_MISSING');
  return item;
}

function requireInitiator({ by, determination }: InitiateMeasure, item: CatalogueItem): string {
  if (by.role !== 'officer') return refuse('ACTION_NOT_ALLOWED');
  const may = (department: string) => item.initiatedBy === 'ANY' || item.initiatedBy.includes(department);
  if (!may(by.department)) refuse('ACTION_NOT_ALLOWED', { initiatedBy: item.initiatedBy });
  // Who made the determination decides objections: it cannot be pushed on to a department that has no part in this.
  if (determination.department !== by.department && (item.initiatedBy === 'ANY' || !may(determination.department)))
    refuse('ACTION_NOT_ALLOWED', { initiatedBy: item.initiatedBy });
  return by.department;
}

function readInput(command: InitiateMeasure, item: CatalogueItem, today: string) {
  const { determination, sourceRecord, proportionality } = command;
  const input = new Input();
  const read = {
    determination: {
      ...determination,
      documentNumber: input.text('determination.documentNumber', determination.documentNumber),
      file: input.document('determination.file', determination.file),
    },
    sourceRecord,
    cause: input.text('cause', command.cause),
    proportionality: proportionality === null ? null : input.text('proportionality', proportionality),
    evidence: input.documents('evidence', command.evidence),
  };
  if (input.day('determination.decidedOn', determination.decidedOn) > today)
    input.fault('determination.decidedOn', 'lies in the future');
  if (determination.notifiedOn !== null && input.day('determination.notifiedOn', determination.notifiedOn) > today)
    input.fault('determination.notifiedOn', 'lies in the future');
  if (item.kind === 'RESTRICTION' && determination.notifiedOn === null)
    input.fault('determination.notifiedOn', 'is missing: the organisation is told before it is restricted');
  if (command.term !== null && command.term.startsOn < determination.decidedOn)
    input.fault('term.startsOn', 'lies before the determination');
  if (sourceRecord.recordId.trim() === '') input.fault('sourceRecord.recordId', 'is empty');
  if (item.kind === 'RESTRICTION' && sourceRecord.recordClass === null)
    input.fault('sourceRecord.recordClass', 'is missing: only an adverse record can cause a restriction');
  input.settle();
  if (read.evidence.length === 0) refuse('EVIDENCE_MISSING');
  return read;
}

function snapshotOf(item: CatalogueItem): ItemSnapshot {
  const { code, edition, kind, class: measureClass, title, content } = item;
  const { legalBasis, term, objectionSuspends, repairable } = item;
  return { code, edition, kind, class: measureClass, title, content, legalBasis, term, objectionSuspends, repairable };
}
