import { addMonths } from '../../../schema/working-days.ts';
import type { CatalogueItem, TermBounds } from '../catalogue/catalogue-item.ts';
import { refuse } from '../refusals.ts';
import type { Term } from '../state/document.ts';
import { Input } from './input.ts';

/**
 * The term of a measure that is being initiated. It may have begun with the determination, before today.
 * @throws MeasureRefused TERM_MISSING, TERM_OUTSIDE_CATALOGUE or COMMAND_INVALID
 */
export function readTerm(term: Term | null, item: Pick<CatalogueItem, 'kind' | 'term'>, today: string): Term {
  const incentive = item.kind === 'INCENTIVE';
  if (term === null)
    return incentive && item.term.openEnded ? { startsOn: today, endsOn: null } : refuse('TERM_MISSING');
  const input = new Input();
  input.day('term.startsOn', term.startsOn);
  if (term.endsOn !== null && input.day('term.endsOn', term.endsOn) < today) input.fault('term.endsOn', 'is over');
  if (term.endsOn !== null && term.endsOn < term.startsOn) input.fault('term.endsOn', 'lies before term.startsOn');
  input.settle();
  if (term.endsOn === null) return item.term.openEnded ? term : refuse('TERM_MISSING');
  if (!incentive && item.term.longestMonths === null && !item.term.openEnded) refuse('TERM_MISSING');
  requireWithin(term.startsOn, term.endsOn, item.term);
  return { startsOn: term.startsOn, endsOn: term.endsOn };
}

/** A term of so many months ends on the corresponding day (Civil Code s. 202). @throws MeasureRefused TERM_OUTSIDE_CATALOGUE */
export function requireWithin(startsOn: string, endsOn: string, bounds: TermBounds): void {
  const { shortestMonths, longestMonths } = bounds;
  const tooShort = shortestMonths !== null && endsOn < addMonths(startsOn, shortestMonths);
  const tooLong = longestMonths !== null && endsOn > addMonths(startsOn, longestMonths);
  if (tooShort || tooLong) refuse('TERM_OUTSIDE_CATALOGUE', { shortestMonths, longestMonths });
}
