import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { organisationCodeOf, parseCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import type { Directory, InternalIdReading } from '../../subgraphs/connector/directory.ts';
import type { MappedId } from '../../subgraphs/connector/reading.ts';

interface Row {
  creditCode: string;
  name: string;
  registrationNumber: string;
  otherCertificate: string;
  formerNames: string;
}

const file = join(import.meta.dirname, '../../demo/organisations.csv');
const rows = parse(readFileSync(file), { columns: true }) as unknown as Row[];

/** The register's knowledge as the 43 fictional organisations have it, plus a department's own mapping. */
export function demoDirectory(mapped: readonly MappedId[] = []): Directory {
  const known = rows.map((row) => ({ ...row, code: parseCreditCode(row.creditCode).code }));
  const ids = new Map<string, InternalIdReading>(mapped.map(({ internalId, reading }) => [internalId, reading]));
  const where = (test: (row: (typeof known)[number]) => boolean): CreditCode[] =>
    known.filter(test).map(({ code }) => code);
  return {
    byRegistrationNumber: (number) => where((row) => [row.registrationNumber, row.otherCertificate].includes(number)),
    byOrganisationCode: (organisationCode) => where(({ code }) => organisationCodeOf(code) === organisationCode),
    byInternalId: (id) => ids.get(id) ?? { state: 'unknown' },
    namesOf: (code) => {
      const row = known.find((one) => one.code === code);
      return row === undefined
        ? null
        : { current: row.name, former: row.formerNames === '' ? [] : row.formerNames.split(';') };
    },
  };
}
