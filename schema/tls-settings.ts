import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** How one side of a connection shows who it is, and whom it believes; PEM. */
export interface Tls {
  readonly key?: string;
  /** With the certificates between it and the authority, if there are any. */
  readonly cert?: string;
  /** Authorities whose certificates the other side must show; absent: those that Node believes. */
  readonly ca?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * <prefix>_KEY, _CERT and _CA, each the path of a PEM file; null: none is set. What cannot be used is named in `faults`,
 * without what the files hold.
 */
export function readTlsSettings(environment: Environment, prefix: string, faults: string[]): Tls | null {
  const reading = { environment, faults };
  const key = readPem(`${prefix}_KEY`, createPrivateKey, reading);
  const cert = readPem(`${prefix}_CERT`, certificatesIn, reading);
  const ca = readPem(`${prefix}_CA`, certificatesIn, reading);
  if (key === null && cert === null && ca === null) return null;
  for (const [one, other] of [
    ['KEY', 'CERT'],
    ['CERT', 'KEY'],
  ] as const)
    if (environment[`${prefix}_${one}`] && !environment[`${prefix}_${other}`])
      faults.push(`${prefix}_${other}: is needed with ${prefix}_${one}`);
  if (key?.read && cert?.read && !cert.read[0]!.checkPrivateKey(key.read))
    faults.push(`${prefix}_KEY: is not the key of the certificate in ${prefix}_CERT`);
  return {
    ...(key === null ? {} : { key: key.text }),
    ...(cert === null ? {} : { cert: cert.text }),
    ...(ca === null ? {} : { ca: ca.text }),
  };
}

interface Pem<T> {
  readonly text: string;
  /** null: a fault. */
  readonly read: T | null;
}

interface Reading {
  readonly environment: Environment;
  readonly faults: string[];
}

/** null: not set. */
function readPem<T extends KeyObject | X509Certificate[]>(
  name: string,
  parse: (text: string) => T,
  { environment, faults }: Reading,
): Pem<T> | null {
  const path = environment[name] ?? '';
  if (path === '') return null;
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
    return { text, read: parse(text) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push(`${name}: ${text === '' ? `"${path}" cannot be read (${code ?? 'empty'})` : whatIsWrong(name, path)}`);
    return { text, read: null };
  }
}

function whatIsWrong(name: string, path: string): string {
  return name.endsWith('_KEY')
    ? `"${path}" holds no private key in PEM without a passphrase`
    : `"${path}" holds no certificates in PEM`;
}

function certificatesIn(text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Error('no certificate');
  return blocks.map((block) => new X509Certificate(block));
}
