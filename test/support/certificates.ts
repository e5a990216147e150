import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Paths of PEM files. */
export interface CertificateFiles {
  readonly key: string;
  readonly cert: string;
  /** Of the authority. */
  readonly ca: string;
}

export interface CertificateAuthority {
  /** Issues a certificate for 127.0.0.1. */
  issue(name: string): CertificateFiles;
}

export interface Authorities extends Disposable {
  readonly folder: string;
  create(name: string): CertificateAuthority;
}

/** Certificate authorities of openssl's, in a temporary folder. */
export function openAuthorities(): Authorities {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  writeFileSync(join(folder, 'leaf.cnf'), 'subjectAltName = IP:127.0.0.1\nextendedKeyUsage = serverAuth, clientAuth\n');
  return {
    folder,
    create(authority) {
      const ca = [`${authority}.key`, `${authority}.pem`] as const;
      openssl('req', '-x509', ...newKey, '-keyout', ca[0], '-out', ca[1], '-days', '2', '-subj', `/CN=${authority}`);
      return {
        issue(name) {
          const [key, cert] = [`${authority}-${name}.key`, `${authority}-${name}.pem`];
          openssl('req', ...newKey, '-keyout', key, '-out', 'request', '-subj', `/CN=${name}`);
          const signing = ['-CA', ca[1], '-CAkey', ca[0], '-CAcreateserial', '-days', '2', '-extfile', 'leaf.cnf'];
          openssl('x509', '-req', '-in', 'request', '-out', cert, ...signing);
          return { key: join(folder, key), cert: join(folder, cert), ca: join(folder, ca[1]) };
        },
      };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
