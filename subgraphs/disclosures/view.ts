import type { Caller } from '../../schema/caller.ts';
import type { CreditCode } from '../../schema/credit-code.ts';
import type { DisclosedCommand, DisclosedSection } from '../../schema/disclosure.ts';
import { DisclosuresNotAllowed } from '../../schema/disclosure-errors.ts';
import { TokenMissing } from '../../schema/identity-errors.ts';
import type { WholeEntry, SectionCount } from './whole-entry.ts';
import type { Scope } from './read-entries.ts';

/** What a caller may see of what is asked. @throws TokenMissing, DisclosuresNotAllowed */
export function scopeOf(caller: Caller | null, organisation: CreditCode | null, now: string): Scope {
  if (caller === null) throw new TokenMissing();
  switch (caller.role) {
    case 'representative':
      if (organisation !== null && organisation !== caller.creditCode) throw new DisclosuresNotAllowed();
      return { organisation: caller.creditCode, department: null, hiddenAt: now };
    case 'officer':
      return { organisation, department: caller.department, hiddenAt: null };
    case 'supervisor':
      return { organisation, department: null, hiddenAt: null };
    case 'coordinator':
    case 'clerk':
    case 'approval':
    case 'analyst':
    case 'operator':
      throw new DisclosuresNotAllowed();
    default:
      return caller satisfies never;
  }
}

/** An entry as a caller sees it: an organisation is told what concerns it, and which office, not which person. */
export function viewOf(entry: WholeEntry, { caller }: { readonly caller: Caller | null }) {
  const own = caller?.role === 'representative' ? caller.creditCode : null;
  const commands = entry.commands as readonly DisclosedCommand[];
  return {
    number: entry.seq,
    organisations: own === null ? entry.organisations : [own],
    organisationCount: entry.organisations.length,
    at: entry.at,
    kind: entry.kind,
    role: entry.role,
    department: entry.department,
    system: entry.client,
    officer: own === null ? entry.subject : null,
    purpose: entry.purpose,
    caseNumber: own === null ? entry.case_number : null,
    operation: entry.operation,
    document: entry.document,
    fields: entry.fields,
    sections: sectionsOf(entry, own),
    rights: entry.rights,
    commands: commands.map(({ key, measure, name, outcome }) => ({
      name,
      outcome,
      key: own === null ? key : null,
      measureId: own === null || entry.organisations.length === 1 ? measure : null,
    })),
    digest: entry.digest,
    hiddenUntil: entry.hidden_until,
    requestId: entry.request_id,
  };
}

function sectionsOf({ sections }: WholeEntry, own: CreditCode | null): SectionCount[] {
  const shown = sections.filter((one) => own === null || !('organisation' in one) || one.organisation === own);
  return shown.map((one: DisclosedSection | SectionCount) => ({
    department: one.department,
    state: one.state,
    asOf: one.asOf,
    organisations: 'organisations' in one ? one.organisations : 1,
  }));
}
