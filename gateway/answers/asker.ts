import { canonicalJson } from '../../schema/canonical-json.ts';
import type { Asking } from '../../schema/asking.ts';
import type { Access } from '../access/access.ts';

/** What of whoever asks is in the key of an answer. */
export interface AskerKeys {
  /** What rights make of it: enough for departments' sections and the register, which read nothing else. */
  readonly byRights: string;
  /** All of it, for services that read who asks. */
  readonly whole: string;
}

/** Rights are part of both: two callers share only what is the same for both. */
export function keysOf({ caller, levels, purpose, rights: named }: Asking, access: Access | null): AskerKeys {
  const rights = access?.rightsOf(caller) ?? null;
  const byRights = [
    rights?.key ?? 'off',
    rights?.only ?? '',
    [...levels].sort(),
    [...named].sort(),
    purpose?.code ?? '',
  ];
  return { byRights: JSON.stringify(byRights), whole: canonicalJson([byRights, caller, purpose]) };
}
