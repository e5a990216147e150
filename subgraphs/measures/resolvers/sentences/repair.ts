import type { MeasureEvent, RepairEvent } from '../../events.ts';
import { whoDid, type Sentence } from './words.ts';

const types: Readonly<Record<RepairEvent['type'], true>> = {
  RepairAppliedFor: true,
  RepairAccepted: true,
  RepairRefused: true,
  RepairExtended: true,
  RepairGranted: true,
  RepairDenied: true,
};

export function isRepair(event: MeasureEvent): event is RepairEvent {
  return event.type in types;
}

/** Events of credit repair. */
export function repairSentence(event: RepairEvent): Sentence {
  const who = whoDid(event.by);
  const id = event.repairId;
  switch (event.type) {
    case 'RepairAppliedFor':
      return { zh: `${who.zh}提出信用修复申请 ${id}。`, en: `${who.en} applied for credit repair (${id}).` };
    case 'RepairAccepted':
      return {
        zh: `${who.zh}受理信用修复申请 ${id},最迟于 ${event.decideBy.on} 决定。`,
        en: `${who.en} accepted the application ${id}, to be decided by ${event.decideBy.on}.`,
      };
    case 'RepairRefused':
      return {
        zh: `${who.zh}对信用修复申请 ${id} 不予受理:${event.gaps.join(';')}${barredZh(event.barredUntil)}。`,
        en: `${who.en} refused the application ${id}: ${event.gaps.join('; ')}${barredEn(event.barredUntil)}.`,
      };
    case 'RepairExtended':
      return {
        zh: `${who.zh}将信用修复申请 ${id} 的决定期限延至 ${event.decideBy.on}。`,
        en: `${who.en} extended the period to decide the application ${id} to ${event.decideBy.on}.`,
      };
    case 'RepairGranted':
      return { zh: `${who.zh}准予信用修复 ${id}。`, en: `${who.en} granted the credit repair ${id}.` };
    case 'RepairDenied':
      return {
        zh: `${who.zh}不予信用修复 ${id}:${event.reasons}${barredZh(event.barredUntil)}。`,
        en: `${who.en} denied the credit repair ${id}: ${event.reasons}${barredEn(event.barredUntil)}.`,
      };
    default:
      return event satisfies never;
  }
}

const barredZh = (until: string | null): string => (until === null ? '' : `,至 ${until} 不得再申请`);
const barredEn = (until: string | null): string => (until === null ? '' : `; no further application up to ${until}`);
