import type { Answer, Fetch } from './backend.ts';
import { isRecord } from './read-answer.ts';

/** Several fetches as one. */
export interface Joined {
  readonly fetch: Fetch;
  /** What of its answer is for each of them, in their order. Throws for an answer that leaves open what is whose. */
  partsOf(answer: Answer): readonly Answer[];
}

/** Credit codes of representations, as warnings name them. */
export function codesAmong(representations: readonly unknown[]): ReadonlySet<unknown> {
  return new Set(representations.map((one) => (isRecord(one) ? one.creditCode : undefined)));
}

/** Without the warnings about organisations that were not asked about. */
export function extensionsFor(extensions: NonNullable<Answer['extensions']>, codes: ReadonlySet<unknown>) {
  const { warnings } = extensions;
  if (!Array.isArray(warnings)) return extensions;
  const isOwn = (warning: unknown) =>
    !isRecord(warning) || warning.creditCode === undefined || codes.has(warning.creditCode);
  return { ...extensions, warnings: warnings.filter(isOwn) };
}
