import type { DropFileName } from './file-drop-query.ts';

/**
 * Names of the form <catalogue>_F|Z_YYYYMMDD_NNN.<ending>: a full snapshot or an increment of one catalogue, such as
 * SW_NSXY. The reader gives null for any other name.
 */
export function dropFileName(catalogue: string, ending: 'csv' | 'xml'): (name: string) => DropFileName | null {
  const pattern = new RegExp(`^${catalogue}_([FZ])_(\\d{4})(\\d{2})(\\d{2})_(\\d{3})\\.${ending}$`);
  return (name) => {
    const [, kind, year, month, day, number] = pattern.exec(name) ?? [];
    if (number === undefined) return null;
    const on = `${year}-${month}-${day}`;
    const exists = !Number.isNaN(Date.parse(on)) && new Date(on).toISOString().startsWith(on);
    return exists ? { kind: kind === 'F' ? 'FULL' : 'INCREMENT', on, number } : null;
  };
}
