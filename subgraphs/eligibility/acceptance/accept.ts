import type { WorkingCalendar } from '../../../schema/working-days.ts';
import { refuse } from '../refusals.ts';
import type { Acceptance } from './acceptance.ts';
import { actorOf, requireHandler } from './authority.ts';
import type { AcceptanceCommand } from './commands.ts';
import { dueFrom } from './deadline.ts';
import type { AcceptanceEvent } from './events.ts';
import { writeNotice } from './notice.ts';
import { readHash, readText } from './texts.ts';

type Accept = Extract<AcceptanceCommand, { type: 'acceptWithGaps' }>;

/** An application accepted with documents outstanding: on a decision of today, an undertaking, and one notice. */
export function accept(
  command: Accept,
  acceptance: Acceptance | null,
  calendar?: WorkingCalendar,
): Extract<AcceptanceEvent, { type: 'AcceptedWithGaps' }> {
  const { acceptanceId, at, by, caseNumber, creditCode, decision, matter, missing, today, undertaking } = command;
  if (by === 'gateway') return refuse('ACTION_NOT_ALLOWED');
  requireHandler(by, matter);
  if (acceptance !== null) return refuse('ACCEPTANCE_NOT_IN_STATE');
  checkMissing(command);
  const grounds = groundsOf(command);
  const due = dueFrom(today, matter, calendar);
  return {
    type: 'AcceptedWithGaps',
    at,
    by: actorOf(by),
    facts: {
      acceptanceId,
      creditCode,
      matter,
      caseNumber: readText('caseNumber', caseNumber),
      receipt: decision.receipt,
      grounds,
      acceptedAt: at,
      acceptedBy: actorOf(by),
      missing,
      supplemented: [],
      undertaking: {
        text: readText('undertaking.text', undertaking.text),
        sha256: readHash('undertaking.sha256', undertaking.sha256),
      },
      notice: writeNotice(matter, missing, due),
      due,
      remindedOn: [],
    },
  };
}

function checkMissing({ matter, missing }: Accept): void {
  if (matter.supplementWithin === 0) refuse('GAPS_NOT_ALLOWED', 'matter');
  if (missing.length === 0) refuse('NOTHING_OUTSTANDING', 'missing');
  for (const [at, code] of missing.entries()) {
    const material = matter.materials.find((one) => one.code === code);
    if (material === undefined || missing.indexOf(code) !== at) refuse('MATERIAL_NOT_FOUND', 'missing');
    if (material?.kind === 'MAIN') refuse('MATERIAL_IS_MAIN', 'missing');
  }
}

/** A disputed case is for a person to decide, who says why; anything else must be eligible. */
function groundsOf({ by, creditCode, decision, grounds, matter, today }: Accept): string | null {
  const fits = decision.creditCode === creditCode && decision.matter === matter.code && decision.decidedOn === today;
  if (!fits) return refuse('DECISION_NOT_USABLE', 'receipt');
  if (decision.verdict === 'ELIGIBLE') return null;
  if (decision.verdict !== 'DISPUTED') return refuse('NOT_ELIGIBLE', 'receipt');
  const isPerson = by !== 'gateway' && by.role === 'officer';
  return isPerson && grounds !== null ? readText('grounds', grounds) : refuse('GROUNDS_MISSING', 'grounds');
}
