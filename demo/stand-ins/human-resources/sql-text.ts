const literal = /'((?:[^'\\]|''|\\[^])*)'|\bNULL\b/g;
const escapes: Readonly<Record<string, string>> = { '0': '\0', b: '\b', t: '\t', n: '\n', r: '\r', Z: '\u001a' };

/** Texts and NULLs of a statement, in their order. */
export function literals(statement: string): (string | null)[] {
  return [...statement.matchAll(literal)].map(([, quoted]) => (quoted === undefined ? null : unescaped(quoted)));
}

function unescaped(quoted: string): string {
  return quoted.replaceAll(/''|\\([^])/g, (_, sign?: string) => (sign === undefined ? "'" : (escapes[sign] ?? sign)));
}

/** Names between backticks, in their order. */
export function namesIn(list: string): string[] {
  return [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
}
