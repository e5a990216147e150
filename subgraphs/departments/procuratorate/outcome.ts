import type { RuleInput } from '../../connector/connector.ts';
import { date, type DateReading } from '../../connector/decoders/dates.ts';
import { custom, type Decoder } from '../../connector/decoders/decoder.ts';

/** What the court said counts from its judgment; before, the day of the suit is all there is. */
export function judgedOrSued(judged: string, sued: string): Decoder<DateReading> {
  return custom('Date', [judged, sued], (cells) => date(judged).read(cells) ?? date(sued).read(cells));
}

/** A suit is a claim: only what a court has upheld, or the organisation has agreed to, speaks against it. */
export function isUpheld({ fields }: RuleInput): boolean {
  return ['UPHELD', 'PARTLY_UPHELD', 'SETTLED'].includes(String(fields['outcome']));
}
