import { readCreditCode } from '../../schema/credit-code.ts';
import { endOfLife } from '../answers/life.ts';
import type { FoundSection } from '../disclosures/findings.ts';
import { isRecord } from '../sources/read-answer.ts';
import type { Arrangement } from './arrangements.ts';
import { register, tagsOfFragment } from './fragment-tags.ts';
import type { Fragment, KeptFragments, Start } from './fragments.ts';
import type { Run } from './layout.ts';

/** A whole answer, as it was executed. */
export interface Taken {
  readonly data: unknown;
  readonly codes: readonly string[];
  /** In the order of the answer. */
  readonly sections: readonly FoundSection[];
  readonly arrangement: Arrangement;
  readonly from: Start;
  readonly askedAtMs: number;
  /** The first end of what it was made of; nothing taken from it lasts longer. */
  readonly untilMs: number;
  readonly keptForMs: number;
}

/** Keeps each organisation's part of an answer, run by run, as text. */
export function takePieces(taken: Taken, pieces: KeptFragments<Buffer>): void {
  const { arrangement, codes, data, from, sections } = taken;
  const { layout, prefixes } = arrangement;
  const value = isRecord(data) ? data[layout.key] : null;
  const objects: readonly unknown[] = layout.isList && Array.isArray(value) ? value : [value];
  if (objects.length !== codes.length || new Set(codes).size < codes.length) return;
  const keys = layout.runs.flatMap((run) => run.keys);
  const bySubject = Map.groupBy(sections, ({ organisation }) => organisation);
  for (const [at, object] of objects.entries()) {
    const code = codes[at]!;
    if (!isRecord(object) || !isPlain(code) || !isEqual(writtenKeys(object), keys)) continue;
    const own = bySubject.get(code) ?? [];
    for (const [place, run] of layout.runs.entries()) {
      const piece = pieceOf(object, run, code, { own, taken });
      if (piece !== null) pieces.keep(prefixes[place]! + code, piece, from);
    }
  }
}

interface Around {
  /** Sections of the organisation. */
  readonly own: readonly FoundSection[];
  readonly taken: Taken;
}

/** null: it is not to be kept. */
function pieceOf(
  object: Readonly<Record<string, unknown>>,
  { keys, owner }: Run,
  code: string,
  { own, taken }: Around,
): Fragment<Buffer> | null {
  const { askedAtMs, keptForMs, untilMs: most } = taken;
  const sections = own.filter(({ department }) => department === owner);
  if (owner !== register && sections.length !== keys.length) return null;
  const untilMs = endOfLife({ sections }, askedAtMs, keptForMs);
  if (untilMs === null) return null;
  const value = Buffer.from(keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(object[key])}`).join(','));
  return {
    value,
    bytes: value.length,
    sections,
    madeAtMs: askedAtMs,
    untilMs: Math.min(untilMs, most),
    tags: tagsOfFragment(owner, code),
  };
}

/** What is hidden stands in it with nothing to write. */
function writtenKeys(object: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(object).filter((key) => object[key] !== undefined);
}

function isPlain(code: string): boolean {
  const read = readCreditCode(code);
  return read.ok && read.value.code === code;
}

function isEqual(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}
