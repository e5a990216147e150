import type { LegacyRow } from '../connector/legacy-row.ts';
import { AnswerUnreadable } from './answer-unreadable.ts';
import { childOf, type XmlElement } from './soap-xml.ts';

export type Cells = LegacyRow['cells'];

/** What a code of the department's own means. */
export type ReplyMeaning = 'ROWS' | 'NONE' | 'REFUSED' | 'BUSY';

/** Names of the elements of an answer, and its codes; a code outside the table makes the answer unreadable. */
export interface ReplyForm {
  readonly root: string;
  readonly code: string;
  /** Element with the number of rows of this answer. */
  readonly count: string;
  readonly rows: string;
  readonly row: string;
  readonly codes: Readonly<Record<string, ReplyMeaning>>;
}

/** `counted`: as many rows were received as the answer itself says. */
export interface Rows {
  readonly meaning: 'ROWS';
  readonly rows: readonly Cells[];
  readonly counted: boolean;
}
interface Refusal<Meaning> {
  readonly meaning: Meaning;
  readonly code: string;
}
export type Reply = Rows | Refusal<'REFUSED'> | Refusal<'BUSY'>;

/** Throws AnswerUnreadable for what is not of this form, or contradicts itself beyond its count. */
export function readReply(root: XmlElement, form: ReplyForm): Reply {
  if (root.name !== form.root) throw new AnswerUnreadable(`the answer holds no ${form.root}`);
  const code = textIn(root, form.code).toUpperCase();
  const meaning = Object.entries(form.codes).find(([key]) => key === code)?.[1];
  if (meaning === undefined) throw new AnswerUnreadable(`${form.code} is outside its table`);
  if (meaning === 'REFUSED') return { meaning, code };
  if (meaning === 'BUSY') return { meaning, code };
  const rows = (childOf(root, form.rows)?.children ?? []).filter(({ name }) => name === form.row).map(cellsOf);
  const count = textIn(root, form.count);
  if (meaning === 'ROWS') return { meaning, rows, counted: /^\d{1,9}$/.test(count) && Number(count) === rows.length };
  if (rows.length > 0 || !/^0*$/.test(count))
    throw new AnswerUnreadable('the answer says that it has no rows, and has');
  return { meaning: 'ROWS', rows: [], counted: true };
}

function textIn(element: XmlElement, name: string): string {
  return (childOf(element, name)?.text ?? '').normalize('NFKC').trim();
}

/** An element that is missing or empty leaves its cell empty. */
function cellsOf({ children }: XmlElement): Cells {
  if (children.some((child) => child.children.length > 0)) throw new AnswerUnreadable('a row holds nested elements');
  const names = new Set(children.map(({ name }) => name));
  if (names.size < children.length) throw new AnswerUnreadable('a row holds an element more than once');
  return Object.fromEntries(children.map(({ name, text }) => [name, text === '' ? null : text]));
}
