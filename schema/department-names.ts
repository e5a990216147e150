/**
 * The folder of a department names everything of it: `state-tax` is the subgraph, `stateTax` its field on
 * Organisation, `StateTaxSection` the type of that field. The two directions are each other's inverse because a
 * folder's words are lower-case and begin with a letter.
 */
export const folderName = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;

export function fieldOfFolder(folder: string): string {
  return folder.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function folderOfField(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function sectionTypeOf(folder: string): string {
  const field = fieldOfFolder(folder);
  return `${field.charAt(0).toUpperCase()}${field.slice(1)}Section`;
}
