import { checkCharacter, organisationCodeCheck } from '../schema/check-digits.ts';

/** As many codes as wanted, up to a million: all valid, all fictional (MAXX, and areas that no office has). */
export function fictionalCodes(count: number): string[] {
  if (count > 1_000_000) throw new Error('no more than a million fictional codes');
  return Array.from({ length: count }, (_, at) => {
    const body = `MAXX${String(at % 10_000).padStart(4, '0')}`;
    const area = `5109${String(Math.floor(at / 10_000)).padStart(2, '0')}`;
    const first17 = `91${area}${body}${organisationCodeCheck(body)}`;
    return first17 + checkCharacter(first17);
  });
}
