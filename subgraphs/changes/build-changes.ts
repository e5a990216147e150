import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLScalarType, parse } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import type { ChangeBus } from '../../schema/changes/change.ts';
import { readCreditCode } from '../../schema/credit-code.ts';
import { TokenMissing } from '../../schema/identity-errors.ts';
import { departmentSdl } from '../../schema/subgraph-sdl.ts';
import type { RequestFacts, Subgraph, SubgraphContext } from '../subgraph.ts';

export interface ChangesParts {
  readonly bus: ChangeBus;
  /** Folders of all departments, wherever they are served. */
  readonly departments: ReadonlySet<string>;
  /** The folder's schema.graphql. */
  readonly sdl: string;
}

interface Context extends SubgraphContext {
  readonly caller: Caller | null;
}

interface Input {
  readonly idempotencyKey: string;
  readonly department: string;
  readonly creditCodes: readonly unknown[];
}

interface UserError {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly field: string | null;
}

const longestKey = 200;
const mostCodes = 1000;
/** So long does a notice wait until other processes have it; then it goes on by itself. */
const settleMs = 500;

/** The subgraph by which departments say that their records have changed. */
export function buildChanges(parts: ChangesParts): Subgraph {
  const whole = departmentSdl(parts.sdl);
  const resolvers = {
    CreditCode: new GraphQLScalarType({ name: 'CreditCode' }),
    Mutation: {
      recordsChanged: async (_: unknown, { input }: { readonly input: Input }, { caller }: Context) =>
        await take(input, caller, parts),
    },
  };
  return {
    name: 'changes',
    sdl: whole,
    schema: buildSubgraphSchema({ typeDefs: parse(whole), resolvers: resolvers as never }),
    createContext: ({ caller }: RequestFacts): Context => ({ errors: [], warnings: [], caller }),
  };
}

/** Nothing is remembered of a notice: to let go twice does no harm. @throws TokenMissing */
async function take(input: Input, caller: Caller | null, { bus, departments }: ChangesParts) {
  if (caller === null) throw new TokenMissing();
  const { creditCodes, department, idempotencyKey } = input;
  const codes = creditCodes.map((code) => readCreditCode(code));
  const fault = faultOf({ caller, department, departments, idempotencyKey, codes });
  if (fault !== null) return { told: null, userErrors: [fault] };
  const read = codes.flatMap((one) => (one.ok ? [one.value.code] : []));
  const named = read.length === 0 ? {} : { creditCodes: [...new Set(read)] };
  bus.publish({ departments: [department], ...named, byDepartment: true });
  return { told: await bus.settled(settleMs), userErrors: [] };
}

interface Judged {
  readonly caller: Caller;
  readonly department: string;
  readonly departments: ReadonlySet<string>;
  readonly idempotencyKey: string;
  readonly codes: readonly { readonly ok: boolean }[];
}

function faultOf({ caller, codes, department, departments, idempotencyKey }: Judged): UserError | null {
  if (caller.role !== 'officer' || caller.department !== department) return faults.ACTION_NOT_ALLOWED;
  if (!departments.has(department)) return faults.DEPARTMENT_NOT_FOUND;
  if (idempotencyKey.trim() === '' || idempotencyKey.length > longestKey) return faults.IDEMPOTENCY_KEY_INVALID;
  if (codes.length > mostCodes) return faults.TOO_MANY_ORGANISATIONS;
  const at = codes.findIndex(({ ok }) => !ok);
  return at === -1 ? null : { ...faults.CREDIT_CODE_INVALID, field: `creditCodes.${at}` };
}

const faults = {
  ACTION_NOT_ALLOWED: {
    code: 'ACTION_NOT_ALLOWED',
    message: 'Only the department itself says that its records have changed.',
    remedy: 'Ask with a token of an officer, or of the system, of this department.',
    field: 'department',
  },
  DEPARTMENT_NOT_FOUND: {
    code: 'DEPARTMENT_NOT_FOUND',
    message: 'There is no such department.',
    remedy: "Name the department's folder, such as court.",
    field: 'department',
  },
  IDEMPOTENCY_KEY_INVALID: {
    code: 'IDEMPOTENCY_KEY_INVALID',
    message: 'The idempotency key is empty or too long.',
    remedy: 'Give 1 to 200 characters.',
    field: 'idempotencyKey',
  },
  TOO_MANY_ORGANISATIONS: {
    code: 'TOO_MANY_ORGANISATIONS',
    message: 'The notice names more than 1,000 organisations.',
    remedy: 'Send several notices, or an empty list, which stands for all.',
    field: 'creditCodes',
  },
  CREDIT_CODE_INVALID: {
    code: 'CREDIT_CODE_INVALID',
    message: 'The credit code cannot be one.',
    remedy: 'Check its 18 places.',
    field: 'creditCodes',
  },
} as const satisfies Record<string, UserError>;
