import { readCreditCode } from '../../../schema/credit-code.ts';
import { maskPersonalNumbers } from '../../../schema/personal-numbers.ts';
import type { Column, Item } from './column.ts';

/** Why a record cannot be handed over as a row, for its department to mend. */
export interface Fault {
  readonly column: string;
  readonly fault:
    'MISSING' | 'TOO_LONG' | 'NOT_IN_TABLE' | 'NOT_A_CODE' | 'REVERSED' | 'PERSONAL' | 'CONTROL_CHARACTER' | 'REPEATED';
}

export type Cells = readonly (string | null)[];

/** A record as a row under these columns, and everything by which the row is none. */
export function makeCells(item: Item, columns: readonly Column[]): { readonly cells: Cells; readonly faults: Fault[] } {
  const cells = columns.map((column) => (column.need === 'PERSONAL' ? null : column.of(item)));
  const faults = columns.flatMap((column, at) => faultOf(column, cells[at]!));
  return { cells, faults: [...faults, ...reversed(cells, columns), ...noAmount(item, cells, columns)] };
}

function faultOf(column: Column, cell: string | null): Fault[] {
  const { form, length, name, need, values } = column;
  const found = (fault: Fault['fault']): Fault[] => [{ column: name, fault }];
  if (cell === null || cell === '') return need === 'REQUIRED' ? found('MISSING') : [];
  if (cell.length > length) return found('TOO_LONG');
  // Neither a line of CSV nor a document of XML carries these unharmed.
  if (/[^\P{Cc}\t\n\r]/u.test(cell)) return found('CONTROL_CHARACTER');
  if (form === 'CODE') return readCreditCode(cell).ok ? [] : found('NOT_A_CODE');
  if (values !== undefined && !isOf(cell, values)) return found('NOT_IN_TABLE');
  return form === 'TEXT' && maskPersonalNumbers(cell) !== cell ? found('PERSONAL') : [];
}

function isOf(cell: string, { of, separator }: NonNullable<Column['values']>): boolean {
  return (separator === undefined ? [cell] : cell.split(separator)).every((part) => of.includes(part));
}

const periods: readonly (readonly [string, string])[] = [
  ['XK_YXQZ', 'XK_YXQZI'],
  ['CF_JDRQ', 'CF_GSJZQ'],
  ['CF_JDRQ', 'CF_YXQ'],
];

function reversed(cells: Cells, columns: readonly Column[]): Fault[] {
  const cellOf = (name: string) => cells[columns.findIndex((column) => column.name === name)] ?? null;
  return periods.flatMap(([from, until]): Fault[] => {
    const [begins, ends] = [cellOf(from), cellOf(until)];
    return begins !== null && ends !== null && ends < begins ? [{ column: until, fault: 'REVERSED' }] : [];
  });
}

/** A fine has its amount. Where the source disagrees with itself about it, nobody may choose. */
function noAmount({ fact }: Item, cells: Cells, columns: readonly Column[]): Fault[] {
  const at = columns.findIndex(({ name }) => name === 'CF_NR_FK');
  const types = fact.fields['penaltyTypes'];
  const fined = at >= 0 && Array.isArray(types) && types.some((type) => /罚款/.test(String(type)));
  return fined && cells[at] === null ? [{ column: 'CF_NR_FK', fault: 'MISSING' }] : [];
}
