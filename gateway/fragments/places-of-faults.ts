import type { Answer } from '../sources/backend.ts';
import { isRecord } from '../sources/read-answer.ts';

interface Asked {
  readonly isList: boolean;
  readonly codes: readonly (string | null)[];
}

/** Those of whom an answer says something with an error or a warning; one that names nobody concerns all. */
export function faultyPlaces(answer: Answer, { codes, isList }: Asked): ReadonlySet<number> | 'all' {
  const { errors = [], extensions } = answer;
  const { warnings = [] } = extensions ?? {};
  if (errors.length === 0 && Array.isArray(warnings) && warnings.length === 0) return none;
  if (!isList || !Array.isArray(warnings)) return 'all';
  const faulty = new Set<number>();
  for (const { path } of errors) {
    const place = path?.[1];
    if (typeof place !== 'number') return 'all';
    faulty.add(place);
  }
  for (const warning of warnings as readonly unknown[]) {
    const code = isRecord(warning) ? warning['creditCode'] : undefined;
    const places = codes.flatMap((one, at) => (one === code ? [at] : []));
    if (places.length === 0) return 'all';
    for (const place of places) faulty.add(place);
  }
  return faulty;
}

const none: ReadonlySet<number> = new Set();
