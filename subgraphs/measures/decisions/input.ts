import { ArgumentInvalid } from '../../../schema/errors.ts';
import { dayNumber } from '../../../schema/local-date.ts';
import { maskPersonalNumbers } from '../../../schema/personal-numbers.ts';
import { refuse } from '../refusals.ts';
import type { Evidence } from '../state/document.ts';

interface Fault {
  readonly field: string;
  readonly problem: string;
}

const longestText = 4000;
const mostDocuments = 50;

/**
 * Takes over what people typed: texts trimmed, and without the identity and telephone numbers of persons. Faults are
 * gathered; `settle` refuses the command with all of them.
 */
export class Input {
  readonly #faults: Fault[] = [];

  fault(field: string, problem: string): void {
    this.#faults.push({ field, problem });
  }

  text(field: string, value: string): string {
    const text = value.trim();
    if (text === '') this.fault(field, 'is empty');
    if (text.length > longestText) this.fault(field, `is longer than ${longestText} characters`);
    return maskPersonalNumbers(text);
  }

  /** A local date that exists. */
  day(field: string, value: string): string {
    try {
      dayNumber(value);
    } catch (error) {
      if (!(error instanceof ArgumentInvalid)) throw error;
      this.fault(field, 'is not a day written YYYY-MM-DD');
    }
    return value;
  }

  document(field: string, { title, sha256 }: Evidence): Evidence {
    if (!/^[0-9a-f]{64}$/.test(sha256)) this.fault(field, 'has no SHA-256 of 64 lower-case hexadecimal digits');
    return { title: this.text(`${field}.title`, title), sha256 };
  }

  documents(field: string, documents: readonly Evidence[]): readonly Evidence[] {
    if (documents.length > mostDocuments) this.fault(field, `names more than ${mostDocuments} documents`);
    return documents.slice(0, mostDocuments).map((one, at) => this.document(`${field}[${at}]`, one));
  }

  /** @throws MeasureRefused COMMAND_INVALID */
  settle(): void {
    if (this.#faults.length > 0) refuse('COMMAND_INVALID', { faults: this.#faults });
  }
}

/** One text and nothing else. @throws MeasureRefused COMMAND_INVALID */
export function readText(field: string, value: string): string {
  const input = new Input();
  const text = input.text(field, value);
  input.settle();
  return text;
}
