import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import type { Logger } from 'pino';
import { DepartmentAnswerInvalid } from '../../schema/errors.ts';
import type { LegacyRow } from '../connector/legacy-row.ts';
import type { Delivery } from '../connector/protocol.ts';
import type { DropFile } from './file-drop-files.ts';
import { FILE_KIND, FILE_ON, type DropQuery } from './file-drop-query.ts';
import { FileUnreadable, readTable, type Table } from './file-drop-table.ts';
import { readXmlTable } from './file-drop-xml.ts';

interface DeliveryParts {
  readonly digest: string;
  readonly department: string;
  readonly log: Logger;
}

/** The content of one complete file. Throws DepartmentAnswerInvalid when it cannot be relied on as a whole. */
export function deliveryOf(file: DropFile, bytes: Buffer, { digest, department, log }: DeliveryParts): Delivery {
  const { recordSet, name, meaning, query, order } = file;
  try {
    const table = readContent(decoded(bytes, query.encoding), query);
    if (table.unknownColumns.length > 0)
      log.warn(
        { department, name, columns: table.unknownColumns },
        'columns that the interface document does not name',
      );
    const rows = rowsOf(table, file);
    if (meaning.kind === 'FULL' && rows.length === 0) throw new FileUnreadable('a snapshot without a single row');
    if (rows.length > 0 && rows.every(({ malformed }) => malformed !== undefined))
      throw new FileUnreadable('not one of its lines can be taken apart');
    const { kind, on } = meaning;
    return {
      recordSet,
      name,
      digest,
      kind,
      order,
      effectiveOn: on,
      asOfMs: file.ok!.mtimeMs,
      rows,
      ignored: table.ignored,
      ...(kind === 'INCREMENT' && query.needsFull ? { needsFull: true } : {}),
    };
  } catch (error) {
    if (error instanceof FileUnreadable) throw new DepartmentAnswerInvalid({ department }, error);
    throw error;
  }
}

function readContent(text: string, { columns, xml }: DropQuery): Table {
  return xml === undefined ? readTable(text, columns) : readXmlTable(text, xml, columns);
}

function decoded(bytes: Buffer, encoding: DropQuery['encoding']): string {
  // UTF-8 decodes as GB18030 without a murmur, into other characters.
  if (encoding !== 'utf-8' && isUtf8(bytes) && !isAscii(bytes))
    throw new FileUnreadable(`UTF-8 where ${encoding} is agreed`);
  return iconv.decode(bytes, encoding);
}

/** Lines are named by their number; where one row takes several lines, the rows are counted instead. */
function rowsOf({ lines, withoutLines }: Table, { meaning, query }: DropFile): LegacyRow[] {
  const counted = withoutLines === true || lines.some(({ span }) => span > 1);
  return lines.map(({ line, cells, malformed }, index) => {
    const ref = counted ? `record ${index + 1}` : `line ${line}`;
    const known = { ...cells, [FILE_ON]: meaning.on, [FILE_KIND]: meaning.kind };
    if (malformed !== undefined) {
      const kept = Object.entries(known).filter(
        ([column]) => query.concerns.includes(column) || column.startsWith('@'),
      );
      return { ref, cells: Object.fromEntries(kept), malformed };
    }
    return { ref, cells: known };
  });
}
