import { createHash } from 'node:crypto';
import type { Settings } from '../connector/protocol.ts';

export type Parameters = Readonly<Record<string, string>>;

/** How a request shows for whom it asks. */
export interface Account {
  /** Settings without which nothing can be asked. */
  readonly requires: readonly string[];
  /** Made anew for every request, as a signature holds its time. */
  prove(settings: Settings, nowMs: number): Proof;
}

export interface Proof {
  /** Stand among the parameters of the question. */
  readonly parameters?: Parameters;
  /** Stand in the address, whatever becomes of the other parameters. */
  readonly query?: Parameters;
  readonly headers?: Parameters;
}

const OFFSET_MS = 8 * 3_600_000;

/** MD5 of key, secret and Beijing time without anything between them. Settings: `appKey`, `secret`. */
export function signedByMd5(names: { readonly appKey: string; readonly sign: string; readonly time: string }): Account {
  return {
    requires: ['appKey', 'secret'],
    prove({ appKey = '', secret = '' }, nowMs) {
      const time = beijingTime(nowMs);
      const sign = createHash('md5').update(`${appKey}${secret}${time}`).digest('hex');
      return { parameters: { [names.appKey]: appKey, [names.sign]: sign, [names.time]: time } };
    },
  };
}

/** A token that was given out once, in a header or as a parameter of the address. Setting: `token`. */
export function byToken(
  place: { readonly header: string; readonly prefix?: string } | { readonly parameter: string },
): Account {
  return {
    requires: ['token'],
    prove({ token = '' }) {
      if ('parameter' in place) return { query: { [place.parameter]: token } };
      return { headers: { [place.header]: `${place.prefix ?? ''}${token}` } };
    },
  };
}

/** yyyyMMddHHmmss in Asia/Shanghai. */
function beijingTime(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 19).replaceAll(/\D/g, '');
}
