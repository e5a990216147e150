import { defineRecordSet, type CommonParts, type Duration, type RecordSet } from '../connector/connector.ts';
import type { Decoder } from '../connector/decoders/decoder.ts';
import type { DateReading } from '../connector/decoders/dates.ts';
import { text } from '../connector/decoders/text.ts';
import { keyColumns } from '../connector/edge.ts';
import { soundRow } from './spreadsheet-errors.ts';
import type { SheetQuery } from './spreadsheet-query.ts';

/** What all sheets of one department's workbook have in common. */
export interface Form {
  /** Who issues what no column says the issuer of. */
  readonly bureau: string;
  readonly edition: string;
  /** The column that only counts the lines. */
  readonly serial: string;
  readonly remark: string;
  readonly freshFor: Duration;
  readonly keepFor: Duration;
}

type Declared = Omit<RecordSet, 'query' | 'catalogue' | 'record' | 'freshFor' | 'keepFor'>;

/** One sheet: a record set without what follows from the form. */
export interface FormSheet extends Declared {
  readonly sheet: string;
  /** Other names under which a column is accepted. */
  readonly aliases?: SheetQuery['aliases'];
  /** Item of the catalogue. */
  readonly item: string;
  readonly record: Omit<CommonParts, 'authority' | 'documentOn'> & {
    readonly authority?: Decoder<string>;
    readonly documentOn: Decoder<DateReading>;
  };
  /** Columns that a rule reads beside those of the decoders. */
  readonly further?: readonly string[];
}

const days = new Set(['Date', 'Until']);

/**
 * The record sets of a workbook that clerks lay out themselves. Which columns a sheet needs, and which of them hold
 * days, follows from what is read of it; persons' columns may be absent. A row with a failed formula is refused.
 */
export function defineForm(form: Form): (sheet: FormSheet) => RecordSet<SheetQuery> {
  return ({ aliases, further = [], item, sheet, ...declared }) => {
    const common = Object.values(declared.record).filter((part) => typeof part === 'object') as Decoder<unknown>[];
    const decoders = [...common, ...Object.values(declared.fields)];
    const { subject } = declared;
    const name = subject.name === undefined ? [] : [subject.name];
    const columns = [...keyColumns(declared), ...name, ...decoders.flatMap((one) => one.columns), ...further];
    const needed = [...new Set(columns)];
    return defineRecordSet<SheetQuery>({
      ...declared,
      query: {
        sheet,
        columns: needed,
        optional: [...(declared.personal ?? []), ...(subject.personalNumbers ?? []), form.remark].filter(
          (column) => !needed.includes(column),
        ),
        ...(aliases === undefined ? {} : { aliases }),
        dates: [...new Set(decoders.filter(({ type }) => days.has(type)).flatMap((one) => one.columns))],
        layout: { serial: form.serial },
      },
      catalogue: { item, edition: form.edition },
      record: {
        authority: form.bureau,
        remark: text(form.remark),
        ...declared.record,
        documentOn: soundRow(needed, declared.record.documentOn),
      },
      freshFor: form.freshFor,
      keepFor: form.keepFor,
    });
  };
}
