/** Letters that GB 32100-2015 leaves out because they are mistaken for these. */
const confusable: ReadonlyMap<string, readonly string[]> = new Map([
  ['O', ['0']],
  ['I', ['1']],
  ['S', ['5']],
  ['Z', ['2']],
  ['V', ['U', 'Y']],
]);

/** Each V doubles what has to be tried, and a text with more of them is no misread code. */
const mostChoices = 4;

/**
 * The one text that is right when every mistaken letter of `text` is replaced by what it is mistaken for.
 * @returns null when no replacement is right, or more than one: then nobody can tell what was meant.
 */
export function onlyRepair(text: string, isRight: (candidate: string) => boolean): string | null {
  const characters = Array.from(text);
  if (characters.filter((character) => (confusable.get(character) ?? []).length > 1).length > mostChoices) return null;
  const candidates = characters.reduce(
    (heads, character) => heads.flatMap((head) => (confusable.get(character) ?? [character]).map((one) => head + one)),
    [''],
  );
  const [first, second] = candidates.filter(isRight);
  return first !== undefined && second === undefined ? first : null;
}
