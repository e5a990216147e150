/**
 * Monaco ships a Chinese language pack, but only its AMD build reads it: an array that is numbered like the calls
 * `localize(12, "Copy")` of that build. The modules used here have names instead of numbers, so the English text is
 * what joins the two, and is replaced while the page is built.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type { Plugin } from 'vite';

const string = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const numbered = new RegExp(String.raw`\blocalize2?\((\d+),\s*(${string})`, 'g');
const named = new RegExp(String.raw`(\blocalize2?\(\s*(?:'[^']*'|"[^"]*"|\{[^{}]*\}),\s*)(${string})`, 'g');
/** Far below what is replaced today (some 1,300): catches a Monaco whose build has changed its shape. */
const expectedAtLeast = 1000;

export function monacoLabels(): Plugin {
  const chinese = readLanguagePack();
  let replaced = 0;
  return {
    name: 'monaco-labels',
    enforce: 'pre',
    transform(code, id) {
      if (!id.replaceAll('\\', '/').includes('/monaco-editor/esm/') || !code.includes('localize')) return null;
      const translated = code.replaceAll(named, (all, call: string, english: string) => {
        const text = chinese.get(valueOf(english));
        if (text === undefined) return all;
        replaced += 1;
        return call + JSON.stringify(text);
      });
      return { code: translated, map: null };
    },
    buildEnd(error) {
      if (error === undefined && replaced < expectedAtLeast) {
        throw new Error(`Only ${replaced} of Monaco's labels have a Chinese text: its language pack has changed`);
      }
    },
  };
}

/** English -> Chinese. A text that Chinese renders in several ways gets the one that comes first. */
function readLanguagePack(): Map<string, string> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('monaco-editor/package.json')), 'min/vs');
  const messages = runPack(readFileSync(join(folder, 'nls.messages.zh-cn.js'), 'utf8'));
  const texts = new Map<string, string>();
  for (const [, index, english] of readFileSync(join(folder, 'editor/editor.main.js'), 'utf8').matchAll(numbered)) {
    const key = valueOf(english!);
    const text = messages[Number(index)];
    if (typeof text === 'string' && !texts.has(key)) texts.set(key, text);
  }
  return texts;
}

/** The pack is a script: an AMD module that leaves its messages in a global. */
function runPack(script: string): readonly unknown[] {
  const context = createContext({ define: (_needs: unknown, run: () => void) => run() });
  runInContext(script, context);
  return (context as { _VSCODE_NLS_MESSAGES: unknown[] })._VSCODE_NLS_MESSAGES;
}

const empty = createContext({});

function valueOf(literal: string): string {
  return runInContext(literal, empty) as string;
}
