import type { WorkingCalendar } from '../../../schema/working-days.ts';
import { localDay } from '../../connector/timetable.ts';
import { dateOf, dayNumber } from '../../../schema/local-date.ts';
import { refuse } from '../refusals.ts';
import { accept } from './accept.ts';
import { outstanding, type Acceptance } from './acceptance.ts';
import { actorOf, requireHandler } from './authority.ts';
import type { AcceptanceCommand } from './commands.ts';
import { currentDue, reminderDue } from './deadline.ts';
import type { AcceptanceEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { readHash, readText } from './texts.ts';

type Later = Exclude<AcceptanceCommand, { type: 'acceptWithGaps' }>;

/**
 * What a command brings about. Pure: instant and day are in the command. Time passes before it: a promise whose day is
 * over is broken, whatever the command then is.
 * @throws EligibilityRefused with a stable code; nothing has happened then.
 */
export function decide(
  command: AcceptanceCommand,
  acceptance: Acceptance | null,
  calendar?: WorkingCalendar,
): readonly AcceptanceEvent[] {
  if (command.type === 'acceptWithGaps') return [accept(command, acceptance, calendar)];
  if (acceptance === null) return refuse('ACCEPTANCE_NOT_FOUND');
  if (command.by !== 'gateway') requireHandler(command.by, acceptance.facts.matter);
  const passed = passTime(command, acceptance, calendar);
  const now = passed.reduce<Acceptance>(evolve, acceptance);
  return [...passed, ...decideOn(command, now, calendar)];
}

/** The promise is broken on the day after the last one. */
function passTime(
  { at, today }: Later,
  acceptance: Acceptance,
  calendar?: WorkingCalendar,
): readonly AcceptanceEvent[] {
  if (acceptance.status !== 'ACCEPTED_WITH_GAPS') return [];
  const due = dueOf(acceptance, calendar);
  return today <= due ? [] : [{ type: 'UndertakingBroken', at, by: 'gateway', since: dateOf(dayNumber(due) + 1) }];
}

function dueOf({ facts }: Acceptance, calendar?: WorkingCalendar): string {
  return currentDue({ ...facts, acceptedOn: localDay(Date.parse(facts.acceptedAt)) }, calendar).on;
}

function decideOn(command: Later, acceptance: Acceptance, calendar?: WorkingCalendar): readonly AcceptanceEvent[] {
  const stamp = { at: command.at, by: actorOf(command.by) };
  switch (command.type) {
    case 'supplement':
      return [{ ...stamp, type: 'DocumentsSupplemented', documents: supplements(command, acceptance) }];
    case 'issue':
      if (acceptance.status !== 'SUPPLEMENTED') return refuse('ACCEPTANCE_NOT_IN_STATE');
      return [{ ...stamp, type: 'DecisionIssued', documentNumber: readText('documentNumber', command.documentNumber) }];
    case 'terminate': {
      if (acceptance.status !== 'OVERDUE') return refuse('ACCEPTANCE_NOT_IN_STATE');
      const { handling, reason } = command;
      return [{ ...stamp, type: 'ProcedureTerminated', handling, reason: readText('reason', reason) }];
    }
    case 'passTime': {
      if (acceptance.status !== 'ACCEPTED_WITH_GAPS') return [];
      const left = reminderDue(acceptance, command.today, dueOf(acceptance, calendar), calendar);
      return left === null ? [] : [{ ...stamp, type: 'Reminded', on: command.today, workingDaysLeft: left }];
    }
    default:
      return command satisfies never;
  }
}

function supplements({ documents }: Extract<Later, { type: 'supplement' }>, acceptance: Acceptance) {
  if (acceptance.status === 'OVERDUE') return refuse('ACCEPTANCE_OVERDUE');
  if (acceptance.status !== 'ACCEPTED_WITH_GAPS') return refuse('ACCEPTANCE_NOT_IN_STATE');
  const open = outstanding(acceptance);
  const named = documents.map(({ material }) => material);
  const isOpen = named.every((code, at) => open.includes(code) && named.indexOf(code) === at);
  if (named.length === 0 || !isOpen) return refuse('MATERIAL_NOT_OUTSTANDING', 'documents');
  return documents.map(({ material, sha256 }) => ({ material, sha256: readHash('documents', sha256) }));
}
