import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** GraphiQL names a font that this page does not carry; these are on the systems of the offices. */
const fontFamily = 'Consolas, "Cascadia Mono", Menlo, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace';

/** What GraphiQL does not offer as a property: options of the editors, once each of them stands. */
export function EditorOptions() {
  const editors = useGraphiQL(({ queryEditor, variableEditor, headerEditor, responseEditor }) => [
    queryEditor,
    variableEditor,
    headerEditor,
    responseEditor,
  ]);
  useEffect(() => {
    for (const editor of editors) {
      editor?.updateOptions({
        fontFamily,
        fontSize: 14,
        wordWrap: 'on',
        // Chinese punctuation is not a disguised comma here.
        unicodeHighlight: { ambiguousCharacters: false },
      });
    }
  }, [editors]);
  return null;
}
