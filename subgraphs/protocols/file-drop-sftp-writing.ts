import type { SFTPWrapper } from 'ssh2';
import { answerOf, CHUNK_BYTES } from './file-drop-sftp-calls.ts';
import { unfinishedName } from './file-drop-unfinished.ts';

/** Writes a whole file under another name and then gives it its own, over one that is there. */
export async function writeSftp(sftp: SFTPWrapper, path: string, bytes: Buffer): Promise<void> {
  const unfinished = unfinishedName(path);
  const handle = await answerOf<Buffer>((done) => sftp.open(unfinished, 'w', done));
  try {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const length = Math.min(CHUNK_BYTES, bytes.length - at);
      await answerOf<void>((done) => sftp.write(handle, bytes, at, length, at, (error) => done(error, undefined)));
    }
  } finally {
    await answerOf<void>((done) => sftp.close(handle, (error) => done(error, undefined)));
  }
  await replace(sftp, unfinished, path);
}

/** Version 3 of the protocol renames nothing over a file that is there: that one goes first. */
async function replace(sftp: SFTPWrapper, from: string, to: string): Promise<void> {
  const rename = () => answerOf<void>((done) => sftp.rename(from, to, (error) => done(error, undefined)));
  try {
    await rename();
  } catch (error) {
    const removed = answerOf<void>((done) => sftp.unlink(to, (failure) => done(failure, undefined)));
    await removed.catch(() => {
      throw error;
    });
    await rename();
  }
}
