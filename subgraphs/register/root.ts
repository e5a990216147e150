import { parseCreditCode, type CreditCode, type ParsedCreditCode } from '../../schema/credit-code.ts';

/** An organisation as the resolvers pass it on: its code, parsed. */
export interface Root {
  readonly parsed: ParsedCreditCode;
  readonly creditCode: CreditCode;
}

export function root(creditCode: unknown): Root {
  const parsed = parseCreditCode(creditCode);
  return { parsed, creditCode: parsed.code };
}
