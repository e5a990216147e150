import { isIP } from 'node:net';
import type { Environment } from './read-family.ts';

/** TRUSTED_PROXIES: addresses or networks, with commas between them. What is none goes to `faults`. */
export function readProxies({ TRUSTED_PROXIES: text }: Environment, faults: string[]): readonly string[] {
  if (!text) return [];
  const proxies = text.split(',').map((one) => one.trim());
  for (const proxy of proxies.filter((one) => !isNetwork(one)))
    faults.push(`TRUSTED_PROXIES: "${proxy}" is no address such as 10.0.0.5, and no network such as 10.0.0.0/24`);
  return proxies;
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}
