import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of CPU that all processes of a name have taken so far, those of this machine's servers included. */
export function cpuMsOf(name: string): number {
  let ms = 0;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (!stat.includes(`(${name}`)) continue;
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // With those of its ended children, so that what a server's short-lived process took is not lost.
      ms += fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * 10;
    } catch {
      // It has ended in between.
    }
  }
  return ms;
}
