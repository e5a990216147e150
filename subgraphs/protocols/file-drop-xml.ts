import { AnswerUnreadable } from './answer-unreadable.ts';
import type { XmlForm } from './file-drop-query.ts';
import { FileUnreadable, type Columns, type Table, type TableLine } from './file-drop-table.ts';
import { childOf, readXml, type XmlElement } from './soap-xml.ts';

/**
 * Reads the rows of an XML message: one element a row, one child a column. A message of another item, or one that
 * counts other rows than it has, throws FileUnreadable; a row that names a column twice costs itself alone.
 */
export function readXmlTable(text: string, form: XmlForm, { required, optional = [] }: Columns): Table {
  const { rows, header } = readMessage(text, form);
  if (textIn(header, form.item.element) !== form.item.value) throw new FileUnreadable('the message is of another item');
  const count = textIn(header, form.count);
  if (!/^\d{1,9}$/.test(count) || Number(count) !== rows.length)
    throw new FileUnreadable('the message holds other rows than it counts');
  const names = new Set(rows.flatMap(({ children }) => children.map(({ name }) => name)));
  const missing = rows.length === 0 ? [] : required.filter((name) => !names.has(name));
  if (missing.length > 0) throw new FileUnreadable(`not one row has ${missing.join(', ')}`);
  const known = new Set([...required, ...optional]);
  return {
    lines: rows.map((row, at) => lineOf(row, at, known)),
    ignored: 0,
    unknownColumns: [...names].filter((name) => !known.has(name)),
    withoutLines: true,
  };
}

interface Message {
  readonly header: XmlElement;
  readonly rows: readonly XmlElement[];
}

function readMessage(text: string, form: XmlForm): Message {
  try {
    const message = readXml(text.replaceAll('\uFEFF', ''));
    const header = childOf(message, form.header);
    const body = childOf(message, form.body);
    if (message.name !== form.root || header === null || body === null)
      throw new FileUnreadable(`it is no ${form.root} with ${form.header} and ${form.body}`);
    return { header, rows: body.children.filter(({ name }) => name === form.row) };
  } catch (error) {
    if (error instanceof AnswerUnreadable) throw new FileUnreadable(error.message);
    throw error;
  }
}

function lineOf({ children }: XmlElement, at: number, known: ReadonlySet<string>): TableLine {
  const read = children.filter(({ name }) => known.has(name));
  const cells = Object.fromEntries(read.map(({ name, text }) => [name, text]));
  const line = { line: at + 1, span: 1, cells };
  if (Object.keys(cells).length < read.length) return { ...line, malformed: 'it holds an element more than once' };
  const nested = read.some((child) => child.children.length > 0);
  return nested ? { ...line, malformed: 'it holds nested elements' } : line;
}

function textIn(element: XmlElement, name: string): string {
  return (childOf(element, name)?.text ?? '').normalize('NFKC').trim();
}
