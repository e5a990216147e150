import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLScalarType, parse } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import { localDay } from '../connector/timetable.ts';
import type { Subgraph, SubgraphContext } from '../subgraph.ts';
import { connectorOf, handIn } from './hand-in.ts';
import { readGrounds, readUploadInput, requireOfficer, type UploadInput } from './input.ts';
import { listUploads, type Upload } from './kept-uploads.ts';
import { UploadRefused } from './refusals.ts';
import type { UploadParts } from './upload-parts.ts';
import { withdraw } from './withdraw.ts';

interface UploadsContext extends SubgraphContext {
  readonly caller: Caller | null;
  readonly requestId: string;
}

interface WithdrawInput {
  readonly department: string;
  readonly uploadId: string;
  readonly grounds: string;
}

const MOST_LISTED = 100;

/** The subgraph of what departments without a system hand in. */
export function buildUploads(parts: UploadParts): Subgraph {
  return {
    name: 'uploads',
    sdl: parts.sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(parts.sdl), resolvers: resolvers(parts) as never }),
    createContext: ({ caller, requestId }): UploadsContext => ({ errors: [], warnings: [], caller, requestId }),
  };
}

function resolvers(parts: UploadParts): Record<string, unknown> {
  return {
    CreditCode: new GraphQLScalarType({ name: 'CreditCode' }),
    DepartmentSection: { __resolveType: () => null },
    DepartmentRecord: { __resolveType: () => null },
    Query: {
      uploads: async (
        _: unknown,
        { department, first }: { readonly department: string; readonly first: number },
        { caller }: UploadsContext,
      ) => {
        requireOfficer(caller, department);
        const most = Math.min(Math.max(first, 1), MOST_LISTED);
        return { items: await listUploads(parts.database, department, most) };
      },
    },
    Mutation: {
      uploadWorkbook: (_: unknown, { input }: { readonly input: UploadInput }, context: UploadsContext) =>
        inPayload(async () => {
          const { id: by } = requireOfficer(context.caller, input.department);
          connectorOf(parts, input.department);
          const file = readUploadInput(input, by, localDay(parts.clock.now()));
          const upload = await handIn(parts, file);
          await told(parts, upload, context);
          return upload;
        }),
      withdrawUpload: (_: unknown, { input }: { readonly input: WithdrawInput }, context: UploadsContext) =>
        inPayload(async () => {
          const { department, grounds, uploadId } = input;
          const { id: by } = requireOfficer(context.caller, department);
          const upload = await withdraw(parts, { department, uploadId, by, because: readGrounds(grounds) });
          await told(parts, upload, context);
          return upload;
        }),
    },
  };
}

/** What happened goes to the log, and to whoever shows how the department stands. */
async function told({ log, lookAgain }: UploadParts, upload: Upload, { requestId }: UploadsContext): Promise<void> {
  const { department, fault, id, report, sha256, state } = upload;
  const by = upload.withdrawnBy ?? upload.uploadedBy;
  log.info({ requestId, department, upload: id, by, sha256, state, fault, rows: report?.rows }, 'a workbook upload');
  if (state === 'COMMITTED' || state === 'WITHDRAWN') await lookAgain(department);
}

interface Payload {
  readonly upload: Upload | null;
  readonly userErrors: readonly Record<'code' | 'message' | 'remedy' | 'field', string | null>[];
}

async function inPayload(command: () => Promise<Upload>): Promise<Payload> {
  try {
    return { upload: await command(), userErrors: [] };
  } catch (error) {
    if (!(error instanceof UploadRefused) || error.code === 'ACTION_NOT_ALLOWED') throw error;
    const { code, field, message, remedy } = error;
    return { upload: null, userErrors: [{ code, message, remedy, field }] };
  }
}
