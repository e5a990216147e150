/** Folder name to field name: state-tax → stateTax. */
export function camelCase(folder: string): string {
  return folder.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Folder name to type name: state-tax → StateTaxSection. */
export function sectionType(folder: string): string {
  const camel = camelCase(folder);
  return `${camel[0]!.toUpperCase()}${camel.slice(1)}Section`;
}
