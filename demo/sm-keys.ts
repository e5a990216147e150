import { readFileSync } from 'node:fs';
import { createSmCipher, type SmCipher } from '../subgraphs/protocols/http-sm-cipher.ts';
import {
  createSmSigner,
  createSmVerifier,
  type SmSigner,
  type SmVerifier,
} from '../subgraphs/protocols/http-sm-signature.ts';

interface Pair {
  readonly privateKey: string;
  readonly publicKey: string;
}
interface TestKeys {
  readonly appId: string;
  readonly sm4Key: string;
  readonly sm4Iv: string;
  readonly userId: string;
  readonly caller: Pair;
  readonly department: Pair;
}

/** A department's side of the test keys that its interface document publishes. */
export interface BureauKeys {
  readonly appId: string;
  readonly cipher: SmCipher;
  readonly signer: SmSigner;
  /** Knows the caller's signature. */
  readonly verifier: SmVerifier;
  /** What the connector of a caller is configured with. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Reads the keys of a vectors.json. */
export function readKeysFrom(file: string): BureauKeys {
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: TestKeys };
  const { appId, sm4Key, sm4Iv, userId, caller, department } = keys;
  return {
    appId,
    cipher: createSmCipher(sm4Key, sm4Iv),
    signer: createSmSigner(department.privateKey, userId),
    verifier: createSmVerifier(caller.publicKey, userId),
    settings: { appId, sm4Key, sm4Iv, privateKey: caller.privateKey, publicKey: department.publicKey },
  };
}
