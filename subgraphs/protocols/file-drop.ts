import type { DeliveringProtocol } from '../connector/protocol.ts';
import { findDropFolder } from './file-drop-folder.ts';
import { lookIntoDrop } from './file-drop-look.ts';
import type { DropQuery } from './file-drop-query.ts';

const MIB = 1024 * 1024;

/**
 * Files dropped into a folder, each with a flag `.ok` (it is complete) and its digest `.md5`. Nothing is ever written
 * or deleted there. Settings: `url` (file:///folder or sftp://user@host:port/folder), `password`, `hostKey` (SHA256:…
 * as ssh-keygen prints it; without it any host is believed), `maxFileMb` (256).
 */
export const fileDrop: DeliveringProtocol = {
  name: 'file drop (SFTP)',
  mode: 'delivered',
  connect(settings, runtime) {
    const open = findDropFolder(settings, runtime);
    const maxBytes = Math.floor(Number(settings['maxFileMb'] ?? '256') * MIB);
    if (!(maxBytes > 0)) throw new TypeError(`${runtime.department}: maxFileMb is not a number above 0`);
    const closing = new AbortController();
    const mentioned = new Set<string>();
    return {
      async collect(recordSets, known, signal) {
        const folder = await open(AbortSignal.any([signal, closing.signal]));
        try {
          const queries = recordSets as Readonly<Record<string, DropQuery>>;
          return await lookIntoDrop({ folder, queries, known, runtime, maxBytes, mentioned });
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
