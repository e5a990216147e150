import type { LegacyRow, LegacyValue } from '../connector/legacy-row.ts';
import { cellValue } from './spreadsheet-cell.ts';
import { UploadUnreadable } from './spreadsheet-fault.ts';
import { readGrid, type GridRow } from './spreadsheet-grid.ts';
import type { SheetQuery } from './spreadsheet-query.ts';
import { plainName, type Workbook } from './spreadsheet-workbook.ts';

export interface SheetRows {
  readonly rows: readonly LegacyRow[];
  /** Headers, explanation, totals, and blank rows up to the last that is none. */
  readonly ignored: number;
}

/** Row 1 groups the columns, row 2 explains how to fill them in, row 3 names them. */
const NAMES_ROW = 3;
const total = /^(?:合计|总计|小计|共计)(?:[:(].*)?$/;

/** Reads one sheet of the template. One that is missing or lacks a column throws UploadUnreadable. */
export function readSheet(book: Workbook, query: SheetQuery): SheetRows {
  const grid = readGrid(book.sheet(query.sheet));
  const places = findColumns(book, grid.get(NAMES_ROW), query);
  const filled = [...grid]
    .filter(([number]) => number > NAMES_ROW)
    .toSorted(([left], [right]) => left - right)
    .map(([number, row]) => ({ number, cells: readCells(book, row, { query, places }) }))
    .filter(({ cells }) => firstText(cells) !== null);
  const rows = filled
    .filter(({ cells }) => !total.test(plainName(firstText(cells)!)))
    .map(({ number, cells }) => ({ ref: `row ${number}`, cells }));
  return { rows, ignored: (filled.at(-1)?.number ?? NAMES_ROW) - rows.length };
}

type Places = ReadonlyMap<string, number>;

/** Where each column stands; further columns are somebody's own notes and stay unread. */
function findColumns(book: Workbook, names: GridRow | undefined, { aliases, columns, sheet }: SheetQuery): Places {
  const written = [...(names ?? [])].map(([place, cell]) => ({
    place,
    name: plainName(String(cellValue(cell, book, false) ?? '')),
  }));
  return new Map(
    columns.map((column) => {
      const accepted = [column, ...(aliases?.[column] ?? [])].map(plainName);
      const found = written.filter(({ name }) => accepted.includes(name));
      if (found.length !== 1)
        throw new UploadUnreadable(
          `${sheet}: the column ${column} is ${found.length === 0 ? 'missing' : 'there twice'}`,
        );
      return [column, found[0]!.place];
    }),
  );
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
