import { join } from 'node:path';
import { addMonths } from '../../../schema/working-days.ts';
import type { Fields } from '../../reviewed/fields.ts';
import { readReviewedFile } from '../../reviewed/reviewed-file.ts';

/** Class of an adverse record by NDRC order 36 (信用修复管理办法). */
export type RecordClass = 'MINOR' | 'ORDINARY' | 'SERIOUS';

/** How long a record of a class is published, in months from the date of its document. */
interface Publication {
  /** Earliest repair. */
  readonly leastMonths: number;
  /** Publication ends by itself. */
  readonly mostMonths: number;
}

export interface RepairEdition {
  readonly edition: string;
  readonly title: string;
  readonly inForceFrom: string;
  readonly inForceUntil: string | null;
  readonly verified: boolean;
  /** Null where the edition does not publish such records: they can be repaired as soon as duties are performed. */
  readonly publication: Readonly<Record<RecordClass, Publication | null>>;
  /** No further application for so long after false material; null: the edition says nothing. */
  readonly falseMaterialBarMonths: number | null;
  readonly remark: string | null;
}

/** A list with an exit of its own. */
export interface ListExit {
  readonly list: string;
  readonly title: string;
  /** OWNER: the list's owner removes the entry, and the initiator then withdraws; no repair is applied for here. */
  readonly exit: 'REPAIR' | 'OWNER';
  readonly earliestMonths: number | null;
  readonly source: string;
  readonly verified: boolean;
  readonly remark: string | null;
}

export interface RepairRules {
  readonly editions: readonly RepairEdition[];
  readonly lists: readonly ListExit[];
}

/** @throws ReviewedFileFaulty also when two editions are in force on one day. */
export function loadRepairRules(file: string = join(import.meta.dirname, 'repair-rules.json')): RepairRules {
  return readReviewedFile(file, (fields) => {
    const editions = fields.list('editions', readEdition);
    editions.slice(1).forEach((later, at) => {
      const until = editions[at]?.inForceUntil ?? '9999-12-31';
      if (until >= later.inForceFrom) fields.fault(`has ${later.edition} in force before the edition ahead of it ends`);
    });
    return { editions, lists: fields.list('lists', readListExit) };
  });
}

function readEdition(fields: Fields): RepairEdition {
  return {
    edition: fields.text('edition'),
    title: fields.text('title'),
    inForceFrom: fields.day('inForceFrom'),
    inForceUntil: fields.dayOrNull('inForceUntil'),
    verified: fields.flag('verified'),
    publication: fields.object('publication', (classes) => ({
      MINOR: classes.objectOrNull('MINOR', readPublication),
      ORDINARY: classes.objectOrNull('ORDINARY', readPublication),
      SERIOUS: classes.objectOrNull('SERIOUS', readPublication),
    })),
    falseMaterialBarMonths: fields.wholeOrNull('falseMaterialBarMonths', 1200),
    remark: fields.textOrNull('remark'),
  };
}

function readPublication(fields: Fields): Publication {
  const publication = { leastMonths: fields.whole('leastMonths', 1200), mostMonths: fields.whole('mostMonths', 1200) };
  if (publication.leastMonths > publication.mostMonths) fields.fault('is longest before it is shortest');
  return publication;
}

function readListExit(fields: Fields): ListExit {
  return {
    list: fields.text('list'),
    title: fields.text('title'),
    exit: fields.oneOf('exit', ['REPAIR', 'OWNER']),
    earliestMonths: fields.wholeOrNull('earliestMonths', 1200),
    source: fields.text('source'),
    verified: fields.flag('verified'),
    remark: fields.textOrNull('remark'),
  };
}

/** The edition in force on a day; null when none is known for it. */
export function editionOn(rules: RepairRules, today: string): RepairEdition | null {
  return (
    rules.editions.find(
      (one) => one.inForceFrom <= today && (one.inForceUntil === null || today <= one.inForceUntil),
    ) ?? null
  );
}

/** The days of a record's publication, as local dates. */
export interface PublicationDays {
  readonly publishableFrom: string;
  readonly repairableFrom: string;
  /** Null: not published. */
  readonly endsBy: string | null;
}

/** Counted from the date of the document, not from its publication (order 36). */
export function publicationDays(edition: RepairEdition, recordClass: RecordClass, documentOn: string): PublicationDays {
  const publication = edition.publication[recordClass];
  return {
    publishableFrom: documentOn,
    repairableFrom: addMonths(documentOn, publication?.leastMonths ?? 0),
    endsBy: publication === null ? null : addMonths(documentOn, publication.mostMonths),
  };
}

/** When publication really ends: the earliest of its longest period, a repair and a revocation. Null: not published. */
export function publicationEnd(
  { endsBy }: Pick<PublicationDays, 'endsBy'>,
  repairedOn: string | null,
  revokedOn: string | null,
): string | null {
  if (endsBy === null) return null;
  return [endsBy, repairedOn, revokedOn].filter((on) => on !== null).reduce((a, b) => (a < b ? a : b));
}
