import type { Queries } from '../database/database.ts';
import { putBack } from './before.ts';
import { beforeOf, findUpload, markWithdrawn, type Upload } from './kept-uploads.ts';
import { refuse } from './refusals.ts';
import { oneAtATime, type UploadParts } from './upload-parts.ts';

export interface Withdrawing {
  readonly department: string;
  readonly uploadId: string;
  readonly because: string;
  /** Account of the officer. */
  readonly by: string;
}

/**
 * Withdraws the latest upload: what the department stated before stands again, exactly. Who did it, when and why
 * stays with the upload. @throws UploadRefused
 */
export async function withdraw({ clock, database }: UploadParts, given: Withdrawing): Promise<Upload> {
  const { because, by, department, uploadId } = given;
  const atMs = clock.now();
  return database.transaction(async (queries) => {
    await oneAtATime(queries, department);
    const upload = await findUpload(queries, department, uploadId);
    if (upload === null) return refuse('UPLOAD_NOT_FOUND', 'uploadId');
    if (upload.state !== 'COMMITTED') return refuse('UPLOAD_NOT_IN_STATE', 'uploadId');
    if (await isOvertaken(queries, given)) return refuse('UPLOAD_NOT_LATEST', 'uploadId');
    const before = await beforeOf(queries, uploadId);
    if (before === null) return refuse('UPLOAD_TOO_OLD', 'uploadId');
    await putBack(queries, department, before);
    await markWithdrawn(queries, { id: uploadId, by, because, atMs });
    return (await findUpload(queries, department, uploadId))!;
  });
}

/** Whether anything that the department states came after it, by whatever way. */
async function isOvertaken(queries: Queries, { department, uploadId }: Withdrawing): Promise<boolean> {
  const [later] = await queries.query(
    `SELECT 1 FROM deliveries WHERE department = $1
       AND position > (SELECT max(position) FROM deliveries WHERE department = $1 AND name = $2) LIMIT 1`,
    [department, `upload ${uploadId}`],
  );
  return later !== undefined;
}
