import type { CityPlatformSettings } from './city-platform/platform.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const names = { url: 'CITY_PLATFORM_URL', appKey: 'CITY_PLATFORM_APP_KEY', secret: 'CITY_PLATFORM_SECRET' } as const;

/** CITY_PLATFORM_URL, _APP_KEY and _SECRET, set together; null: none is connected. Adds what is wrong to `faults`. */
export function readCityPlatformSettings(environment: Environment, faults: string[]): CityPlatformSettings | null {
  const [url, appKey, secret] = [names.url, names.appKey, names.secret].map((name) => environment[name] ?? '') as [
    string,
    string,
    string,
  ];
  const missing = Object.values(names).filter((name) => !environment[name]);
  if (missing.length === Object.values(names).length) return null;
  faults.push(...missing.map((name) => `${name} is missing; the three settings are set together`));
  if (url !== '' && !/^https?:\/\/\S+$/.test(url)) faults.push(`${names.url}: "${url}" is no http or https address`);
  return { url, appKey, secret };
}
