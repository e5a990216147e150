import type { Queries } from '../database/database.ts';
import { contentColumns, contentDigest, type Content } from './content.ts';
import { entryColumns, entryText, type Entry } from './entry.ts';
import type { HashAlgorithm } from './merkle.ts';
import { wholeColumns, wholeText, type Retirement, type WholeEntry } from './whole-entry.ts';

/** An entry as it lies in the database, in whichever form. */
export interface KeptEntry {
  readonly seq: number;
  readonly id: string;
  readonly request_id: string;
  readonly month: string;
  /** What its hash is made of. */
  readonly text: string;
  /** Digest of its content; null: it holds that itself. */
  readonly content: string | null;
}

/** What a list of columns is in SELECT; dates as text, for DATE has no time zone. */
export function selected(columns: readonly (readonly [string, string])[], of = ''): string {
  return columns.map(([name, type]) => (type === 'date' ? `${of}${name}::text AS ${name}` : `${of}${name}`)).join(', ');
}

const wholeList = selected(wholeColumns);
const entryList = selected(entryColumns);

/** Entries by their place; more than one at a place where somebody put one in. */
export async function readPlaces(
  queries: Queries,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, readonly KeptEntry[]>> {
  const where = 'WHERE seq BETWEEN $1 AND $2 ORDER BY seq, month';
  const whole = await queries.query<WholeEntry>(`SELECT ${wholeList} FROM disclosures ${where}`, [from, to]);
  const small = await queries.query<Entry>(`SELECT ${entryList} FROM disclosure_entries ${where}`, [from, to]);
  return Map.groupBy([...whole.map(keptWhole), ...small.map(keptSmall)], ({ seq }) => seq);
}

/** Newest first; not proven. */
export async function readRetirements(queries: Queries): Promise<(KeptEntry & { readonly through: string })[]> {
  const whole = await queries.query<WholeEntry>(`SELECT ${wholeList} FROM disclosures WHERE kind = 'RETIREMENT'`);
  const small = await queries.query<Entry & Pick<Content, 'commands'>>(
    `SELECT ${selected(entryColumns, 'e.')}, c.commands FROM disclosure_entries e
     JOIN disclosure_contents c USING (month, content) WHERE kind = 'RETIREMENT'`,
  );
  const throughOf = ({ commands }: Pick<Content, 'commands'>) => ({
    through: (commands[0] as Retirement | undefined)?.through ?? '',
  });
  const found = [
    ...whole.map((entry) => ({ ...keptWhole(entry), ...throughOf(entry) })),
    ...small.map((entry) => ({ ...keptSmall(entry), ...throughOf(entry) })),
  ];
  return found.toSorted((a, b) => b.seq - a.seq);
}

/** Entries at places that the chain does not have. One statement, as the chain may be growing meanwhile. */
export async function readOutside(queries: Queries): Promise<{ seq: number; id: string }[]> {
  const outside = 'seq < 1 OR seq > (SELECT seq FROM disclosure_head)';
  return queries.query(
    `SELECT seq, id FROM disclosures WHERE ${outside}
     UNION ALL SELECT seq, id FROM disclosure_entries WHERE ${outside} ORDER BY seq`,
  );
}

/** How contents that entries refer to are not what was written; those that are stay out. */
export async function wrongContents(
  queries: Queries,
  { algorithm, month }: { readonly algorithm: HashAlgorithm; readonly month: string },
  digests: readonly string[],
): Promise<Map<string, 'CHANGED' | 'MISSING'>> {
  const rows = await queries.query<Content & { readonly content: string }>(
    `SELECT content, ${selected(contentColumns)} FROM disclosure_contents WHERE month = $1 AND content = ANY($2)`,
    [month, digests],
  );
  const wrong = new Map<string, 'CHANGED' | 'MISSING'>(digests.map((digest) => [digest, 'MISSING']));
  for (const row of rows)
    if (contentDigest(algorithm, row) === row.content) wrong.delete(row.content);
    else wrong.set(row.content, 'CHANGED');
  return wrong;
}

function keptWhole(entry: WholeEntry): KeptEntry {
  return { ...placeOf(entry), text: wholeText(entry), content: null };
}

function keptSmall(entry: Entry): KeptEntry {
  return { ...placeOf(entry), text: entryText(entry), content: entry.content };
}

function placeOf({ id, month, request_id, seq }: Omit<KeptEntry, 'text' | 'content'>) {
  return { id, month, request_id, seq };
}
