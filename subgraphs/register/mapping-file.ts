import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { readCreditCode } from '../../schema/credit-code.ts';
import type { RegisteredOrganisation } from './organisations.ts';

interface Row {
  creditCode: string;
  name: string;
  kind?: string;
  registrationNumber?: string;
  status?: string;
  establishedOn?: string;
  formerNames?: string;
}

/**
 * The mapping table of a register that is not connected itself (civil affairs, justice, staffing office …), as a CSV
 * with the columns creditCode, name, kind, registrationNumber, status, establishedOn, formerNames. A line without a
 * valid code stops the start: a wrong alias would attach records to the wrong organisation.
 */
export function readMappingFile(file: string): RegisteredOrganisation[] {
  const rows = parse(readFileSync(file), { columns: true, bom: true }) as unknown as Row[];
  return rows.map((row, at) => {
    const code = readCreditCode(row.creditCode);
    if (!code.ok) throw new Error(`${file}, line ${at + 2}: ${code.fault.message}`);
    const given = (value: string | undefined) => (value === undefined || value === '' ? null : value);
    return {
      creditCode: code.value.code,
      name: given(row.name),
      kind: given(row.kind),
      status: given(row.status),
      establishedOn: given(row.establishedOn),
      registrationNumber: given(row.registrationNumber),
      formerNames: given(row.formerNames)?.split(';') ?? [],
    };
  });
}
