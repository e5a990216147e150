import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TimestampAuthority extends AsyncDisposable {
  readonly url: string;
  /** From now on it answers this instead; null: as it should. */
  answerWith(reply: Buffer | null): void;
  /** Throws unless openssl finds the token good for the digest. */
  verify(token: Buffer, digest: Buffer): void;
}

/** A real time-stamping authority (RFC 3161): openssl's, with a certificate of its own, on a loopback port. */
export async function startTimestampAuthority(): Promise<TimestampAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'tsa-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  writeFileSync(
    file('tsa.cnf'),
    `[tsa]\ndefault_tsa = own\n[own]\nserial = serial\nsigner_cert = cert.pem\nsigner_key = key.pem\nsigner_digest = sha256
default_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\n[req]\ndistinguished_name = name\n[name]\n
[extensions]\nextendedKeyUsage = critical,timeStamping\n`,
  );
  writeFileSync(file('serial'), '01\n');
  const request = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
    '-days',
    '2',
  ];
  openssl(...request, '-subj', '/CN=Test TSA', '-config', 'tsa.cnf', '-extensions', 'extensions');
  let instead: Buffer | null = null;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.headers['content-type'] !== 'application/timestamp-query') return void response.writeHead(415).end();
    if (instead !== null) return void response.end(instead);
    writeFileSync(file('query'), Buffer.concat(chunks));
    openssl('ts', '-reply', '-queryfile', 'query', '-out', 'reply', '-config', 'tsa.cnf');
    response.setHeader('content-type', 'application/timestamp-reply').end(readFileSync(file('reply')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answerWith(reply) {
      instead = reply;
    },
    verify(token, digest) {
      writeFileSync(file('token'), token);
      const about = ['-digest', digest.toString('hex'), '-in', 'token', '-token_in', '-CAfile', 'cert.pem'];
      openssl('ts', '-verify', ...about);
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true });
    },
  };
}
