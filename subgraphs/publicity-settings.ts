import { dayNumber } from '../schema/local-date.ts';

/** How licences, penalties and courts' lists are published. */
export interface PublicitySettings {
  /** CSV of authorities' credit codes, `creditCode,name`; null: none, and nothing can be handed over. */
  readonly authorityCodes: string | null;
  /** First day of which decisions are reported through this gateway; null: of all. */
  readonly since: string | null;
  /** Every so many hours departments that can only be asked are asked about each known organisation; 0: never. */
  readonly sweepHours: number;
  /** Six digits with which names of packages begin. */
  readonly district: string;
}

export const usualPublicity: PublicitySettings = {
  authorityCodes: null,
  since: null,
  sweepHours: 0,
  district: '510904',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** AUTHORITY_CODES, PUBLICITY_SINCE, PUBLICITY_SWEEP_HOURS, DISTRICT_CODE. Adds what is wrong to `faults`. */
export function readPublicitySettings(environment: Environment, faults: string[]): PublicitySettings {
  const given = (name: string) => environment[name] || null;
  const since = given('PUBLICITY_SINCE');
  if (since !== null && !isDay(since)) faults.push(`PUBLICITY_SINCE: "${since}" is no day such as 2026-01-01`);
  const hours = given('PUBLICITY_SWEEP_HOURS') ?? '0';
  if (!/^\d{1,4}$/.test(hours)) faults.push(`PUBLICITY_SWEEP_HOURS: "${hours}" is not a whole number of hours`);
  const district = given('DISTRICT_CODE') ?? usualPublicity.district;
  if (!/^\d{6}$/.test(district)) faults.push(`DISTRICT_CODE: "${district}" is not the six digits of a district`);
  return { authorityCodes: given('AUTHORITY_CODES'), since, sweepHours: Number(hours), district };
}

function isDay(text: string): boolean {
  try {
    dayNumber(text);
    return true;
  } catch {
    return false;
  }
}
