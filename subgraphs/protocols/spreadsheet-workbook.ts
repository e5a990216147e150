import type { Archive } from './spreadsheet-archive.ts';
import { readDateFormats, type DateFormat } from './spreadsheet-formats.ts';
import { UploadUnreadable } from './spreadsheet-fault.ts';
import { readSharedTexts } from './spreadsheet-texts.ts';
import { attributeOf, childrenOf, readPart, type XmlNode } from './spreadsheet-xml.ts';

/** What the cells of every sheet refer to. */
export interface Workbook {
  /** Serial days count from 1904-01-01 (files of Apple computers), not from 1900. */
  readonly date1904: boolean;
  readonly texts: readonly string[];
  /** By the number of a cell's style: how it shows a day; undefined where it shows none. */
  readonly dateFormats: readonly (DateFormat | undefined)[];
  /** A sheet by its name, whatever its place, hidden or not. Throws UploadUnreadable when there is none. */
  sheet(name: string): XmlNode;
}

/** Opens the workbook in an .xlsx container. Throws UploadUnreadable. */
export function openWorkbook(archive: Archive): Workbook {
  const [path] = targets(archive, '', 'officeDocument').values();
  if (path === undefined) throw new UploadUnreadable('there is no workbook in the file');
  const book = readPart(needed(archive, path), 'workbook');
  const sheets = targets(archive, path, 'worksheet');
  const optional = (type: string, root: string): XmlNode => {
    const [part] = targets(archive, path, type).values();
    return part === undefined ? '' : readPart(needed(archive, part), root);
  };
  return {
    date1904: isDate1904(book),
    texts: readSharedTexts(optional('sharedStrings', 'sst')),
    dateFormats: readDateFormats(optional('styles', 'styleSheet')),
    sheet(name) {
      const part = sheets.get(sheetId(book, name));
      if (part === undefined) throw new UploadUnreadable(`the sheet ${name} has no content`);
      return readPart(withoutEmptyCells(needed(archive, part)), 'worksheet');
    },
  };
}

/**
 * Cells that carry a format and nothing else: a bloated file has hundreds of thousands, which would keep a process
 * busy for seconds. Where cells do not name their places these count on each other, and all stay.
 */
function withoutEmptyCells(sheet: string): string {
  const isPlaceless = /<(?:\w+:)?c(?:>|\s(?![^<>]*\br=))/.test(sheet);
  return isPlaceless ? sheet : sheet.replaceAll(/<(?:\w+:)?c\s[^<>]*\/>/g, '');
}

/** Excel writes 1, others true. */
function isDate1904(book: XmlNode): boolean {
  const [properties] = childrenOf(book, 'workbookPr');
  return /^(?:1|true|on)$/i.test(properties === undefined ? '' : (attributeOf(properties, 'date1904') ?? ''));
}

function sheetId(book: XmlNode, name: string): string {
  const found = childrenOf(book, 'sheets')
    .flatMap((list) => childrenOf(list, 'sheet'))
    .filter((sheet) => plainName(attributeOf(sheet, 'name') ?? '') === plainName(name));
  if (found.length !== 1)
    throw new UploadUnreadable(`the sheet ${name} is ${found.length === 0 ? 'missing' : 'there twice'}`, {
      code: 'SHEET_MISSING',
    });
  return attributeOf(found[0]!, 'id') ?? '';
}

/** Names of sheets and columns as they are compared: blanks, line ends and full width do not count. */
export function plainName(name: string): string {
  return name.normalize('NFKC').replaceAll(/[\s\u200b-\u200d\ufeff]/g, '');
}

/** Paths of the parts to which one part refers in this role, by the reference's id. */
function targets(archive: Archive, from: string, role: string): Map<string, string> {
  const at = from.lastIndexOf('/') + 1;
  const folder = from.slice(0, at);
  const relations = readPart(needed(archive, `${folder}_rels/${from.slice(at)}.rels`), 'Relationships');
  return new Map(
    childrenOf(relations, 'Relationship')
      .filter((relation) => attributeOf(relation, 'Type')?.endsWith(`/${role}`))
      .map((relation) => [attributeOf(relation, 'Id') ?? '', resolve(folder, attributeOf(relation, 'Target') ?? '')]),
  );
}

/** A path as seen from a folder of the container; one that begins with / counts from its root. */
function resolve(folder: string, target: string): string {
  return new URL(target, `file:///${folder}`).pathname.slice(1);
}

function needed(archive: Archive, path: string): string {
  const part = archive.part(decodeURI(path));
  if (part === null) throw new UploadUnreadable(`the part ${path} is missing`);
  return part;
}
