type Json = Record<string, unknown>;

/**
 * What is wrong with a value by an OpenAPI 3.0 schema: a line each. Knows type, enum, nullable, properties, required,
 * items, allOf and $ref; any other property of an object is told as undocumented unless the schema lists none.
 */
export function faultsOf(value: unknown, schema: Json, document: Json, at = '$'): string[] {
  if (typeof schema['$ref'] === 'string') return faultsOf(value, resolve(schema['$ref'], document), document, at);
  if (value === null) return schema['nullable'] === true ? [] : [`${at}: null`];
  const all = (schema['allOf'] ?? []) as Json[];
  const own = [...typeFaults(value, schema, at), ...all.flatMap((one) => faultsOf(value, one, document, at))];
  if (Array.isArray(value)) {
    return [...own, ...value.flatMap((one, i) => faultsOf(one, schema['items'] as Json, document, `${at}[${i}]`))];
  }
  if (typeof value !== 'object' || schema['properties'] === undefined) return own;
  const properties = schema['properties'] as Record<string, Json>;
  const missing = ((schema['required'] ?? []) as string[]).filter((name) => !(name in value));
  const inside = Object.entries(value).flatMap(([name, one]) =>
    properties[name] === undefined
      ? [`${at}.${name}: undocumented`]
      : faultsOf(one, properties[name], document, `${at}.${name}`),
  );
  return [...own, ...missing.map((name) => `${at}.${name}: missing`), ...inside];
}

export function resolve(reference: string, document: Json): Json {
  const names = reference.replace(/^#\//, '').split('/');
  const found = names.reduce<unknown>((part, name) => (part as Json | undefined)?.[name], document);
  if (found === undefined) throw new Error(`the document has no ${reference}`);
  return found as Json;
}

/** Every $ref anywhere in a document. */
export function referencesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

function typeFaults(value: unknown, { enum: values, type }: Json, at: string): string[] {
  const found = Array.isArray(value) ? 'array' : typeof value;
  const fits = type === undefined || found === type || (type === 'integer' && Number.isInteger(value));
  const listed = !Array.isArray(values) || values.includes(value);
  return [...(fits ? [] : [`${at}: ${found}`]), ...(listed ? [] : [`${at}: ${String(value)}`])];
}
