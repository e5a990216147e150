/** The part of the catalogue of errors that is about what a caller may ask, and for what. */
import { GatewayError } from './errors.ts';

/** A field that this caller may not see, at this path or at all; `missing` says what it would take. */
export class UnauthorizedField extends GatewayError {
  readonly code = 'UNAUTHORIZED_FIELD';
  constructor(field: string, missing: Readonly<Record<string, unknown>>, at: string) {
    super(
      `${field} is withheld: ${sentence(missing)}.`,
      'Ask for what your role may see, or have the right granted by your department.',
      { field, missing, at },
    );
  }
}

function sentence(missing: Readonly<Record<string, unknown>>): string {
  if ('level' in missing) return `it needs the level ${String(missing.level)}`;
  if ('rights' in missing) return `it needs the right ${(missing.rights as string[]).join(' or ')}`;
  if ('purposes' in missing) return `it is given for the purpose ${(missing.purposes as string[]).join(' or ')} only`;
  if ('department' in missing) return "an officer is given its own department's, and no other's";
  if ('organisation' in missing) return 'a representative asks about the organisation that it represents, and no other';
  return 'the schema does not say who may see it';
}

const how =
  'Send one of the codes in "purposes" as the header x-purpose, with x-case where there is a case number, ' +
  'or as {"purpose": …, "case": …} in the "extensions" of the request.';

abstract class PurposeError extends GatewayError {
  override readonly status: number = 400;
}

/** Data was asked for without a word on what for. */
export class PurposeMissing extends PurposeError {
  readonly code = 'PURPOSE_MISSING';
  constructor(purposes: Readonly<Record<string, string>>) {
    super('A query of data has to say what for.', how, { purposes });
  }
}

/** The purpose is not in the list. */
export class PurposeUnknown extends PurposeError {
  readonly code = 'PURPOSE_UNKNOWN';
  constructor(purposes: Readonly<Record<string, string>>) {
    super('The purpose of this request is none that there is.', how, { purposes });
  }
}

/** The purpose is none of this caller's role. */
export class PurposeNotAllowed extends PurposeError {
  readonly code = 'PURPOSE_NOT_ALLOWED';
  override readonly status = 403;
  constructor(purpose: string, purposes: Readonly<Record<string, string>>) {
    super(`The purpose ${purpose} is not one for callers of this role.`, how, { purpose, purposes });
  }
}

/** The purpose needs the number of a case, or what was given for one is none. */
export class CaseMissing extends PurposeError {
  readonly code = 'CASE_MISSING';
  constructor(purpose: string) {
    super(
      `A request for ${purpose} has to name its case properly.`,
      'Send the case number, at most 100 characters, as the header x-case (in UTF-8, percent-encoded) or as "case" in the extensions.',
      { purpose },
    );
  }
}
