import { UploadUnreadable } from './spreadsheet-fault.ts';
import { attributeOf, childrenOf, type XmlNode } from './spreadsheet-xml.ts';

/** Cells by the number of their column, rows by theirs; both count from 1. A merged cell stands at its first place. */
export type Grid = ReadonlyMap<number, GridRow>;
export type GridRow = ReadonlyMap<number, XmlNode>;

/** The cells of a sheet by their places. Rows and cells that do not name theirs follow the one before. */
export function readGrid(sheet: XmlNode): Grid {
  const grid = new Map<number, GridRow>();
  let last = 0;
  for (const row of childrenOf(sheet, 'sheetData').flatMap((data) => childrenOf(data, 'row'))) {
    const number = Number(attributeOf(row, 'r') ?? last + 1);
    if (!Number.isInteger(number) || grid.has(number)) throw new UploadUnreadable('a row has no place of its own');
    grid.set(number, readRow(row));
    last = number;
  }
  return grid;
}

function readRow(row: XmlNode): GridRow {
  const cells = new Map<number, XmlNode>();
  let last = 0;
  for (const cell of childrenOf(row, 'c')) {
    const letters = /^([A-Z]{1,3})\d+$/.exec(attributeOf(cell, 'r') ?? '')?.[1];
    last = letters === undefined ? last + 1 : columnNumber(letters);
    if (cells.has(last)) throw new UploadUnreadable('a cell has no place of its own');
    cells.set(last, cell);
  }
  return cells;
}

/** A → 1, Z → 26, AA → 27. */
export function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
