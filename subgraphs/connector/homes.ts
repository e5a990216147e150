import type { RecordSet } from './connector.ts';
import type { LegacyRow } from './legacy-row.ts';
import type { Link } from './link.ts';

/** 个体工商户 (GB 32100-2015, first two places): the address of a household is as a rule its owner's home. */
const household = '92';

/**
 * A row without its addresses, unless it is for certain about an organisation: where a household trades is where
 * somebody lives, and whose address stands in a row of nobody known cannot be told. Nothing behind this line has
 * them, the queues included.
 */
export function withoutHomes(row: LegacyRow, { fields, states }: RecordSet, link: Link): LegacyRow {
  const columns = states?.ADDRESS === undefined ? [] : (fields[states.ADDRESS]?.columns ?? []);
  if (columns.length === 0 || (link.state === 'linked' && !link.creditCode.startsWith(household))) return row;
  return {
    ...row,
    cells: Object.fromEntries(Object.entries(row.cells).filter(([column]) => !columns.includes(column))),
  };
}
