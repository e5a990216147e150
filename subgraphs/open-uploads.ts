import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeBus } from '../schema/changes/change.ts';
import { departmentSdl } from '../schema/subgraph-sdl.ts';
import { endsWithin } from './ends-within.ts';
import { directoryOf } from './register/load-directory.ts';
import type { Served } from './serve-department.ts';
import type { Subgraph } from './subgraph.ts';
import { buildUploads } from './uploads/build-uploads.ts';
import type { UploadParts } from './uploads/upload-parts.ts';

export interface OpenUploadsParts extends Pick<UploadParts, 'clock' | 'database' | 'departments' | 'log'> {
  /** Told what a workbook, or its withdrawal, has changed. */
  readonly changes: ChangeBus;
  /** Departments of this process. */
  readonly served: readonly Served[];
}

/** What was taken is taken; a slow folder beside it keeps nobody waiting. */
const LOOK_MS = 2000;

/** The subgraph of uploads. A workbook is taken wherever it is served: the database is that of all processes. */
export function openUploads({ changes, served, ...around }: OpenUploadsParts): Subgraph {
  return buildUploads({
    ...around,
    directory: directoryOf,
    lookAgain: async (name) => {
      changes.publish({ departments: [name] });
      const here = served.find(({ department }) => department.name === name);
      if (here !== undefined) await endsWithin(here.collect(), LOOK_MS);
    },
    newId: () => randomUUID(),
    sdl: departmentSdl(readFileSync(join(import.meta.dirname, 'uploads/schema.graphql'), 'utf8')),
  });
}
