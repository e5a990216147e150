import { registries } from '../../../schema/credit-code-registries.ts';
import { folderName } from '../../../schema/department-names.ts';
import type { Fields } from '../../reviewed/fields.ts';
import { isOrderable, obstaclesOf, type CatalogueItem, type LegalBasis, type TermBounds } from './catalogue-item.ts';
import { personalWordIn } from './personal-measures.ts';

/** Parses one entry of a catalogue file; everything that is wrong with it is noted in `fields`. */
export function readItem(fields: Fields, edition: string): CatalogueItem {
  const kind = fields.oneOf('kind', ['INCENTIVE', 'RESTRICTION']);
  const item: CatalogueItem = {
    code: fields.text('code'),
    edition,
    kind,
    class: kind === 'INCENTIVE' ? null : fields.oneOf('class', ['A', 'B', 'C']),
    title: fields.text('title'),
    content: fields.text('content'),
    legalBasis: fields.list('legalBasis', readBasis),
    initiatedBy: readDepartments(fields, 'initiatedBy'),
    implementedBy: folders(fields, fields.texts('implementedBy'), 'implementedBy'),
    appliesTo: readPlaces(fields),
    term: fields.object('term', readTerm),
    objectionSuspends: fields.flag('objectionSuspends'),
    repairable: fields.flag('repairable'),
    enabledFrom: fields.dayOrNull('enabledFrom'),
    retiredOn: fields.dayOrNull('retiredOn'),
    remark: fields.textOrNull('remark'),
  };
  checkItem(item, fields);
  return item;
}

function readBasis(fields: Fields): LegalBasis {
  return {
    title: fields.text('title'),
    article: fields.textOrNull('article'),
    edition: fields.textOrNull('edition'),
    verified: fields.flag('verified'),
  };
}

function readTerm(fields: Fields): TermBounds {
  return {
    shortestMonths: fields.wholeOrNull('shortestMonths', 1200),
    longestMonths: fields.wholeOrNull('longestMonths', 1200),
    openEnded: fields.flag('openEnded'),
  };
}

function readDepartments(fields: Fields, name: string): 'ANY' | readonly string[] {
  const names = fields.texts(name);
  return names.length === 1 && names[0] === 'ANY' ? 'ANY' : folders(fields, names, name);
}

/** A department need not be connected yet; its name has to be one that a folder can have. */
function folders(fields: Fields, names: readonly string[], where: string): readonly string[] {
  for (const name of names) if (!folderName.test(name)) fields.fault(`${where} has ${name}, which names no folder`);
  return names;
}

function readPlaces(fields: Fields): 'ALL' | readonly string[] {
  const places = fields.texts('appliesTo');
  if (places.length === 1 && places[0] === 'ALL') return 'ALL';
  if (places.length === 0) fields.fault('applies to no organisation');
  for (const place of places) {
    const categories = registries.get(place.charAt(0))?.categories;
    const known = place.length === 1 ? categories !== undefined : categories?.[place.slice(1)] !== undefined;
    if (!known) fields.fault(`appliesTo has ${place}, which begins no credit code`);
  }
  return places;
}

function checkItem(item: CatalogueItem, fields: Fields): void {
  const personal = personalWordIn(item.title) ?? personalWordIn(item.content);
  if (personal !== null) fields.fault(`strikes natural persons (${personal}), who are no concern of this catalogue`);
  if (isOrderable(item) && item.implementedBy.length === 0) fields.fault('is carried out by nobody');
  if (isOrderable(item) && item.initiatedBy.length === 0) fields.fault('is initiated by nobody');
  if (!isOrderable(item) && item.implementedBy.length > 0) fields.fault('is of class C and yet has implementers');
  if (item.kind === 'INCENTIVE' && item.repairable) fields.fault('is an incentive, which no repair ends');
  if ((item.term.shortestMonths ?? 0) > (item.term.longestMonths ?? Infinity))
    fields.fault('has a longest term below its shortest');
  if (item.enabledFrom === null) return;
  for (const obstacle of obstaclesOf(item)) fields.fault(`is enabled, but ${obstacle}`);
  if (item.retiredOn !== null && item.retiredOn <= item.enabledFrom) fields.fault('is retired before it is enabled');
}
