import type { CreditCode } from '../../schema/credit-code.ts';
import type { KnownOrganisation } from '../connector/asked-records.ts';
import { nameKey } from '../connector/names.ts';
import type { Queries } from '../database/database.ts';

/** One organisation as a register knows it. */
export interface RegisteredOrganisation extends KnownOrganisation {
  readonly creditCode: CreditCode;
  readonly status: string | null;
  readonly kind: string | null;
  readonly establishedOn: string | null;
}

/** Writes what a register said about organisations; `department` is the one that vouches for them. */
export async function saveOrganisations(
  queries: Queries,
  department: string,
  asOfMs: number,
  organisations: readonly RegisteredOrganisation[],
): Promise<void> {
  if (organisations.length === 0) return;
  const rows = [...new Map(organisations.map((one) => [one.creditCode, one])).values()];
  await queries.query(
    `INSERT INTO organisations AS kept (credit_code, department, name, name_key, former_names, status, kind, established_on, registration_number, as_of)
     SELECT "creditCode", $1, name, "nameKey", "formerNames", status, kind, "establishedOn", "registrationNumber", to_timestamp($2::float8 / 1000)
     FROM jsonb_to_recordset($3::jsonb) AS given ("creditCode" text, name text, "nameKey" text, "formerNames" text[], status text, kind text, "establishedOn" text, "registrationNumber" text)
     ON CONFLICT (credit_code) DO UPDATE SET department = excluded.department, name = excluded.name, name_key = excluded.name_key,
       former_names = excluded.former_names, status = excluded.status, kind = excluded.kind, established_on = excluded.established_on,
       registration_number = excluded.registration_number, as_of = excluded.as_of`,
    [
      department,
      asOfMs,
      JSON.stringify(rows.map((one) => ({ ...one, nameKey: one.name === null ? null : nameKey(one.name) }))),
    ],
  );
  const names = rows.flatMap(({ creditCode, name, formerNames }) => [
    ...formerNames.map((former) => ({ credit_code: creditCode, name_key: nameKey(former), former: true })),
    ...(name === null ? [] : [{ credit_code: creditCode, name_key: nameKey(name), former: false }]),
  ]);
  await queries.query('DELETE FROM organisation_names WHERE credit_code = ANY($1)', [
    rows.map(({ creditCode }) => creditCode),
  ]);
  await queries.query(
    `INSERT INTO organisation_names (name_key, credit_code, former)
     SELECT DISTINCT ON (name_key, credit_code) name_key, credit_code, former
     FROM jsonb_to_recordset($1::jsonb) AS given (name_key text, credit_code text, former boolean) ORDER BY name_key, credit_code, former`,
    [JSON.stringify(names)],
  );
}

interface Row {
  credit_code: CreditCode;
  department: string;
  name: string | null;
  former_names: string[];
  status: string | null;
  kind: string | null;
  established_on: string | null;
  registration_number: string | null;
}

const columns = 'credit_code, department, name, former_names, status, kind, established_on, registration_number';

export async function loadOrganisations(
  queries: Queries,
  codes: readonly CreditCode[],
): Promise<Map<CreditCode, RegisteredOrganisation & { department: string }>> {
  const rows = await queries.query<Row>(`SELECT ${columns} FROM organisations WHERE credit_code = ANY($1)`, [codes]);
  return new Map(rows.map((row) => [row.credit_code, registered(row)]));
}

function registered(row: Row): RegisteredOrganisation & { department: string } {
  return {
    creditCode: row.credit_code,
    department: row.department,
    name: row.name,
    formerNames: row.former_names,
    status: row.status,
    kind: row.kind,
    establishedOn: row.established_on,
    registrationNumber: row.registration_number,
  };
}

export interface Found {
  readonly creditCode: CreditCode;
  readonly matchedName: string;
  readonly former: boolean;
  /** Position in the order of results: exact names first, then by name and code. */
  readonly cursor: string;
}

/** Organisations one of whose names contains the text, brackets and blanks not counted; a page after a cursor. */
export async function searchByName(
  queries: Queries,
  name: string,
  first: number,
  after: string | null,
): Promise<{ found: Found[]; total: number }> {
  const key = nameKey(name);
  const pattern = `%${key.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const matched = `SELECT DISTINCT ON (n.credit_code) n.credit_code, n.former, n.name_key, o.name, o.former_names,
      CASE WHEN n.name_key = $2 THEN '0' ELSE '1' END || n.name_key || ' ' || n.credit_code AS place
    FROM organisation_names n JOIN organisations o USING (credit_code) WHERE n.name_key LIKE $1 ORDER BY n.credit_code, n.former`;
  const rows = await queries.query<{
    credit_code: CreditCode;
    former: boolean;
    name_key: string;
    name: string | null;
    former_names: string[];
    place: string;
  }>(`SELECT * FROM (${matched}) m WHERE place > $3 COLLATE "C" ORDER BY place COLLATE "C" LIMIT $4`, [
    pattern,
    key,
    after ?? '',
    first + 1,
  ]);
  const [{ total }] = (await queries.query<{ total: number }>(
    'SELECT count(DISTINCT credit_code)::int AS total FROM organisation_names WHERE name_key LIKE $1',
    [pattern],
  )) as [{ total: number }];
  return {
    total,
    found: rows.map((row) => ({
      creditCode: row.credit_code,
      former: row.former,
      cursor: row.place,
      matchedName:
        (row.former ? row.former_names.find((former) => nameKey(former) === row.name_key) : row.name) ?? row.name_key,
    })),
  };
}
