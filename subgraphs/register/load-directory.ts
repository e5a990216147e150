import type { CreditCode } from '../../schema/credit-code.ts';
import type { Directory, InternalIdReading, LoadDirectory, Names, WantedKeys } from '../connector/directory.ts';
import type { Queries } from '../database/database.ts';

interface OrganisationRow {
  credit_code: CreditCode;
  registration_number: string | null;
  name: string | null;
  former_names: string[];
}

/** The aliases of the register, read from the table that its connector fills. */
export function directoryOf(queries: Queries): LoadDirectory {
  return async (department, wanted) => {
    const [organisations, ids] = [
      await loadOrganisations(queries, wanted),
      await loadInternalIds(queries, department, wanted.internalIds),
    ];
    const mapped = [...ids.values()].flatMap((reading) => (reading.state === 'mapped' ? [reading.creditCode] : []));
    const found = new Set([...organisations.map((row) => row.credit_code), ...wanted.creditCodes]);
    const named = [
      ...organisations,
      ...(await loadOrganisations(queries, { ...none, creditCodes: mapped.filter((code) => !found.has(code)) })),
    ];
    return directoryFrom(named, ids);
  };
}

const none: WantedKeys = { registrationNumbers: [], organisationCodes: [], internalIds: [], creditCodes: [] };

async function loadOrganisations(queries: Queries, wanted: WantedKeys): Promise<OrganisationRow[]> {
  const { registrationNumbers, organisationCodes, creditCodes } = wanted;
  if (registrationNumbers.length + organisationCodes.length + creditCodes.length === 0) return [];
  return queries.query<OrganisationRow>(
    `SELECT credit_code, registration_number, name, former_names FROM organisations
     WHERE credit_code = ANY($1) OR registration_number = ANY($2) OR substr(credit_code, 9, 9) = ANY($3)`,
    [creditCodes, registrationNumbers, organisationCodes],
  );
}

async function loadInternalIds(
  queries: Queries,
  department: string,
  ids: readonly string[],
): Promise<Map<string, InternalIdReading>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.query<{ internal_id: string; reading: InternalIdReading }>(
    'SELECT internal_id, reading FROM internal_ids WHERE department = $1 AND internal_id = ANY($2)',
    [department, ids],
  );
  return new Map(rows.map((row) => [row.internal_id, row.reading]));
}

function directoryFrom(rows: readonly OrganisationRow[], ids: ReadonlyMap<string, InternalIdReading>): Directory {
  const byRegistration = Map.groupBy(rows, (row) => row.registration_number);
  const byOrganisation = Map.groupBy(rows, (row) => row.credit_code.slice(8, 17));
  const names = new Map<CreditCode, Names>(
    rows.map((row) => [row.credit_code, { current: row.name, former: row.former_names }]),
  );
  const codes = (found: readonly OrganisationRow[] | undefined) => [
    ...new Set((found ?? []).map((row) => row.credit_code)),
  ];
  return {
    byRegistrationNumber: (number) => codes(byRegistration.get(number)),
    byOrganisationCode: (code) => codes(byOrganisation.get(code)),
    byInternalId: (id) => ids.get(id) ?? { state: 'unknown' },
    namesOf: (code) => names.get(code) ?? null,
  };
}
