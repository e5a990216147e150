import { parseCreditCode } from '../../../schema/credit-code.ts';
import type { OrganisationFact } from '../../connector/stated.ts';
import { lackOf, type Representation, type SectionGiven } from '../sections.ts';
import { gatherStated, type Stated } from './gather.ts';
import { isFormerName, sameValue } from './same-value.ts';

export type Conflict = 'CONFLICT' | 'AGREED' | 'UNDETERMINED';
export type Standing = 'AUTHORITATIVE' | 'SAME' | 'FORMER_NAME' | 'DIFFERS' | 'UNCONFIRMED';

const facts: readonly OrganisationFact[] = ['NAME', 'STATUS', 'ADDRESS', 'ESTABLISHED_ON', 'REGISTRATION_NUMBER'];

/** What everybody states about the organisation itself, fact by fact, and whether they contradict each other. */
export function statementsOf(organisation: Representation, sections: readonly SectionGiven[]) {
  const unknown = sections
    .filter((section) => lackOf(section, { ofAdverse: false }) !== null || !isKnown(section))
    .map(({ department }) => department);
  const register = registerOf(organisation, sections);
  return facts.map((fact) => {
    const authoritative = register.confirmed ? register.words[fact] : null;
    const stated = gatherStated(fact, sections, { department: register.department, value: register.words[fact] });
    const statements = stated.map(({ asOf, department, lastDocumentOn, records, value, ...one }) => ({
      value,
      department,
      asOf,
      lastDocumentOn,
      records,
      standing: standingTo(
        authoritative,
        { ...one, fact, value, isRegister: department === register.department },
        organisation,
      ),
    }));
    return {
      fact,
      conflict: conflictOf(
        statements.map(({ standing }) => standing),
        stated,
        unknown,
      ),
      statements,
      unknown,
    };
  });
}

/** Facts that were kept from before statements were say nothing of theirs. */
function isKnown({ records }: SectionGiven): boolean {
  return (records ?? []).every(({ stated }) => stated !== null);
}

interface RegisterWords {
  /** Null: the operator's table, where the register is not connected. */
  readonly department: string | null;
  readonly confirmed: boolean;
  readonly words: Readonly<Record<OrganisationFact, string | null>>;
}

function registerOf(
  { creditCode, establishedOn, name, nameConfirmed, registrationNumber, status }: Representation,
  sections: readonly SectionGiven[],
): RegisterWords {
  const confirmed = nameConfirmed === true;
  const department = confirmed ? parseCreditCode(creditCode).registry.department : null;
  return {
    department,
    confirmed,
    words: {
      NAME: name ?? null,
      STATUS: status ?? null,
      ADDRESS: registeredAddress(sections.find((section) => section.department === department)),
      ESTABLISHED_ON: establishedOn ?? null,
      REGISTRATION_NUMBER: registrationNumber ?? null,
    },
  };
}

/** The register keeps no addresses: its word is that of its department's own registration, the one that stands first. */
function registeredAddress(section: SectionGiven | undefined): string | null {
  const registrations = (section?.records ?? [])
    .filter(({ recordKind, state }) => recordKind === 'REGISTRATION' && state !== 'REVOKED')
    .toSorted(
      (a, b) =>
        Number(b.state === 'VALID') - Number(a.state === 'VALID') ||
        (b.documentOn ?? '').localeCompare(a.documentOn ?? ''),
    );
  const [address] = registrations.flatMap(({ stated }) => (stated ?? []).filter(({ fact }) => fact === 'ADDRESS'));
  return address?.value ?? null;
}

interface Judged extends Pick<Stated, 'value' | 'partial'> {
  readonly fact: OrganisationFact;
  readonly isRegister: boolean;
}

function standingTo(authoritative: string | null, judged: Judged, { formerNames }: Representation): Standing {
  if (authoritative === null) return 'UNCONFIRMED';
  if (sameValue(judged, authoritative)) return judged.isRegister ? 'AUTHORITATIVE' : 'SAME';
  return judged.fact === 'NAME' && isFormerName(judged, formerNames ?? []) ? 'FORMER_NAME' : 'DIFFERS';
}

function conflictOf(standings: readonly Standing[], stated: readonly Stated[], unknown: readonly string[]): Conflict {
  if (standings.includes('DIFFERS')) return 'CONFLICT';
  const [first, ...others] = stated;
  const unconfirmed = standings.includes('UNCONFIRMED');
  if (
    unconfirmed &&
    first !== undefined &&
    others.some((other) => !sameValue(other, first.value) && !sameValue(first, other.value))
  )
    return 'CONFLICT';
  return stated.length === 0 || unconfirmed || unknown.length > 0 ? 'UNDETERMINED' : 'AGREED';
}
