import { fieldOfFolder } from './department-names.ts';

const blocks = /(?:^ {4}\w+ \{\n {6}\.\.\.Section\n {4}\}\n)+/m;

/**
 * The trusted document of an organisation's profile, asking every department's section in place of those that it asked
 * before: a department is in it by its folder's being there.
 * @throws Error when the document has no section to begin with.
 */
export function withEverySection(document: string, departments: readonly string[]): string {
  if (!blocks.test(document)) throw new Error('the document asks no section: nothing says where they belong');
  const sections = departments
    .map(fieldOfFolder)
    .toSorted()
    .map((field) => `    ${field} {\n      ...Section\n    }\n`);
  return document.replace(blocks, sections.join(''));
}
