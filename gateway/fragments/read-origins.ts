import type { FoundSection } from '../disclosures/findings.ts';
import { isRecord } from '../sources/read-answer.ts';
import type { ShapedSection } from './fetch-shape.ts';

/** What the sections of an organisation say of where they come from; null: one does not. */
export function readOrigins(
  said: Readonly<Record<string, unknown>>,
  sections: readonly ShapedSection[],
  creditCode: string,
): FoundSection[] | null {
  const found: FoundSection[] = [];
  for (const { department, key, source } of sections) {
    // Left out by a condition of the operation.
    if (!Object.hasOwn(said, key)) continue;
    const section = said[key];
    const origin = isRecord(section) ? section[source] : undefined;
    if (!isRecord(origin)) return null;
    const { asOf, freshUntil, state } = origin;
    found.push({
      organisation: creditCode,
      department,
      state: String(state),
      asOf: typeof asOf === 'string' ? asOf : null,
      freshUntil: typeof freshUntil === 'string' ? freshUntil : null,
    });
  }
  return found;
}
