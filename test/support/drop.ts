import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import iconv from 'iconv-lite';
import { pino } from 'pino';
import type { Collected, Delivery, FailedDelivery, Known, Runtime } from '../../subgraphs/connector/protocol.ts';

/** A folder into which a department drops its files, each with its flag and digest unless told otherwise. */
export interface Drop {
  readonly folder: string;
  readonly url: string;
  put(name: string, content: string | Buffer, flags?: { ok?: boolean; md5?: string | null; atMs?: number }): void;
  /** Copies all files of another folder over what is there, as of a moment. */
  putAll(from: string, atMs: number): void;
  remove(): void;
}

export function createDrop(): Drop {
  const folder = mkdtempSync(join(tmpdir(), 'drop-'));
  const touch = (name: string, atMs: number) => utimesSync(join(folder, name), atMs / 1000, atMs / 1000);
  let lastMs = Date.parse('2026-07-01T05:30:00+08:00');
  return {
    folder,
    url: pathToFileURL(folder).href,
    put(name, content, { ok = true, md5, atMs = (lastMs += 1000) } = {}) {
      const bytes = typeof content === 'string' ? iconv.encode(content, 'gb18030') : content;
      const flag = md5 === undefined ? `${createHash('md5').update(bytes).digest('hex')}  ${name}\r\n` : md5;
      const files = {
        [name]: bytes,
        ...(flag === null ? {} : { [`${name}.md5`]: flag }),
        ...(ok ? { [`${name}.ok`]: '' } : {}),
      };
      for (const [file, data] of Object.entries(files)) {
        writeFileSync(join(folder, file), data);
        touch(file, atMs);
      }
    },
    putAll(from, atMs) {
      for (const name of readdirSync(from)) {
        copyFileSync(join(from, name), join(folder, name));
        touch(name, atMs);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Knows what was handed to it; stands for what the engine keeps in its database. */
export interface Memory extends Known {
  keep(collected: Collected): void;
}

export function createMemory(): Memory {
  const digests = new Map<string, string>();
  return {
    digestOf: (recordSet, name) => digests.get(`${recordSet} ${name}`),
    cursor: () => undefined,
    keep({ deliveries }) {
      for (const one of deliveries.filter(isDelivery)) digests.set(`${one.recordSet} ${one.name}`, one.digest);
    },
  };
}

export function isDelivery(one: Delivery | FailedDelivery): one is Delivery {
  return !('error' in one);
}

export function deliveries({ deliveries: all }: Collected): Delivery[] {
  return all.filter(isDelivery);
}

/** Name and error code of what could not be taken. */
export function failures({ deliveries: all }: Collected): { name: string; code: unknown }[] {
  return all.flatMap((one) =>
    isDelivery(one) ? [] : [{ name: one.name, code: (one.error as { code?: unknown }).code }],
  );
}

export function testRuntime(at: string, timeoutMs = 2000): Runtime & { readonly logged: string[] } {
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  return { department: 'state-tax', clock: { now: () => Date.parse(at) }, log, timeoutMs, logged };
}
