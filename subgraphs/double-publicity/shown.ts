import type { Severity } from '../connector/connector.ts';
import type { Duty } from './duty/duty.ts';

/** A duty in the form of the schema. */
export function shownDuty({ ending, periods, told, ...duty }: Duty, severity: Severity | null) {
  const { publication } = told;
  return {
    ...duty,
    severity,
    ending,
    periods:
      periods === null
        ? null
        : {
            edition: periods.edition,
            verified: periods.verified,
            shortestUntil: periods.repairableFrom,
            longestUntil: periods.endsBy,
            unknown: periods.unknown,
          },
    package: publication?.packageId ?? null,
    rejectedBecause: publication?.state === 'REJECTED' ? publication.reason : null,
  };
}
