import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { folderName } from '../../schema/department-names.ts';
import type { AuthorityToday } from '../connector/authority.ts';
import { ReviewedFileFaulty } from '../reviewed/reviewed-file.ts';

/** One authority under one name. Days are cut to the precision that is known. */
export interface Authority {
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly department: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Name of the authority that took over. */
  readonly successor: string | null;
  readonly basis: string | null;
}

export interface Authorities {
  /** The authority that answers today for a name as a record of that day writes it; null: unknown, or ambiguous. */
  today(written: string, on: string | null): AuthorityToday | null;
  /** Every authority that a department is or was, as the file has them. */
  of(department: string): readonly Authority[];
  /** Department that took over from one that is gone as a whole; null: it is still there, or nothing is known. */
  successorOf(department: string): string | null;
}

const shipped = join(import.meta.dirname, 'authorities.csv');

/**
 * Reads the register of authorities: a reviewed CSV with the columns name, shortNames (`;`), department, validFrom,
 * validUntil, successor, basis.
 * @throws ReviewedFileFaulty naming every fault.
 */
export function loadAuthorities(file: string = shipped): Authorities {
  const rows = parse(readFileSync(file), { columns: true, bom: true, trim: true }) as unknown as Row[];
  const authorities = rows.map(authorityOf);
  const faults = faultsOf(authorities);
  if (faults.length > 0) throw new ReviewedFileFaulty(file, faults);
  const byName = new Map(authorities.map((one) => [one.name, one]));
  const byKey = Map.groupBy(
    authorities.flatMap((one) => [one.name, ...one.shortNames].map((name) => ({ key: keyOf(name), one }))),
    ({ key }) => key,
  );
  const heirOf = (one: Authority): Authority => (one.successor === null ? one : heirOf(byName.get(one.successor)!));

  return {
    today(written, on) {
      const named = (byKey.get(keyOf(written)) ?? []).map(({ one }) => one);
      const then = named.filter((one) => isValid(one, on));
      const heirs = new Set((then.length > 0 ? then : named).map(heirOf));
      const [heir] = heirs;
      if (heir === undefined || heirs.size > 1) return null;
      const [source] = then.length > 0 ? then : named;
      const { basis, department, name, validFrom } = heir;
      return { name, department, changed: source !== heir, since: validFrom, basis: source!.basis ?? basis };
    },
    of: (department) => authorities.filter((one) => one.department === department),
    successorOf(department) {
      const own = authorities.filter((one) => one.department === department);
      const heirs = new Set(own.map((one) => heirOf(one).department));
      const [heir] = heirs;
      return heirs.size === 1 && heir !== department ? heir! : null;
    },
  };
}

type Row = Readonly<
  Record<'name' | 'shortNames' | 'department' | 'validFrom' | 'validUntil' | 'successor' | 'basis', string>
>;

function authorityOf(row: Row): Authority {
  const given = (value: string | undefined) => (value === undefined || value === '' ? null : value);
  return {
    name: row.name,
    shortNames: (given(row.shortNames) ?? '').split(';').filter((name) => name !== ''),
    department: row.department,
    validFrom: given(row.validFrom),
    validUntil: given(row.validUntil),
    successor: given(row.successor),
    basis: given(row.basis),
  };
}

const day = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

function faultsOf(authorities: readonly Authority[]): string[] {
  const names = new Set(authorities.map(({ name }) => name));
  const faults = authorities.flatMap((one, at) => {
    const line = `line ${at + 2} (${one.name}):`;
    const { basis, department, successor, validFrom, validUntil } = one;
    return [
      ...(folderName.test(department) ? [] : [`${line} ${department} is no name of a department folder`]),
      ...[validFrom, validUntil].filter((on) => on !== null && !day.test(on)).map((on) => `${line} ${on} is no day`),
      ...(successor !== null && !names.has(successor) ? [`${line} its successor ${successor} is not in the file`] : []),
      ...(successor !== null && validUntil === null ? [`${line} it has a successor, but no last day`] : []),
      ...(successor !== null && basis === null ? [`${line} it has a successor without a basis`] : []),
    ];
  });
  const twice = authorities.filter(({ name }, at) => authorities.findIndex((one) => one.name === name) < at);
  return [
    ...faults,
    ...twice.map(({ name }) => `${name} is there twice`),
    ...(faults.length > 0 ? [] : circles(authorities)),
  ];
}

/** Authorities that would be their own successors in the end. */
function circles(authorities: readonly Authority[]): string[] {
  const next = new Map(authorities.map(({ name, successor }) => [name, successor]));
  return authorities.flatMap(({ name }) => {
    let heir: string | null | undefined = next.get(name);
    for (let steps = 0; heir != null && steps < authorities.length; steps += 1) heir = next.get(heir);
    return heir == null ? [] : [`${name} succeeds itself`];
  });
}

/** As far as both are known: a document of 2019 lies within an authority's time that began in March 2019. */
function isValid({ validFrom, validUntil }: Authority, on: string | null): boolean {
  if (on === null) return true;
  const before = (left: string, right: string) => {
    const length = Math.min(left.length, right.length);
    return left.slice(0, length) < right.slice(0, length);
  };
  return !(validFrom !== null && before(on, validFrom)) && !(validUntil !== null && before(validUntil, on));
}

function keyOf(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}
