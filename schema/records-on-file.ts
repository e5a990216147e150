import { Kind, parse } from 'graphql';

/** Of every section: all of its records, whoever asks, each with those to whom it is open. No client can name it. */
export const recordsOnFile = 'recordsOnFile';

/**
 * A folder's schema with the field that carries all records of its section to those who judge them. It is written in
 * here so that no department has to think of it; it is inaccessible, so it is no part of what clients see.
 */
export function withRecordsOnFile(sdl: string): string {
  if (!sdl.includes('DepartmentSection')) return sdl;
  const sections = parse(sdl, { noLocation: true }).definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION &&
    (node.interfaces ?? []).some(({ name }) => name.value === 'DepartmentSection')
      ? [node.name.value]
      : [],
  );
  const extensions = sections.map(
    (type) => `extend type ${type} {
  "内部:全部记录及其公开范围,供作出结论 / internal: all records and to whom each is open, for those who judge them"
  ${recordsOnFile}: [CreditRecord!] @federation__inaccessible
}`,
  );
  return [sdl.trim(), ...extensions].join('\n\n');
}
