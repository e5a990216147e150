/**
 * GraphiQL cannot be translated, so its English labels are replaced in its own modules while the page is built.
 * A label, or a module, that no longer occurs stops the build: an upgrade cannot lose a translation silently.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** For each module: text -> text. */
type Replacements = Readonly<Record<string, Readonly<Record<string, string>>>>;

const read = (name: string): Replacements =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'page', name), 'utf8')) as Replacements;

export function graphiqlLabels(): Plugin {
  const strings = read('labels.zh-CN.json');
  const sources = read('labels-in-code.zh-CN.json');
  const unseen = new Set([...Object.keys(strings), ...Object.keys(sources)]);
  return {
    name: 'graphiql-labels',
    enforce: 'pre',
    transform(code, id) {
      const module = [...unseen].find((name) =>
        id.replaceAll('\\', '/').split('?')[0]?.endsWith(`/node_modules/${name}`),
      );
      if (module === undefined) return null;
      unseen.delete(module);
      const replace = (text: string, from: string, to: string): string => {
        if (!text.includes(from)) throw new Error(`${module} does not contain ${from}: correct the labels of the page`);
        return text.replaceAll(from, to);
      };
      let replaced = code;
      for (const [from, to] of Object.entries(strings[module] ?? {})) {
        const quoted = [`"${from}"`, `'${from}'`].find((one) => replaced.includes(one)) ?? `"${from}"`;
        replaced = replace(replaced, quoted, JSON.stringify(to));
      }
      for (const [from, to] of Object.entries(sources[module] ?? {})) replaced = replace(replaced, from, to);
      return { code: replaced, map: null };
    },
    buildEnd(error) {
      if (error === undefined && unseen.size > 0) {
        throw new Error(`Modules with labels that are not in the page: ${[...unseen].join(', ')}`);
      }
    },
  };
}
