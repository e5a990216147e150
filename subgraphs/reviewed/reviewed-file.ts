import { readFileSync } from 'node:fs';
import { Fields } from './fields.ts';

/** A reviewed file (catalogue, deadlines, repair rules) does not say what it has to; `faults` names every place. */
export class ReviewedFileFaulty extends Error {
  readonly faults: readonly string[];

  constructor(file: string, faults: readonly string[], cause?: unknown) {
    super(`${file} has faults:\n${faults.join('\n')}`, cause === undefined ? undefined : { cause });
    this.name = 'ReviewedFileFaulty';
    this.faults = faults;
  }
}

/**
 * Parses a reviewed file, naming every fault at once.
 * @throws ReviewedFileFaulty
 */
export function readReviewedFile<Content>(file: string, read: (fields: Fields) => Content): Content {
  const faults: string[] = [];
  const fields = new Fields(parseJson(file), 'the file:', faults);
  const content = read(fields);
  fields.nothingElse();
  if (faults.length > 0) throw new ReviewedFileFaulty(file, faults);
  return content;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new ReviewedFileFaulty(file, ['cannot be read as JSON'], cause);
  }
}
