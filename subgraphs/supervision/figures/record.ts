import { localDay } from '../../connector/timetable.ts';
import type { Fact } from '../../connector/reading.ts';
import { share, type Contribution } from '../contribution.ts';
import type { Counting } from './counting.ts';

/** A record that was first received in the period. */
export interface RecordRow {
  readonly department: string;
  readonly recordSet: string;
  readonly recordKey: string;
  readonly fact: Pick<
    Fact,
    'recordKind' | 'effect' | 'severity' | 'documentNumber' | 'documentOn' | 'precision' | 'authority' | 'quality'
  >;
  /** ISO instants. */
  readonly receivedAt: string;
  /** When anything of this record set was first received. */
  readonly receivingSince: string;
  /** Received before the counting: when the first version of that delivery came is not known. */
  readonly carriedOver: boolean;
}

/** 发改办财金〔2018〕424号: licences and penalties are reported within this many working days of the decision. */
const reportWithin = 7;
const published: readonly string[] = ['LICENCE', 'PENALTY'];
const faulty: readonly string[] = ['CREDIT_CODE_INVALID', 'INNER_CHECK'];

export function countRecord(row: RecordRow, counting: Counting): readonly Contribution[] {
  const { carriedOver, department, fact, receivedAt, recordKey, recordSet: group } = row;
  const on = localDay(Date.parse(receivedAt));
  const item = { kind: 'RECORD', id: `${group} ${recordKey}`, measureId: null, on } as const;
  const common = { department, group, item, incomplete: carriedOver };
  const list = counting.tables.listKindOf(department, group, fact);
  const isPublished = published.includes(fact.recordKind);
  return [
    { ...common, metric: 'CODE_ERROR_RATE', ...share(fact.quality.some((one) => faulty.includes(one))) },
    ...(fact.effect === 'ADVERSE'
      ? [{ ...common, metric: 'CLASSED_RATE', ...share(fact.severity !== null) } as const]
      : []),
    ...(list === null
      ? []
      : [{ ...common, metric: 'LIST_ENTRIES', group: `${list} ${group}`, ...share(true) } as const]),
    ...(isPublished ? [{ ...common, metric: 'COMPLETENESS_RATE', ...supplied(fact) } as const] : []),
    ...(isPublished ? timely(row, common, counting) : []),
  ];
}

function supplied({ authority, documentNumber, documentOn }: RecordRow['fact']) {
  const required = [documentNumber, documentOn, authority];
  return { numerator: required.filter((one) => one !== null).length, denominator: required.length };
}

/** Decisions from before anybody received this record set say nothing about how soon it is reported. */
function timely(
  { fact, receivedAt, receivingSince }: RecordRow,
  common: Pick<Contribution, 'department' | 'group' | 'item' | 'incomplete'>,
  { count }: Counting,
): readonly Contribution[] {
  const { documentOn, precision } = fact;
  if (documentOn === null || precision !== 'day' || documentOn < localDay(Date.parse(receivingSince))) return [];
  const { days, provisional } = count(documentOn, localDay(Date.parse(receivedAt)));
  return [{ ...common, metric: 'TIMELINESS_RATE', ...share(days <= reportWithin), provisional }];
}
