import { createHash } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import ssh2, { type SFTPWrapper } from 'ssh2';
import {
  DepartmentAnswerInvalid,
  DepartmentError,
  DepartmentRefused,
  DepartmentUnavailable,
} from '../../schema/errors.ts';
import type { Runtime, Settings } from '../connector/protocol.ts';
import type { WritableFolder } from './file-drop-folder.ts';
import { listSftp, readSftp } from './file-drop-sftp-calls.ts';
import { writeSftp } from './file-drop-sftp-writing.ts';

export interface SftpPlace {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly folder: string;
  /** Whether this is the host that is meant. */
  readonly isHost: (key: Buffer) => boolean;
}

const PERMISSION_DENIED = 3;

/** Where the drop is, from its url and the settings. Throws a TypeError for a place that cannot be one. */
export function readSftpPlace(url: URL, settings: Settings, { department, log }: Runtime): SftpPlace {
  const { hostKey, password } = settings;
  const user = decodeURIComponent(url.username) || settings['user'];
  if (url.password !== '')
    throw new TypeError(`${department}: the password belongs into its own setting, not into the url`);
  if (!url.hostname || !user || !password) throw new TypeError(`${department}: host, user or password is missing`);
  let warned = false;
  return {
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: url.port === '' ? 22 : Number(url.port),
    user,
    password,
    folder: decodeURIComponent(url.pathname).replace(/(?<=.)\/+$/, '') || '/',
    isHost(key) {
      const found = fingerprint(key);
      if (hostKey !== undefined) return found === hostKey.replace(/=+$/, '');
      if (!warned)
        log.warn({ department, hostKey: found }, 'no hostKey is set: whoever answers at this address is believed');
      warned = true;
      return true;
    },
  };
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The drop behind SFTP: one connection for one look. A silent host is given up after `runtime.timeoutMs`. */
export async function openSftpFolder(place: SftpPlace, runtime: Runtime, signal: AbortSignal): Promise<WritableFolder> {
  const { department } = runtime;
  const connection = createConnection(place, runtime, signal);
  const orFailure = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw failureOf(department, error);
    }
  };
  try {
    const sftp = await orFailure(connection.opened);
    const path = (name: string) => `${place.folder === '/' ? '' : place.folder}/${name}`;
    return {
      list: () => orFailure(listSftp(sftp, place.folder)),
      read: (name, maxBytes) => orFailure(readSftp(sftp, path(name), { maxBytes, department })),
      write: (name, bytes) => orFailure(writeSftp(sftp, path(name), bytes)),
      close: connection.close,
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

interface Connection {
  readonly opened: Promise<SFTPWrapper>;
  readonly close: () => Promise<void>;
}

/** The socket is ours, so that silence, abort and close all end in the same way: whatever waits on it fails. */
function createConnection(place: SftpPlace, runtime: Runtime, signal: AbortSignal): Connection {
  const client = new ssh2.Client();
  const socket = connectSocket({ host: place.host, port: place.port, noDelay: true });
  const abort = () => socket.destroy(new Error('the look was given up'));
  socket.setTimeout(runtime.timeoutMs, () => socket.destroy(new Error('the host is silent')));
  signal.addEventListener('abort', abort, { once: true });
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
  const opened = new Promise<SFTPWrapper>((resolve, reject) => {
    let hostDiffers = false;
    // Stays for good: after an error the client may emit further ones.
    client.on('error', (error) => {
      reject(hostDiffers ? new DepartmentAnswerInvalid({ department: runtime.department }, error) : error);
    });
    client.once('close', () => reject(new Error('the connection was closed')));
    client.once('ready', () => client.sftp((error, sftp) => (error === undefined ? resolve(sftp) : reject(error))));
    client.connect({
      sock: socket,
      username: place.user,
      password: place.password,
      readyTimeout: runtime.timeoutMs,
      hostVerifier: (key: Buffer) => {
        hostDiffers = !place.isHost(key);
        return !hostDiffers;
      },
    });
  });
  // Whoever opens the folder waits for it; a connection that ends before that must not end the process.
  opened.catch(() => {});
  if (signal.aborted) abort();
  return {
    opened,
    async close() {
      client.end();
      socket.destroySoon();
      socket.setTimeout(1000, () => socket.destroy());
      await closed;
    },
  };
}

function failureOf(department: string, error: unknown): DepartmentError {
  if (error instanceof DepartmentError) return error;
  const { code, level } = error as { code?: unknown; level?: unknown };
  if (level === 'client-authentication' || code === PERMISSION_DENIED)
    return new DepartmentRefused({ department }, error);
  return new DepartmentUnavailable({ department }, error);
}
