import pg from 'pg';
import {
  DepartmentAnswerInvalid,
  DepartmentBusy,
  DepartmentError,
  DepartmentRefused,
  DepartmentUnavailable,
} from '../../schema/errors.ts';
import { ColumnsDiffer, TooManyRows } from './sql-exchange-database.ts';

type Failure = new (facts: { department: string }, cause: unknown) => DepartmentError;

/** What a failure of the server, of its connection, or of what it answered means for the department. */
export function departmentError(error: unknown, department: string): DepartmentError {
  if (error instanceof DepartmentError) return error;
  const Meaning = meaningOf(error);
  return new Meaning({ department }, error);
}

function meaningOf(error: unknown): Failure {
  if (error instanceof ColumnsDiffer || error instanceof TooManyRows) return DepartmentAnswerInvalid;
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  if (typeof errno === 'number' && errno > 0) return mysqlMeaning(errno);
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return postgresMeaning(code);
  // pg gives bytes that it cannot read as a message of the server, but without any SQLSTATE.
  return unreadable.has(String(code)) || error instanceof pg.DatabaseError
    ? DepartmentAnswerInvalid
    : DepartmentUnavailable;
}

/** Codes of mysql2 for bytes that do not follow the protocol. */
const unreadable = new Set([
  'MALFORMED_PACKET',
  'PROTOCOL_UNEXPECTED_PACKET',
  'PROTOCOL_ERROR',
  'HANDSHAKE_UNKNOWN_ERROR',
]);

/** By SQLSTATE (PostgreSQL appendix A): class 28 and 42501, 3D000 are ours to mend, the rest of 42 the department's. */
function postgresMeaning(state: string): Failure {
  if (state.startsWith('28') || state === '42501' || state === '3D000') return DepartmentRefused;
  if (state === '53300' || state === '53400') return DepartmentBusy;
  const answered = ['0A', '21', '22', '23', '26', '34', '3F', '42'];
  return answered.includes(state.slice(0, 2)) ? DepartmentAnswerInvalid : DepartmentUnavailable;
}

// Error numbers of MySQL and MariaDB.
const denied = new Set([1044, 1045, 1049, 1130, 1142, 1143, 1227, 1251, 1370, 1524, 1698, 1820, 3118, 4151]);
const overloaded = new Set([1040, 1203, 1226]);
const drifted = new Set([1048, 1054, 1064, 1103, 1146, 1166, 1264, 1292, 1300, 1305, 1356, 1364, 1366, 1406]);

function mysqlMeaning(errno: number): Failure {
  if (denied.has(errno)) return DepartmentRefused;
  if (overloaded.has(errno)) return DepartmentBusy;
  return drifted.has(errno) ? DepartmentAnswerInvalid : DepartmentUnavailable;
}
