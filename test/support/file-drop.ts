import type { Collected, Known } from '../../subgraphs/connector/protocol.ts';
import { fileDrop } from '../../subgraphs/protocols/file-drop.ts';
import type { DropQuery } from '../../subgraphs/protocols/file-drop-query.ts';
import { createMemory, testRuntime } from './drop.ts';

/** Files of one record set, in a form that no department uses: what the protocol does is its own. */
export const fines: DropQuery = {
  file(name) {
    const [, kind, day, number] = /^FINES_([FZ])_(\d\d)_(\d{3})\.csv$/.exec(name) ?? [];
    return number === undefined ? null : { kind: kind === 'F' ? 'FULL' : 'INCREMENT', on: `2026-07-${day}`, number };
  },
  encoding: 'gb18030',
  columns: { required: ['KEY', 'NAME'], optional: ['NOTE'] },
  concerns: ['KEY'],
  needsFull: true,
};
export const now = '2026-07-09T10:00:00+08:00';
export const UNAVAILABLE = 'DEPARTMENT_UNAVAILABLE';
export const INVALID = 'DEPARTMENT_ANSWER_INVALID';

export async function look(
  settings: Readonly<Record<string, string>>,
  known: Known = createMemory(),
  runtime = testRuntime(now),
): Promise<Collected> {
  const system = fileDrop.connect(settings, runtime);
  try {
    return await system.collect({ fines }, known, AbortSignal.timeout(10_000));
  } finally {
    await system.close();
  }
}

/** A file under the header of those files. */
export function file(...lines: readonly string[]): string {
  return ['KEY,NAME,NOTE', ...lines].map((line) => `${line}\r\n`).join('');
}
