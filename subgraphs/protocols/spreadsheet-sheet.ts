import type { LegacyRow, LegacyValue } from '../connector/legacy-row.ts';
import { cellValue } from './spreadsheet-cell.ts';
import { findColumns, type Places } from './spreadsheet-columns.ts';
import { readGrid, type GridRow } from './spreadsheet-grid.ts';
import { isNote, isTotal } from './spreadsheet-lines.ts';
import { withMergedRows } from './spreadsheet-merges.ts';
import type { SheetQuery } from './spreadsheet-query.ts';
import { plainName, type Workbook } from './spreadsheet-workbook.ts';

export interface SheetRows {
  readonly rows: readonly LegacyRow[];
  /** Titles, headers, explanation, totals, signatures, and blank rows up to the last that is none. */
  readonly ignored: number;
}

/** Reads one sheet of the template. One that is missing or lacks a column throws UploadUnreadable. */
export function readSheet(book: Workbook, query: SheetQuery): SheetRows {
  const sheet = book.sheet(query.sheet);
  const grid = query.layout === undefined ? readGrid(sheet) : withMergedRows(readGrid(sheet), sheet);
  const { namesRow, places, serialPlace } = findColumns(book, grid, query);
  const lines = [...grid]
    .filter(([number]) => number > namesRow)
    .toSorted(([left], [right]) => left - right)
    .map(([number, row]): Line => {
      const serial = serialPlace === undefined ? undefined : row.get(serialPlace);
      return {
        number,
        row,
        cells: readCells(book, row, { query, places }),
        serial: serial === undefined ? '' : String(cellValue(serial, book, false) ?? ''),
      };
    })
    .filter(({ cells, serial }) => firstText(cells) !== null || isTotal(serial) || isNote([serial]));
  const rows = lines
    .filter((line) => !isOutsideTheTable(book, line, query))
    .map(({ number, cells }) => ({ ref: `row ${number}`, cells }));
  return { rows, ignored: (lines.at(-1)?.number ?? namesRow) - rows.length };
}

interface Line {
  readonly number: number;
  readonly row: GridRow;
  readonly cells: LegacyRow['cells'];
  /** What stands in the column that only counts; '' where there is none. */
  readonly serial: string;
}

function isOutsideTheTable(book: Workbook, { cells, row, serial }: Line, { layout }: SheetQuery): boolean {
  if (isTotal(serial) || isTotal(firstText(cells) ?? '')) return true;
  if (layout === undefined) return false;
  return isNote([...row.values()].map((cell) => String(cellValue(cell, book, false) ?? '')));
}

function readCells(
  book: Workbook,
  row: GridRow,
  { places, query }: { places: Places; query: SheetQuery },
): LegacyRow['cells'] {
  return Object.fromEntries(
    [...places].map(([column, place]): [string, LegacyValue] => {
      const cell = row.get(place);
      return [column, cell === undefined ? null : cellValue(cell, book, query.dates.includes(column))];
    }),
  );
}

/** What the row says first; null for a row that says nothing. */
function firstText(cells: LegacyRow['cells']): string | null {
  const texts = Object.values(cells).map((value) => String(value ?? ''));
  return texts.find((text) => plainName(text) !== '') ?? null;
}
