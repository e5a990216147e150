import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Group } from './group.ts';

/** The end of the chain as this process knew it, kept outside of the database: what is cut off there shows here. */
export interface Anchor {
  readonly number: number;
  readonly link: string;
}

export interface AnchorFile {
  /** Remembers a committed group; written at most once a second. */
  note(group: Group): void;
  close(): void;
}

const everyMs = 1000;
const name = 'disclosure-anchor.json';

export function openAnchor(dataDir: string | null): AnchorFile {
  let noted: Anchor | null = null;
  let timer: NodeJS.Timeout | null = null;
  const write = () => {
    timer = null;
    if (noted === null || dataDir === null) return;
    const kept = readAnchor(dataDir);
    if (kept !== null && kept.number >= noted.number) return;
    const file = join(dataDir, name);
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(noted), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  };
  return {
    note({ link, number }) {
      noted = { number, link };
      if (dataDir !== null) timer ??= setTimeout(write, everyMs).unref();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      write();
    },
  };
}

export function readAnchor(dataDir: string): Anchor | null {
  const file = join(dataDir, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Anchor) : null;
}
