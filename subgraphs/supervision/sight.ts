import type { Caller } from '../../schema/caller.ts';
import { TokenMissing } from '../../schema/identity-errors.ts';
import { SupervisionNotAllowed } from '../../schema/supervision-errors.ts';

/** Whose figures a caller is shown. */
export interface Seen {
  /** Folder; null: all departments. */
  readonly department: string | null;
  /** Whether those of other departments are kept from it. */
  readonly othersWithheld: boolean;
}

/** `asked`: the department that the caller asks for; null: all. @throws TokenMissing, SupervisionNotAllowed */
export function seenBy(caller: Caller | null, asked: string | null): Seen {
  if (caller === null) throw new TokenMissing();
  switch (caller.role) {
    case 'supervisor':
    case 'coordinator':
      return { department: asked, othersWithheld: false };
    case 'officer':
      if (asked !== null && asked !== caller.department) throw new SupervisionNotAllowed({ department: asked });
      return { department: caller.department, othersWithheld: asked === null };
    case 'representative':
    case 'clerk':
    case 'approval':
    case 'analyst':
    case 'operator':
      throw new SupervisionNotAllowed();
    default:
      return caller satisfies never;
  }
}
