import type { DisclosedSection } from '../../schema/disclosure.ts';
import { isRecord } from '../sources/read-answer.ts';
import type { HiddenKeys } from './hidden-fields.ts';

/** Whom an answer is about. */
export interface Findings {
  readonly organisations: ReadonlySet<string>;
  readonly measures: ReadonlySet<string>;
  readonly sections: readonly FoundSection[];
}

/** A section, and until when it holds without asking its department anew; null: nobody says. */
export interface FoundSection extends DisclosedSection {
  readonly freshUntil: string | null;
}

interface Gathering {
  readonly organisations: Set<string>;
  readonly measures: Set<string>;
  readonly sections: FoundSection[];
  readonly keys: HiddenKeys;
}

/** Reads whom an answer is about from what was asked for beside it, and takes that out of the answer. */
export function takeFindings(data: unknown, keys: HiddenKeys): Findings {
  const found: Gathering = { organisations: new Set(), measures: new Set(), sections: [], keys };
  walk(data, null, found);
  const { measures, organisations, sections } = found;
  return { measures, organisations, sections };
}

/** `about` is the organisation of the nearest object around this one that has a single one. */
function walk(value: unknown, about: string | null, found: Gathering): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, about, found);
    return;
  }
  if (!isRecord(value)) return;
  const own = take(value, about, found);
  for (const key in value) {
    const inner = value[key];
    if (typeof inner === 'object' && inner !== null) walk(inner, own, found);
  }
}

function take(value: Record<string, unknown>, about: string | null, found: Gathering): string | null {
  const { keys } = found;
  const codes = keys.subject in value || keys.measure in value ? takeSubject(value, found) : [];
  const own = codes.length === 1 ? codes[0]! : about;
  const source = value[keys.source];
  hide(value, keys.source);
  hide(value, keys.refusals);
  if (isRecord(source)) found.sections.push(readSection(source, own));
  return own;
}

function takeSubject(value: Record<string, unknown>, found: Gathering): string[] {
  const { keys, measures, organisations } = found;
  const { [keys.measure]: measure, [keys.subject]: subject } = value;
  hide(value, keys.measure);
  hide(value, keys.subject);
  if (typeof measure === 'string') measures.add(measure);
  if (isRecord(subject)) return takeSubject(subject, found);
  const codes = [subject].flat().filter((one) => typeof one === 'string');
  for (const code of codes) organisations.add(code);
  return codes;
}

/** Not written, as if it were not there. To delete it would make the object, and writing it, several times slower. */
function hide(value: Record<string, unknown>, key: string): void {
  if (key in value) value[key] = undefined;
}

function readSection(source: Readonly<Record<string, unknown>>, organisation: string | null): FoundSection {
  const { asOf, department, freshUntil, state } = source;
  return {
    organisation: organisation ?? '',
    department: String(department),
    state: String(state),
    asOf: typeof asOf === 'string' ? asOf : null,
    freshUntil: typeof freshUntil === 'string' ? freshUntil : null,
  };
}
