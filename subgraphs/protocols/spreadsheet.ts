import type { DeliveringProtocol, DeliveringSystem } from '../connector/protocol.ts';
import { findDropFolder } from './file-drop-folder.ts';
import { lookForUpload } from './spreadsheet-look.ts';
import type { SheetQuery } from './spreadsheet-query.ts';
import { readUpload } from './spreadsheet-upload.ts';
import { maxFileBytes, orGivenUp } from './steady-file.ts';

/** The address of a department whose workbooks are handed in, and lie nowhere. */
const HANDED_IN = 'upload:';
const nothingToLookFor: DeliveringSystem = {
  collect: async () => ({ deliveries: [], seen: {} }),
  close: async () => {},
};

/**
 * Filled-in templates (.xlsx) that a department without a system uploads; the newest one says everything. They stand
 * in the folder in which uploads land, and stay there as they are; or they are only ever handed in to the gateway.
 * Settings: `url` (file:///folder, sftp://…, or `upload:` without a folder), `maxFileMb` (10).
 */
export const spreadsheet: DeliveringProtocol = {
  name: 'spreadsheet uploads',
  mode: 'delivered',
  readFile: (bytes, recordSets) => readUpload(bytes, recordSets as Readonly<Record<string, SheetQuery>>),
  connect(settings, runtime) {
    if (settings['url'] === HANDED_IN) return nothingToLookFor;
    const { department } = runtime;
    const open = findDropFolder(settings, runtime);
    const maxBytes = maxFileBytes(settings['maxFileMb'], 10, department);
    const closing = new AbortController();
    return {
      async collect(recordSets, known, signal) {
        const until = AbortSignal.any([signal, closing.signal]);
        const queries = recordSets as Readonly<Record<string, SheetQuery>>;
        const folder = await orGivenUp(open(until), until, department);
        try {
          return await orGivenUp(lookForUpload({ folder, queries, known, runtime, maxBytes }), until, department);
        } finally {
          await folder.close();
        }
      },
      async close() {
        closing.abort();
      },
    };
  },
};
