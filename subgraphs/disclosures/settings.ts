import { hashAlgorithms, type HashAlgorithm } from './merkle.ts';

/** How who looked is kept. */
export interface DisclosureSettings {
  /** PEM file of the Ed25519 key that signs; null: one of our own in the data folder. */
  readonly keyFile: string | null;
  readonly algorithm: HashAlgorithm;
  readonly graceMs: number;
  /** Months kept before the present one; null: all. */
  readonly retentionMonths: number | null;
  readonly bulkAbove: number;
  /** Purposes of which the organisation concerned is told late, and how late. */
  readonly hiddenPurposes: readonly string[];
  readonly hiddenForMs: number;
  /** Address of a time-stamping authority (RFC 3161); null: none. */
  readonly timestampUrl: string | null;
  readonly timestampEveryMs: number;
  /** How long time-stamps may fail before nothing is given out any more. */
  readonly timestampGraceMs: number;
}

const DAY_MS = 86_400_000;

export const usualDisclosures: DisclosureSettings = {
  keyFile: null,
  algorithm: 'sha256',
  graceMs: 0,
  retentionMonths: null,
  bulkAbove: 50,
  hiddenPurposes: [],
  hiddenForMs: 90 * DAY_MS,
  timestampUrl: null,
  timestampEveryMs: 60_000,
  timestampGraceMs: 4 * 3_600_000,
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Longest time for which an organisation can be kept from knowing that it was looked at. */
const longestHidingDays = 365;

/** The settings named DISCLOSURE_…; what is wrong with them is added to `faults`. */
export function readDisclosureSettings(environment: Environment, faults: string[]): DisclosureSettings {
  const usual = usualDisclosures;
  const text = (name: string) => environment[name] || null;
  const number = (name: string, [least, most]: readonly [number, number]): number | null => {
    const given = text(name);
    if (given === null) return null;
    if (/^\d{1,6}$/.test(given) && Number(given) >= least && Number(given) <= most) return Number(given);
    faults.push(`${name}: "${given}" is no whole number from ${least} to ${most}`);
    return null;
  };
  const period = (name: string, usualMs: number): number => {
    const given = text(name);
    const [, count, unit] = /^(\d{1,6})(s|m|h)$/.exec(given ?? '') ?? [];
    if (given === '0') return 0;
    if (given !== null && count === undefined)
      faults.push(`${name}: "${given}" is no duration such as 0, 30s, 10m or 4h`);
    return count === undefined
      ? usualMs
      : Number(count) * { s: 1000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h'];
  };
  const hiddenForDays = number('DISCLOSURE_HIDDEN_DAYS', [1, longestHidingDays]);
  return {
    keyFile: text('DISCLOSURE_KEY'),
    algorithm: readAlgorithm(text('DISCLOSURE_HASH'), faults),
    graceMs: period('DISCLOSURE_GRACE', usual.graceMs),
    retentionMonths: number('DISCLOSURE_RETENTION_MONTHS', [1, 1200]),
    bulkAbove: number('DISCLOSURE_BULK_ABOVE', [1, 100_000]) ?? usual.bulkAbove,
    hiddenPurposes: (text('DISCLOSURE_HIDDEN_PURPOSES') ?? '').split(',').flatMap((code) => code.trim() || []),
    hiddenForMs: hiddenForDays === null ? usual.hiddenForMs : hiddenForDays * DAY_MS,
    timestampUrl: readUrl(text('DISCLOSURE_TSA_URL'), faults),
    timestampEveryMs: period('DISCLOSURE_TSA_EVERY', usual.timestampEveryMs),
    timestampGraceMs: period('DISCLOSURE_TSA_GRACE', usual.timestampGraceMs),
  };
}

function readAlgorithm(given: string | null, faults: string[]): HashAlgorithm {
  const known = hashAlgorithms.find((one) => one === given);
  if (given !== null && known === undefined)
    faults.push(`DISCLOSURE_HASH: "${given}" is none of ${hashAlgorithms.join(', ')}`);
  return known ?? usualDisclosures.algorithm;
}

function readUrl(given: string | null, faults: string[]): string | null {
  if (given === null) return null;
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
  faults.push(`DISCLOSURE_TSA_URL: "${given}" is no http or https address`);
  return null;
}
