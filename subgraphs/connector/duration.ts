import type { Duration } from './connector.ts';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** '90s', '10m', '6h' or '2d' in milliseconds. */
export function durationMs(duration: Duration): number {
  const match = /^(\d+(?:\.\d+)?)([smhd])$/.exec(duration);
  if (match === null) throw new RangeError(`"${duration}" is not a duration such as 90s, 10m, 6h or 2d`);
  return Number(match[1]) * UNIT_MS[match[2]!]!;
}
