import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Signs the links of the chain (Ed25519). */
export interface Signer {
  readonly keyId: string;
  readonly publicKey: KeyObject;
  /** Base64. */
  sign(link: Buffer): string;
}

/** Where an installation keeps its key when none is configured. */
export function keptKeyFile(dataDir: string): string {
  return join(dataDir, 'disclosure-key.pem');
}

/** The key of this file (PEM, Ed25519). @throws Error that says what is wrong with it. */
export function readSigner(file: string): Signer {
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(file));
  } catch (cause) {
    throw new Error(`${file} holds no private key in PEM`, { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} holds no Ed25519 key`);
  return signerOf(key);
}

/** The key kept beside the embedded database, made when there is none; without a folder one that dies with the process. */
export function keptSigner(dataDir: string | null): Signer {
  const made = () => generateKeyPairSync('ed25519').privateKey;
  if (dataDir === null) return signerOf(made());
  const file = keptKeyFile(dataDir);
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, made().export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true });
    } catch (error) {
      // Another process of this folder was first.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readSigner(file);
}

/** The public key of a PEM file, which may hold the private one. @throws Error that names the file */
export function readPublicKey(file: string): KeyObject {
  try {
    return createPublicKey(readFileSync(file));
  } catch (cause) {
    throw new Error(`${file} holds no key in PEM; name those with which the log was signed by --key`, { cause });
  }
}

export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

export function isSignedBy(publicKey: KeyObject, link: Buffer, signature: string): boolean {
  return verify(null, link, publicKey, Buffer.from(signature, 'base64'));
}

function signerOf(key: KeyObject): Signer {
  const publicKey = createPublicKey(key);
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (link) => sign(null, link, key).toString('base64'),
  };
}
