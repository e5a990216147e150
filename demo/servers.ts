import { readAddress, type ExchangeAddress } from '../subgraphs/protocols/sql-exchange-address.ts';

/** Addresses of real database servers that departments' exchange databases are put on; null: none. */
export interface Servers {
  readonly postgres: string | null;
  readonly mariadb: string | null;
}

/** Reads DEMO_POSTGRES_URL and DEMO_MARIADB_URL. Throws a RangeError that names the setting and never its content. */
export function readServers(environment: Readonly<Record<string, string | undefined>>): Servers {
  const read = (setting: string, family: ExchangeAddress['family']) => {
    const url = environment[setting] ?? '';
    if (url === '') return null;
    if (familyOf(url) === family) return url;
    throw new RangeError(`${setting} is no ${family}:// address`);
  };
  return { postgres: read('DEMO_POSTGRES_URL', 'postgres'), mariadb: read('DEMO_MARIADB_URL', 'mysql') };
}

function familyOf(url: string): string {
  try {
    return readAddress({ url }, '').family;
  } catch {
    return '';
  }
}
