import type { Grid, GridRow } from './spreadsheet-grid.ts';
import { columnNumber } from './spreadsheet-grid.ts';
import { attributeOf, childrenOf, type XmlNode } from './spreadsheet-xml.ts';

const area = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/;

/**
 * The grid with what is merged over several rows standing in each of them: one name written beside three lines, or a
 * column name beside the two rows of the others. Across a row nothing is repeated.
 */
export function withMergedRows(grid: Grid, sheet: XmlNode): Grid {
  const filled = new Map<number, Map<number, XmlNode>>([...grid].map(([number, row]) => [number, new Map(row)]));
  for (const merge of childrenOf(sheet, 'mergeCells').flatMap((list) => childrenOf(list, 'mergeCell'))) {
    const [, letters, first, last] = area.exec(attributeOf(merge, 'ref') ?? '') ?? [];
    if (letters === undefined || first === last) continue;
    const place = columnNumber(letters);
    const cell = grid.get(Number(first))?.get(place);
    if (cell === undefined) continue;
    // Over the rows that are there, however far the merge claims to go.
    for (const [number, row] of filled)
      if (number > Number(first) && number <= Number(last) && !row.has(place)) row.set(place, cell);
  }
  return filled satisfies ReadonlyMap<number, GridRow>;
}
