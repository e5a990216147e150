import { localDay } from '../../connector/timetable.ts';
import { outstanding, type Acceptance } from './acceptance.ts';
import { currentDue, workingDaysLeft } from './deadline.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';

/** An acceptance in the form of the schema, as it stands at this moment: a day that is over is over before any timer. */
export function shownAcceptance(kept: Acceptance, nowMs: number) {
  const today = localDay(nowMs);
  const at = new Date(nowMs).toISOString();
  const passed = decide({ type: 'passTime', by: 'gateway', at, today }, kept);
  const broken = passed.filter(({ type }) => type === 'UndertakingBroken');
  const { facts, status, ...rest } = broken.reduce<Acceptance>(evolve, kept);
  const { acceptanceId, due: _told, matter, missing, ...own } = facts;
  const due = currentDue({ ...facts, acceptedOn: localDay(Date.parse(facts.acceptedAt)) });
  const named = (codes: readonly string[]) => matter.materials.filter(({ code }) => codes.includes(code));
  const left = workingDaysLeft(today, due.on);
  return {
    ...own,
    ...rest,
    id: acceptanceId,
    status,
    matter,
    missing: named(missing),
    outstanding: named(outstanding(kept)),
    documentsDueOn: due.on,
    provisional: due.provisional,
    workingDaysLeft: status === 'ACCEPTED_WITH_GAPS' ? left : null,
  };
}
