type Values = Record<string, unknown>;

/** What a subgraph is asked about, each once. */
export interface Entities {
  readonly representations: readonly Values[];
  /** For each of them, the objects of the answer that it stands for. */
  readonly owners: readonly (readonly Values[])[];
}

/** An object that cannot be represented is not asked about. */
export function gatherEntities(objects: readonly Values[], represent: (object: Values) => Values | null): Entities {
  const representations: Values[] = [];
  const owners: Values[][] = [];
  const places = new Map<string, number>();
  for (const object of objects) {
    const representation = represent(object);
    if (!representation?.__typename) continue;
    const key = objects.length === 1 ? '' : JSON.stringify(representation);
    const place = places.get(key);
    if (place !== undefined) {
      owners[place]!.push(object);
      continue;
    }
    places.set(key, representations.length);
    representations.push(representation);
    owners.push([object]);
  }
  return { representations, owners };
}
