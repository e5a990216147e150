import type { Queries } from '../../database/database.ts';

/** How a department takes part in the exchange, as its host writes it down. */
export interface SupervisedDepartment {
  readonly name: string;
  readonly title: string;
  readonly protocol: string;
  /** `asked`, `delivered` or `mirrored`. */
  readonly mode: string;
  readonly connected: boolean;
}

export function readDepartments(queries: Queries, department: string | null): Promise<SupervisedDepartment[]> {
  return queries.query<SupervisedDepartment & Record<string, unknown>>(
    `SELECT department AS name, title, protocol, mode, connected FROM department_state
     WHERE ($1::text IS NULL OR department = $1) ORDER BY department`,
    [department],
  );
}
