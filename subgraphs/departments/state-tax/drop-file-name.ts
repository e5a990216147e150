import type { DropFileName } from '../../protocols/file-drop-query.ts';

/** SW_<catalogue>_F|Z_YYYYMMDD_NNN.csv: a full snapshot or an increment. null for any other name. */
export function dropFileName(catalogue: string): (name: string) => DropFileName | null {
  const pattern = new RegExp(`^SW_${catalogue}_([FZ])_(\\d{4})(\\d{2})(\\d{2})_(\\d{3})\\.csv$`);
  return (name) => {
    const [, kind, year, month, day, number] = pattern.exec(name) ?? [];
    if (number === undefined) return null;
    const on = `${year}-${month}-${day}`;
    const exists = !Number.isNaN(Date.parse(on)) && new Date(on).toISOString().startsWith(on);
    return exists ? { kind: kind === 'F' ? 'FULL' : 'INCREMENT', on, number } : null;
  };
}
