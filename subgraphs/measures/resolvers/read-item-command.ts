import type { LegalBasis } from '../catalogue/catalogue-item.ts';
import { Input } from '../decisions/input.ts';
import type { GivenItemCommand } from '../desk/desk.ts';
import type { Evidence } from '../state/document.ts';
import { dayText } from './readable-input.ts';

/** What every command on the catalogue says. */
export interface ItemInput {
  readonly idempotencyKey: string;
  readonly code: string;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

interface EnableInput extends ItemInput {
  readonly legalBasis: readonly (Pick<LegalBasis, 'title'> & Partial<Pick<LegalBasis, 'article' | 'edition'>>)[];
  readonly term: {
    readonly shortestMonths?: number | null;
    readonly longestMonths?: number | null;
    readonly openEnded: boolean;
  };
  readonly enabledFrom: unknown;
}

const mostMonths = 1200;
const mostBases = 50;

/** @throws MeasureRefused COMMAND_INVALID */
function readEnabling({ term, legalBasis, ...input }: EnableInput): GivenItemCommand {
  const faults = new Input();
  const { shortestMonths = null, longestMonths = null, openEnded } = term;
  for (const [name, months] of Object.entries({ shortestMonths, longestMonths }))
    if (months !== null && (months < 1 || months > mostMonths))
      faults.fault(`term.${name}`, `is not between 1 and ${mostMonths}`);
  if (legalBasis.length > mostBases) faults.fault('legalBasis', `names more than ${mostBases}`);
  const basis = legalBasis.map(({ title, article = null, edition = null }, at) => ({
    title: faults.text(`legalBasis[${at}].title`, title),
    article,
    edition,
  }));
  faults.settle();
  return {
    ...commonOf(input),
    type: 'enableItem',
    legalBasis: basis,
    term: { shortestMonths, longestMonths, openEnded },
    enabledFrom: dayText(input.enabledFrom),
  };
}

function commonOf({ code, reason, evidence }: ItemInput) {
  return { code, reason, evidence };
}

/** How the input of each mutation of the catalogue becomes a command. @throws MeasureRefused COMMAND_INVALID */
export const itemReaders = {
  enableCatalogueItem: (input: ItemInput): GivenItemCommand => readEnabling(input as EnableInput),
  disableCatalogueItem: (input: ItemInput): GivenItemCommand => ({ ...commonOf(input), type: 'disableItem' }),
  retireCatalogueItem: (input: ItemInput & { readonly retiredOn?: unknown }): GivenItemCommand => ({
    ...commonOf(input),
    type: 'retireItem',
    retiredOn: dayText(input.retiredOn),
  }),
};
