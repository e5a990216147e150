import type { Settings } from '../connector/protocol.ts';
import { createSmCipher, type SmCipher } from './http-sm-cipher.ts';
import { createSmSigner, createSmVerifier, type SmSigner, type SmVerifier } from './http-sm-signature.ts';

/** What both sides of an interface with the national algorithms (GM/T) have agreed on. */
export interface SmKeys {
  readonly appId: string;
  readonly cipher: SmCipher;
  /** Signs as ourselves. */
  readonly signer: SmSigner;
  /** Knows the department's signature. */
  readonly verifier: SmVerifier;
}

export const smSettings = ['appId', 'sm4Key', 'sm4Iv', 'privateKey', 'publicKey'] as const;

/** User id that goes into every signature where two sides agree on none (GM/T 0009). */
export const DEFAULT_USER_ID = '1234567812345678';

/**
 * Reads the settings `appId`, `sm4Key`, `sm4Iv`, `privateKey` (ours) and `publicKey` (the department's, with or without
 * its leading 04), hexadecimal in either case. Throws naming the setting that is none of these, never its value.
 */
export function readSmKeys(settings: Settings, department: string, userId: string): SmKeys {
  const hex = (key: (typeof smSettings)[number], form: RegExp): string => {
    const value = (settings[key] ?? '').trim().toLowerCase();
    if (!form.test(value)) throw unusable(department, key);
    return value;
  };
  const publicKey = hex('publicKey', /^(?:04)?[0-9a-f]{128}$/);
  const privateKey = hex('privateKey', /^[0-9a-f]{64}$/);
  return {
    appId: settings['appId'] ?? '',
    cipher: createSmCipher(hex('sm4Key', /^[0-9a-f]{32}$/), hex('sm4Iv', /^[0-9a-f]{32}$/)),
    signer: usable('privateKey', department, () => createSmSigner(privateKey, userId)),
    verifier: usable('publicKey', department, () => createSmVerifier(publicKey.padStart(130, '04'), userId)),
  };
}

function usable<T>(key: string, department: string, create: () => T): T {
  try {
    return create();
  } catch {
    throw unusable(department, key);
  }
}

function unusable(department: string, key: string): Error {
  return new Error(`setting ${key} of ${department} is no such key: its length, or its digits, are wrong`);
}
