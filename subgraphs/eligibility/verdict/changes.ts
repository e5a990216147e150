import type { Change, Reason } from './verdict.ts';

/** What each reason that decides something would need to become another one; nothing twice. */
export function changesOf(reasons: readonly Reason[]): readonly Change[] {
  const changes = reasons.filter(({ speaksFor }) => speaksFor !== null).flatMap(changesBy);
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

function changesBy(reason: Reason): readonly Change[] {
  switch (reason.kind) {
    case 'NO_RULE':
      return [{ kind: 'RULE_ADDED' }];
    case 'DEPARTMENT_SILENT':
      return [
        reason.state === 'NOT_CONNECTED'
          ? { kind: 'CONNECT_DEPARTMENT', department: reason.department }
          : { kind: 'ASK_AGAIN', department: reason.department, at: reason.nextExpected },
      ];
    case 'DEPARTMENT_STALE':
      return [{ kind: 'ASK_AGAIN', department: reason.department, at: reason.nextExpected }];
    case 'DEPARTMENT_INCOMPLETE':
      return [{ kind: 'ROWS_SETTLED', department: reason.department }];
    case 'POSITIVE_RECORD':
      return reason.until === null ? [] : [{ kind: 'RECORD_ENDS', record: reason.record, on: reason.until }];
    case 'RECORD_IN_WINDOW':
      return [
        { kind: 'RECORD_LEAVES_WINDOW', record: reason.record, on: reason.leavesOn },
        { kind: 'RECORD_REPAIRED', record: reason.record },
      ];
    case 'RECORD_OPEN':
      return [
        { kind: 'RECORD_ENDS', record: reason.record, on: reason.record.validUntil },
        { kind: 'RECORD_REPAIRED', record: reason.record },
      ];
    case 'RECORD_UNDATED':
      return [{ kind: 'RECORD_DATED', record: reason.record }];
    case 'RECORD_DISPUTED':
      return [{ kind: 'OBJECTION_DECIDED', objectionId: reason.objectionId, measureId: null }];
    case 'ESTABLISHED_UNKNOWN':
      return [{ kind: 'REGISTER_SAYS', what: 'ESTABLISHED_ON' }];
    case 'TOO_YOUNG':
      return [{ kind: 'OLD_ENOUGH', on: reason.oldEnoughOn }];
    case 'STATUS_UNKNOWN':
      return [{ kind: 'REGISTER_SAYS', what: 'STATUS' }];
    case 'MEASURE_IN_FORCE':
      return [{ kind: 'MEASURE_ENDS', measureId: reason.measureId, on: reason.endsOn }];
    case 'MEASURE_SUSPENDED':
      return [{ kind: 'OBJECTION_DECIDED', objectionId: null, measureId: reason.measureId }];
    case 'UNDERTAKING_BROKEN':
      return [{ kind: 'BAR_ENDS', acceptanceId: reason.acceptanceId, on: reason.barredUntil }];
    case 'MATTER_CLOSED':
    case 'CLEAN_YEARS':
    case 'RECORD_NOT_COUNTED':
    case 'STATUS_EXCLUDED':
    case 'MEASURE_NOTIFIED':
      return [];
    default:
      return reason satisfies never;
  }
}
