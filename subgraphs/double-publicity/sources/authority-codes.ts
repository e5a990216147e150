import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { readCreditCode } from '../../../schema/credit-code.ts';
import { ReviewedFileFaulty } from '../../reviewed/reviewed-file.ts';

/** The credit code of an authority by its name; null: the table does not have it. */
export type CodeOfAuthority = (name: string) => string | null;

/** No table was given: no authority has a code, and nothing can be handed over. */
export const noCodes: CodeOfAuthority = () => null;

/**
 * Reads the operator's table of authorities' credit codes, a CSV with the columns `creditCode` and `name`.
 * @throws ReviewedFileFaulty naming every fault.
 */
export function readAuthorityCodes(file: string): CodeOfAuthority {
  const rows = parse(readFileSync(file), { columns: true, bom: true, trim: true }) as unknown as {
    readonly creditCode?: string;
    readonly name?: string;
  }[];
  const codes = new Map<string, string>();
  const faults = rows.flatMap(({ creditCode = '', name = '' }, at) => {
    const read = readCreditCode(creditCode);
    const line = `line ${at + 2}:`;
    if (name === '') return [`${line} there is no name`];
    if (!read.ok) return [`${line} ${creditCode} is no credit code`];
    if (codes.has(keyOf(name))) return [`${line} ${name} is there twice`];
    codes.set(keyOf(name), creditCode);
    return [];
  });
  if (faults.length > 0) throw new ReviewedFileFaulty(file, faults);
  return (name) => codes.get(keyOf(name)) ?? null;
}

function keyOf(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}
