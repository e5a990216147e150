import { Input } from '../decisions/input.ts';
import { refuse } from '../refusals.ts';
import type { Caller } from '../state/caller.ts';
import type { Evidence } from '../state/document.ts';
import { obstaclesOf, type CatalogueItem, type LegalBasis, type TermBounds } from './catalogue-item.ts';

interface ItemStamp {
  readonly code: string;
  /** ISO instant, UTC. */
  readonly at: string;
  readonly by: Caller;
  /** For the record: why, and on what somebody relied. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

export type ItemCommand =
  | (ItemStamp & {
      readonly type: 'enableItem';
      /** The basis as it was verified against the text in force; it takes the place of what the item has. */
      readonly legalBasis: readonly Omit<LegalBasis, 'verified'>[];
      readonly term: TermBounds;
      readonly enabledFrom: string;
    })
  | (ItemStamp & { readonly type: 'disableItem' })
  | (ItemStamp & { readonly type: 'retireItem'; readonly retiredOn: string });

export type ItemEvent =
  | (ItemStamp & {
      readonly type: 'ItemEnabled';
      readonly legalBasis: readonly LegalBasis[];
      readonly term: TermBounds;
      readonly enabledFrom: string;
    })
  | (ItemStamp & { readonly type: 'ItemDisabled' })
  | (ItemStamp & { readonly type: 'ItemRetired'; readonly retiredOn: string })
  /** The reviewed files have a new or another entry. */
  | (Pick<ItemStamp, 'code' | 'at' | 'by'> & { readonly type: 'ItemRevised'; readonly item: CatalogueItem });

/**
 * What the coordinator does to the catalogue, on record. Measures that run keep the item as it was on their day.
 * @throws MeasureRefused ACTION_NOT_ALLOWED, COMMAND_INVALID, ITEM_RETIRED, ITEM_DISABLED, ITEM_NOT_READY
 */
export function decideItem(command: ItemCommand, item: CatalogueItem): readonly ItemEvent[] {
  const { code, at, by } = command;
  if (by.role !== 'coordinator') refuse('ACTION_NOT_ALLOWED');
  if (item.retiredOn !== null) refuse('ITEM_RETIRED', { retiredOn: item.retiredOn });
  const input = new Input();
  const reason = input.text('reason', command.reason);
  const stamp = { code, at, by, reason, evidence: input.documents('evidence', command.evidence) };
  if (command.type === 'enableItem') input.day('enabledFrom', command.enabledFrom);
  if (command.type === 'retireItem') input.day('retiredOn', command.retiredOn);
  input.settle();
  switch (command.type) {
    case 'enableItem':
      return [enabled(command, item, stamp)];
    case 'disableItem':
      if (item.enabledFrom === null) refuse('ITEM_DISABLED');
      return [{ ...stamp, type: 'ItemDisabled' }];
    case 'retireItem':
      return [{ ...stamp, type: 'ItemRetired', retiredOn: command.retiredOn }];
    default:
      return command satisfies never;
  }
}

function enabled(
  { legalBasis, term, enabledFrom }: Extract<ItemCommand, { type: 'enableItem' }>,
  item: CatalogueItem,
  stamp: ItemStamp,
): ItemEvent {
  if (stamp.evidence.length === 0) refuse('EVIDENCE_MISSING');
  const verified = legalBasis.map(({ title, article, edition }) => ({
    title: title.trim(),
    article: textOrNull(article),
    edition: textOrNull(edition),
    verified: true,
  }));
  const obstacles = obstaclesOf({ ...item, legalBasis: verified, term });
  if (obstacles.length > 0) refuse('ITEM_NOT_READY', { obstacles });
  return { ...stamp, type: 'ItemEnabled', legalBasis: verified, term, enabledFrom };
}

/** Blanks say nothing. */
function textOrNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.trim();
}

export function evolveItem(item: CatalogueItem, event: ItemEvent): CatalogueItem {
  switch (event.type) {
    case 'ItemEnabled':
      return { ...item, legalBasis: event.legalBasis, term: event.term, enabledFrom: event.enabledFrom };
    case 'ItemDisabled':
      return { ...item, enabledFrom: null };
    case 'ItemRetired':
      return { ...item, retiredOn: event.retiredOn };
    case 'ItemRevised':
      // A file does not bring back what an officer has retired.
      return { ...event.item, retiredOn: event.item.retiredOn ?? item.retiredOn };
    default:
      return event satisfies never;
  }
}
