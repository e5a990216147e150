import { EligibilityRefused } from './refusals.ts';

interface UserError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly field: string | null;
}

/** The payload of a command: what it brought about under `name`, or what is wrong with its input. */
export async function inPayload<Name extends string, Result>(
  name: Name,
  command: () => Promise<Result>,
): Promise<{ readonly [Key in Name]: Result | null } & { readonly userErrors: readonly UserError[] }> {
  try {
    return payload(name, await command(), []);
  } catch (error) {
    if (!(error instanceof EligibilityRefused)) throw error;
    const { code, field, message, remedy } = error;
    return payload(name, null, [{ code, field, message, remedy }]);
  }
}

function payload<Name extends string, Result>(name: Name, result: Result, userErrors: readonly UserError[]) {
  return { [name]: result, userErrors } as { readonly [Key in Name]: Result } & {
    readonly userErrors: readonly UserError[];
  };
}
