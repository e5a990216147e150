import { join } from 'node:path';
import { folderName } from '../../../schema/department-names.ts';
import type { Fields } from '../../reviewed/fields.ts';
import { readReviewedFile } from '../../reviewed/reviewed-file.ts';
import type { CheckRule, CreditList, CreditLists, ListCategory } from './credit-list.ts';

const kinds = ['RED', 'BLACK', 'WATCH'] as const;
const severities = ['MINOR', 'ORDINARY', 'SERIOUS'] as const;
const mostMonths = 1200;

/** The reviewed table of lists. @throws ReviewedFileFaulty with every fault of the file. */
export function loadLists(file = join(import.meta.dirname, 'lists.json')): CreditLists {
  return readReviewedFile(file, (fields) => {
    const edition = fields.text('edition');
    const lists = fields.list('lists', readList);
    for (const code of twice(lists.map((one) => one.code))) fields.fault(`has the list ${code} twice`);
    const places = lists.flatMap(({ owner, recordKinds, severity }) =>
      recordKinds.map((kind) => [owner, kind, severity].filter((part) => part !== null).join(' ')),
    );
    for (const place of twice(places)) fields.fault(`has records of ${place} on two lists`);
    return {
      edition,
      lists: lists.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      categories: fields.list('categories', readCategory),
      check: fields.object('check', readCheck),
    };
  });
}

function readList(fields: Fields): CreditList {
  const list: CreditList = {
    code: fields.text('code'),
    kind: fields.oneOf('kind', kinds),
    title: fields.text('title'),
    owner: fields.text('owner'),
    rule: fields.text('rule'),
    verified: fields.flag('verified'),
    termMonths: fields.wholeOrNull('termMonths', mostMonths),
    earlyExitMonths: fields.wholeOrNull('earlyExitMonths', mostMonths),
    earlyExit: fields.textOrNull('earlyExit'),
    recordKinds: fields.texts('recordKinds'),
    severity: readSeverity(fields),
    remark: fields.textOrNull('remark'),
  };
  if (!folderName.test(list.owner)) fields.fault(`owner is ${list.owner}, which names no folder`);
  return list;
}

function readSeverity(fields: Fields): CreditList['severity'] {
  const text = fields.textOrNull('severity');
  const known = severities.find((severity) => severity === text) ?? null;
  if (known !== text) fields.fault(`severity is ${text}, which is none of ${severities.join(', ')}`);
  return known;
}

function readCategory(fields: Fields): ListCategory {
  return { item: fields.text('item'), kind: fields.oneOf('kind', kinds) };
}

function readCheck(fields: Fields): CheckRule {
  const known = (name: string) =>
    fields.texts(name).flatMap((text) => severities.filter((severity) => severity === text));
  const excludingKinds = fields.texts('excludingKinds').flatMap((text) => kinds.filter((kind) => kind === text));
  if (excludingKinds.length === 0) fields.fault('has no kind of list that excludes');
  return {
    text: fields.text('text'),
    basis: fields.text('basis'),
    verified: fields.flag('verified'),
    excludingKinds,
    severities: known('severities'),
    unclassedAs: fields.oneOf('unclassedAs', severities),
    months: fields.whole('months', mostMonths),
    status: fields.object('status', (own) => ({
      accepted: own.texts('accepted'),
      excluded: own.texts('excluded'),
      ended: own.texts('ended'),
    })),
  };
}

function twice(values: readonly string[]): readonly string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}
