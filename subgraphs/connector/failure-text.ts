import {
  DepartmentAnswerInvalid,
  DepartmentBusy,
  DepartmentError,
  DepartmentMaintenance,
  DepartmentRefused,
  DepartmentUnavailable,
  type DepartmentFacts,
} from '../../schema/errors.ts';
import type { FailureText } from '../cache/flights.ts';

const classes = {
  DEPARTMENT_UNAVAILABLE: DepartmentUnavailable,
  DEPARTMENT_BUSY: DepartmentBusy,
  DEPARTMENT_MAINTENANCE: DepartmentMaintenance,
  DEPARTMENT_ANSWER_INVALID: DepartmentAnswerInvalid,
  DEPARTMENT_REFUSED: DepartmentRefused,
} as const;

/** Failures of departments as other processes are told them: code and facts, never the cause, which may quote an answer. */
export const departmentFailures: FailureText = {
  write(error) {
    const { code, facts } = error as { code?: string; facts?: DepartmentFacts };
    return error instanceof DepartmentError ? JSON.stringify({ code, facts }) : null;
  },
  read(text) {
    const { code, facts } = JSON.parse(text) as { code: keyof typeof classes; facts: DepartmentFacts };
    // A newer version beside this one may know further codes.
    return new (classes[code] ?? DepartmentUnavailable)(facts);
  },
};
