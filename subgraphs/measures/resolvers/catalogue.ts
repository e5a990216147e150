import { obstaclesOf, type CatalogueItem, type MeasureKind } from '../catalogue/catalogue-item.ts';
import type { MeasureRecords } from '../desk/records.ts';
import type { MeasuresContext } from './request-context.ts';

interface CatalogueArguments {
  readonly kind?: MeasureKind | null;
  readonly enabled?: boolean | null;
}

export async function readCatalogue(
  records: MeasureRecords,
  { kind, enabled }: CatalogueArguments,
  { today }: MeasuresContext,
): Promise<readonly CatalogueItem[]> {
  const items = await records.catalogue();
  return items.filter(
    (item) => (kind == null || item.kind === kind) && (enabled == null || isEnabled(item, today) === enabled),
  );
}

/** Whether it can be initiated on a local date. */
function isEnabled({ enabledFrom, retiredOn }: CatalogueItem, today: string): boolean {
  return enabledFrom !== null && enabledFrom <= today && (retiredOn === null || today < retiredOn);
}

export const catalogueResolvers = {
  CatalogueItem: {
    initiatedBy: ({ initiatedBy }: CatalogueItem) => (initiatedBy === 'ANY' ? null : initiatedBy),
    appliesTo: ({ appliesTo }: CatalogueItem) => (appliesTo === 'ALL' ? null : appliesTo),
    enabled: (item: CatalogueItem, _: unknown, { today }: MeasuresContext) => isEnabled(item, today),
    obstacles: obstaclesOf,
  },
};
