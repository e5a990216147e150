import { createHash } from 'node:crypto';
import type { KeptAnswer } from '../answers/kept-answer.ts';
import { provenanceOf } from '../answers/provenance.ts';
import type { FoundSection } from '../disclosures/findings.ts';
import type { Arrangement } from './arrangements.ts';
import type { Fragment, KeptFragments } from './fragments.ts';

/** An answer made of pieces, without the tags by which answers are kept. */
export type PutTogether = Omit<KeptAnswer, 'tags'>;

interface Found {
  /** The pieces of each organisation, one after another. */
  readonly pieces: readonly Fragment<Buffer>[];
  readonly bytes: number;
}

/** null: a piece is missing. */
export function putTogether(
  arrangement: Arrangement,
  codes: readonly string[],
  pieces: KeptFragments<Buffer>,
): PutTogether | null {
  const found = find(arrangement, codes, pieces);
  if (found === null) return null;
  const sections = found.pieces.flatMap((piece) => piece.sections as FoundSection[]);
  const { body, digest } = write(found, arrangement, sections);
  return {
    status: 200,
    body,
    digest,
    account: {
      asked: codes,
      fields: arrangement.fields,
      commands: [],
      organisations: new Set(codes),
      measures: new Set(),
      sections,
    },
    operationName: arrangement.operationName,
    document: arrangement.document,
    madeAtMs: found.pieces.reduce((least, { madeAtMs }) => Math.min(least, madeAtMs), Number.POSITIVE_INFINITY),
    untilMs: found.pieces.reduce((least, { untilMs }) => Math.min(least, untilMs), Number.POSITIVE_INFINITY),
    sections: new Map([...arrangement.budgets].map(([department, each]) => [department, each * codes.length])),
  };
}

function find({ prefixes }: Arrangement, codes: readonly string[], pieces: KeptFragments<Buffer>): Found | null {
  const all: Fragment<Buffer>[] = [];
  let bytes = 0;
  for (const code of codes) {
    for (const prefix of prefixes) {
      const piece = pieces.get(prefix + code);
      if (piece === undefined) return null;
      bytes += piece.bytes;
      all.push(piece);
    }
  }
  return { pieces: all, bytes };
}

/** `{"data":{"organisations":[{…},{…}]},"extensions":{…}}`: pieces are copied, never written anew. */
function write(
  { bytes, pieces }: Found,
  { layout, notices, prefixes }: Arrangement,
  sections: readonly FoundSection[],
) {
  const extensions = {
    ...notices,
    ...(sections.length === 0 ? {} : { provenance: provenanceOf(sections, () => 'fragment') }),
  };
  const [before, after] = layout.isList ? ['[', ']'] : ['', ''];
  const opening = Buffer.from(`{"data":{${JSON.stringify(layout.key)}:${before}`);
  const said = Object.keys(extensions).length === 0 ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  const closing = Buffer.from(`${after}}${said}}\n`);
  // A comma or a bracket after each piece, and a bracket and perhaps a comma for each organisation.
  const most = opening.length + bytes + pieces.length + 2 * (pieces.length / prefixes.length) + closing.length;
  const body = Buffer.allocUnsafe(most);
  let at = opening.copy(body, 0);
  for (const [place, piece] of pieces.entries()) {
    const isFirst = place % prefixes.length === 0;
    if (isFirst && place > 0) body[at++] = comma;
    body[at++] = isFirst ? opens : comma;
    at += piece.value.copy(body, at);
    if (place % prefixes.length === prefixes.length - 1) body[at++] = closes;
  }
  const end = at + after.length + 1;
  at += closing.copy(body, at);
  const digest = createHash('sha256').update(body.subarray('{"data":'.length, end)).digest('hex');
  return { body: body.subarray(0, at), digest };
}

const [comma, opens, closes] = [...Buffer.from(',{}')] as [number, number, number];
