import type { Reading } from '../connector/reading.ts';
import type { Difference } from './difference.ts';

/** What was found in an upload; of rows only their places and what is wrong. */
export interface UploadReport {
  readonly rows: number;
  readonly records: number;
  readonly naturalPersons: number;
  readonly notRecords: number;
  readonly unlinked: number;
  readonly repeated: number;
  readonly rejected: number;
  readonly sheets: readonly SheetReport[];
}

interface SheetReport extends Difference {
  readonly recordSet: string;
  readonly rows: number;
  readonly records: number;
  readonly ignoredLines: number;
  readonly faults: readonly RowFault[];
}

interface RowFault {
  readonly row: string;
  readonly kind: 'REJECTED' | 'UNLINKED' | 'REPEATED';
  readonly code: string;
  readonly detail: string | null;
}

export interface SheetRead {
  readonly recordSet: string;
  readonly reading: Reading;
  readonly ignored: number;
}

/** Puts together what was read of each sheet, and what it changes. */
export function reportOf(sheets: readonly SheetRead[], difference: (recordSet: string) => Difference): UploadReport {
  const sum = (count: (reading: Reading) => number) => sheets.reduce((all, { reading }) => all + count(reading), 0);
  const dropped = (reason: string) => (reading: Reading) =>
    reading.dropped.filter((one) => one.reason === reason).length;
  return {
    rows: sum(({ rows }) => rows),
    records: sum(({ facts }) => facts.length),
    naturalPersons: sum(dropped('NATURAL_PERSON')),
    notRecords: sum(dropped('NOT_A_PENALTY')),
    unlinked: sum(({ unlinked }) => unlinked.length),
    repeated: sum(({ repeated }) => repeated.length),
    rejected: sum(({ rejected }) => rejected.length),
    sheets: sheets.map(({ ignored, reading, recordSet }) => ({
      recordSet,
      rows: reading.rows,
      records: reading.facts.length,
      ignoredLines: ignored,
      ...difference(recordSet),
      faults: faultsOf(reading),
    })),
  };
}

/** Few rows may all be odd; of many, most are not: something else is wrong with the sheet. */
export function isMostlyUnreadable({ rejected, rows }: UploadReport): boolean {
  return rows >= 4 && rejected * 2 > rows;
}

function faultsOf({ rejected, repeated, unlinked }: Reading): RowFault[] {
  return [
    ...rejected.map(({ detail, reason, rowRef }) => ({ row: rowRef, kind: 'REJECTED' as const, code: reason, detail })),
    ...unlinked.map(({ reason, rowRef }) => ({ row: rowRef, kind: 'UNLINKED' as const, code: reason, detail: null })),
    ...repeated.map(({ rowRef, sameAs }) => ({
      row: rowRef,
      kind: 'REPEATED' as const,
      code: 'SAME_RECORD',
      detail: `repeats ${sameAs}`,
    })),
  ];
}
