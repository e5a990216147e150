import { ArgumentInvalid } from '../../schema/errors.ts';

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
  /** Local dates. */
  readonly from?: string | null;
  readonly to?: string | null;
}

/** Which entries a page may hold; newest first. */
export interface Stretch {
  /** Entries before this place; null: from the newest on. */
  readonly before: number | null;
  /** One more than the page holds tells whether another follows. */
  readonly most: number;
  /** Instants; null: no bound. */
  readonly from: string | null;
  /** Not itself. */
  readonly until: string | null;
}

const mostPerPage = 100;
const head = 'disclosures ';
const shanghaiMs = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** @throws ArgumentInvalid */
export function readStretch({ after, first, from, to }: PageArguments): Stretch {
  if (first < 1 || first > mostPerPage)
    throw new ArgumentInvalid(`first is ${first}.`, `Ask for 1 to ${mostPerPage} results.`, { argument: 'first' });
  return {
    before: readCursor(after),
    most: first + 1,
    from: from == null ? null : dayStart('from', from, 0),
    until: to == null ? null : dayStart('to', to, 1),
  };
}

export function writeCursor(seq: number): string {
  return Buffer.from(`${head}${seq}`).toString('base64url');
}

function readCursor(after: string | null | undefined): number | null {
  if (after == null) return null;
  const text = Buffer.from(after, 'base64url').toString();
  if (text.startsWith(head) && /^\d{1,15}$/.test(text.slice(head.length))) return Number(text.slice(head.length));
  throw new ArgumentInvalid('after is no cursor of disclosures.', 'Give the endCursor of the page before.', {
    argument: 'after',
  });
}

/** Beginning of a day in Asia/Shanghai, or of the one `later` days after it. */
export function dayStart(argument: string, day: string, later: number): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
    throw new ArgumentInvalid(`${argument} is no day.`, 'Give a day as 2026-07-01.', { argument });
  return new Date(at + later * DAY_MS - shanghaiMs).toISOString();
}
