/**
 * The HTTP status that a code has where nothing else can be answered. What GraphQL itself refuses with a status (a
 * token, a rate, a time) keeps it. The codes are those of GraphQL.
 */
const statuses: Readonly<Record<string, number>> = {
  ACTION_NOT_ALLOWED: 403,
  CASE_MISSING: 403,
  DEPARTMENT_TAKES_NO_UPLOADS: 404,
  IDEMPOTENCY_KEY_REUSED: 409,
  IDENTITY_NOT_CONFIGURED: 401,
  INTERNAL_ERROR: 500,
  NOT_FOUND: 404,
  PURPOSE_MISSING: 403,
  PURPOSE_NOT_ALLOWED: 403,
  REGISTER_UNAVAILABLE: 503,
  SERVICE_ANSWER_INVALID: 502,
  SERVICE_UNAVAILABLE: 503,
  TOKEN_MISSING: 401,
  UNAUTHORIZED_FIELD: 403,
  UPLOAD_NOT_FOUND: 404,
  UPLOAD_NOT_IN_STATE: 409,
  UPLOAD_NOT_LATEST: 409,
  UPLOAD_OUT_OF_DATE: 409,
  UPLOAD_TOO_LARGE: 413,
  UPLOAD_TOO_OLD: 409,
};

/** `DEPARTMENT_…` is a system behind the gateway; every other code is about what the client sent. */
export function statusOf(code: unknown): number {
  if (typeof code !== 'string') return 500;
  return statuses[code] ?? (code.startsWith('DEPARTMENT_') ? 503 : 400);
}
