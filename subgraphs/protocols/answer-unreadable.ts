import { DepartmentAnswerInvalid } from '../../schema/errors.ts';

/** An answer that cannot be relied on. The message says why, for the log only, and holds nothing of the answer. */
export class AnswerUnreadable extends Error {
  override readonly name = 'AnswerUnreadable';
}

/** Runs what may meet an answer that cannot be relied on, which is then the department's error. */
export async function readOrInvalid<T>(department: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof AnswerUnreadable ? new DepartmentAnswerInvalid({ department }, error) : error;
  }
}
