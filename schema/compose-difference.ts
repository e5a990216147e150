const shown = 6;

/** The first lines at which two texts part, marked - and + as in a diff; null when the texts are equal. */
export function firstDifference(committed: string, composed: string): string | null {
  if (committed === composed) return null;
  const was = committed.split('\n');
  const is = composed.split('\n');
  let line = 0;
  while (was[line] === is[line]) line += 1;
  let end = 1;
  while (end < Math.max(was.length, is.length) - line && was[was.length - end] === is[is.length - end]) end += 1;
  const part = (lines: readonly string[], mark: string) => {
    const changed = lines.slice(line, Math.max(line, lines.length - end + 1));
    const more = changed.length > shown ? [`${mark} … ${changed.length - shown} more lines`] : [];
    return [...changed.slice(0, shown).map((text) => `${mark} ${text}`), ...more];
  };
  return [`@@ line ${line + 1}`, ...part(was, '-'), ...part(is, '+')].join('\n');
}
