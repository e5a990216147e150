import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readReviewedFile, ReviewedFileFaulty } from '../../reviewed/reviewed-file.ts';
import type { CatalogueItem } from './catalogue-item.ts';
import { readItem } from './read-item.ts';

/**
 * The reviewed catalogue: every JSON file of a folder, ordered by code.
 * @throws ReviewedFileFaulty with every fault of the first faulty file, or with codes that occur twice.
 */
export function loadCatalogue(folder: string = import.meta.dirname): readonly CatalogueItem[] {
  const items = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readCatalogueFile(join(folder, name)));
  const twice = items.filter(({ code }, at) => items.findIndex((item) => item.code === code) !== at);
  if (twice.length > 0) {
    throw new ReviewedFileFaulty(
      folder,
      twice.map(({ code }) => `has the code ${code} twice`),
    );
  }
  return items.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function readCatalogueFile(file: string): readonly CatalogueItem[] {
  return readReviewedFile(file, (fields) => {
    const edition = fields.text('edition');
    return fields.list('items', (item) => readItem(item, edition));
  });
}
