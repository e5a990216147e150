import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { AnswerUnreadable } from './answer-unreadable.ts';

/** SM4 in CBC mode with PKCS #7 padding (GB/T 32907-2016), in standard Base64 without line breaks. */
export interface SmCipher {
  seal(plain: string): string;
  /** Throws AnswerUnreadable for what was not sealed with this key. */
  open(body: string): string;
}

/** Key and fixed initialisation vector, 32 hexadecimal digits each. */
export function createSmCipher(key: string, iv: string): SmCipher {
  const [keyBytes, ivBytes] = [Buffer.from(key, 'hex'), Buffer.from(iv, 'hex')];
  return {
    seal(plain) {
      const cipher = createCipheriv('sm4-cbc', keyBytes, ivBytes);
      return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
    },
    open(body) {
      const sealed = Buffer.from(body, 'base64');
      if (sealed.toString('base64') !== body) throw new AnswerUnreadable('the body is no standard Base64');
      try {
        const decipher = createDecipheriv('sm4-cbc', keyBytes, ivBytes);
        const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
        return new TextDecoder('utf-8', { fatal: true }).decode(plain);
      } catch {
        throw new AnswerUnreadable('the body was not sealed with the agreed key');
      }
    },
  };
}

/** SM3 (GB/T 32905-2016) of the bytes of a sealed body: 64 hexadecimal digits in lower case. */
export function bodyDigest(body: string): string {
  return createHash('sm3').update(body, 'latin1').digest('hex');
}
