import type { CatalogueItem } from '../../subgraphs/measures/catalogue/catalogue-item.ts';
import { restriction } from './measure-story.ts';

/** Departments whose systems receive orders: by REST, into an exchange table, as files. */
export const withSystem = ['environment', 'market-regulation', 'state-tax'];
/** A department that has its worklist only. */
export const worklistOnly = 'finance';
const implementedBy = [...withSystem, worklistOnly];
const term = { shortestMonths: null, longestMonths: 36, openEnded: false };

/** A restriction and an incentive that can be initiated for a few days. */
export const items: readonly CatalogueItem[] = [
  { ...restriction, code: 'K01', implementedBy, term },
  {
    ...restriction,
    code: 'K02',
    kind: 'INCENTIVE',
    class: null,
    title: '优先办理',
    content: '在期限内优先办理。',
    implementedBy,
    repairable: false,
    term,
  },
];

/** The items as a catalogue file has them. */
export const catalogueFile = JSON.stringify({
  edition: 'kill',
  items: items.map(({ class: itemClass, ...item }) => ({
    ...item,
    // Neither is written in a file: its own edition is that of the whole file, and incentives have no class.
    edition: undefined,
    class: itemClass ?? undefined,
  })),
});
