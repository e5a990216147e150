import { cellValue } from './spreadsheet-cell.ts';
import { UploadUnreadable } from './spreadsheet-fault.ts';
import type { Grid, GridRow } from './spreadsheet-grid.ts';
import type { SheetQuery } from './spreadsheet-query.ts';
import { plainName, type Workbook } from './spreadsheet-workbook.ts';

/** Row 1 groups the columns, row 2 explains how to fill them in, row 3 names them. */
const NAMES_ROW = 3;
/** So far down the names of a sheet without a fixed place for them are looked for. */
const SOUGHT_ROWS = 10;

/** Number of the sheet's column for each column that is read. */
export type Places = ReadonlyMap<string, number>;

interface Columns {
  readonly places: Places;
  /** Row of the column names; the table is below. */
  readonly namesRow: number;
  readonly serialPlace: number | undefined;
}

interface Named {
  readonly place: number;
  readonly name: string;
}

/** Where each column stands; further columns are somebody's own notes and stay unread. Throws UploadUnreadable. */
export function findColumns(book: Workbook, grid: Grid, query: SheetQuery): Columns {
  const { layout } = query;
  if (layout === undefined) return columnsIn(namesOf(book, grid.get(NAMES_ROW)), NAMES_ROW, query);
  const candidates = [...grid.keys()]
    .filter((number) => number <= SOUGHT_ROWS)
    .toSorted((left, right) => left - right)
    .map((number) => ({ number, names: namesOf(book, grid.get(number)) }));
  const best = candidates.toSorted((a, b) => countIn(b.names, query) - countIn(a.names, query))[0];
  return columnsIn(best?.names ?? [], best?.number ?? 0, query);
}

function namesOf(book: Workbook, row: GridRow | undefined): Named[] {
  return [...(row ?? [])].map(([place, cell]) => ({
    place,
    name: plainName(String(cellValue(cell, book, false) ?? '')),
  }));
}

/** How many of the columns a row names. The first row with the most has the names; what it lacks is then said. */
function countIn(names: readonly Named[], query: SheetQuery): number {
  return query.columns.filter((column) => placesOf(column, names, query).length > 0).length;
}

function placesOf(column: string, names: readonly Named[], { aliases }: SheetQuery): number[] {
  const accepted = [column, ...(aliases?.[column] ?? [])].map(plainName);
  return names.filter(({ name }) => accepted.includes(name)).map(({ place }) => place);
}

function columnsIn(names: readonly Named[], namesRow: number, query: SheetQuery): Columns {
  const { columns, layout, optional = [], sheet } = query;
  const required = columns.map((column): [string, number] => {
    const found = placesOf(column, names, query);
    if (found.length !== 1)
      throw new UploadUnreadable(
        `${sheet}: the column ${column} is ${found.length === 0 ? 'missing' : 'there twice'}`,
        { code: 'COLUMN_MISSING' },
      );
    return [column, found[0]!];
  });
  const further = optional.flatMap((column) => {
    const [place] = placesOf(column, names, query);
    return place === undefined ? [] : [[column, place] as const];
  });
  const serialPlace = layout === undefined ? undefined : placesOf(layout.serial, names, query)[0];
  return { places: new Map([...required, ...further]), namesRow, serialPlace };
}
