import { folderName } from '../../../schema/department-names.ts';
import type { Severity } from '../../connector/connector.ts';
import type { Fields } from '../../reviewed/fields.ts';
import type {
  AdverseClause,
  Clause,
  GreenChannelRule,
  MandatoryClause,
  PositiveClause,
  StaleClause,
} from './green-channel-rule.ts';

const severities = ['MINOR', 'ORDINARY', 'SERIOUS'] as const;
const mostMonths = 1200;
const mostHours = 24 * 366;

/** Parses one edition; everything that is wrong with it is noted in `fields`. */
export function readRule(fields: Fields): GreenChannelRule {
  const rule: GreenChannelRule = {
    edition: fields.text('edition'),
    title: fields.text('title'),
    inForceFrom: fields.day('inForceFrom'),
    inForceUntil: fields.dayOrNull('inForceUntil'),
    positive: fields.list('positive', readPositive),
    cleanYears: fields.object('cleanYears', (own) => ({ ...readClause(own), years: own.whole('years', 100) })),
    inExistence: fields.object('inExistence', readClause),
    adverse: fields.object('adverse', readAdverse),
    openRecord: fields.objectOrNull('openRecord', readClause),
    notCounted: fields.object('notCounted', readClause),
    disputed: fields.object('disputed', readClause),
    measures: fields.object('measures', (own) => ({ ...readClause(own), itemCodes: own.texts('itemCodes') })),
    brokenUndertaking: fields.object('brokenUndertaking', (own) => ({
      ...readClause(own),
      months: own.wholeOrNull('months', mostMonths),
    })),
    status: fields.object('status', (own) => ({
      ...readClause(own),
      accepted: own.texts('accepted'),
      excluded: own.texts('excluded'),
    })),
    matter: fields.object('matter', readClause),
    mandatory: fields.object('mandatory', readMandatory),
    stale: fields.object('stale', readStale),
    complete: fields.object('complete', readClause),
  };
  checkRule(rule, fields);
  return rule;
}

function readClause(fields: Fields): Clause {
  return {
    id: fields.text('id'),
    text: fields.text('text'),
    basis: fields.text('basis'),
    verified: fields.flag('verified'),
  };
}

function readPositive(fields: Fields): PositiveClause {
  return {
    ...readClause(fields),
    recordKinds: fields.texts('recordKinds'),
    monthsWithoutEnd: fields.wholeOrNull('monthsWithoutEnd', mostMonths),
  };
}

function readAdverse(fields: Fields): AdverseClause {
  const named = fields.texts('severities');
  const known = named.filter((one): one is Severity => severities.some((severity) => severity === one));
  if (known.length !== named.length) fields.fault(`severities has something other than ${severities.join(', ')}`);
  const clause: AdverseClause = {
    ...readClause(fields),
    severities: known,
    unclassedAs: fields.oneOf('unclassedAs', severities),
    alwaysKinds: fields.texts('alwaysKinds'),
    neverKinds: fields.texts('neverKinds'),
  };
  for (const kind of clause.alwaysKinds)
    if (clause.neverKinds.includes(kind)) fields.fault(`counts ${kind} always and never`);
  return clause;
}

function readMandatory(fields: Fields): MandatoryClause {
  const names = fields.texts('departments');
  const every = names.length === 1 && names[0] === 'EVERY';
  return {
    ...readClause(fields),
    departments: every ? 'EVERY' : folders(fields, 'departments', names),
    indifferent: folders(fields, 'indifferent', fields.texts('indifferent')),
  };
}

function readStale(fields: Fields): StaleClause {
  const clause: StaleClause = {
    ...readClause(fields),
    hours: fields.whole('hours', mostHours),
    byDepartment: fields.list('byDepartment', (own) => ({
      department: own.text('department'),
      hours: own.whole('hours', mostHours),
    })),
  };
  const named = clause.byDepartment.map(({ department }) => department);
  folders(fields, 'byDepartment', named);
  if (new Set(named).size !== named.length) fields.fault('byDepartment names a department twice');
  return clause;
}

/** A department need not have a folder yet; its name has to be one that a folder can have. */
function folders(fields: Fields, where: string, names: readonly string[]): readonly string[] {
  for (const name of names) if (!folderName.test(name)) fields.fault(`${where} has ${name}, which names no folder`);
  return names;
}

function checkRule(rule: GreenChannelRule, fields: Fields): void {
  if (rule.cleanYears.years === 0) fields.fault('asks for no clean year at all');
  if (rule.mandatory.departments.length === 0) fields.fault('has no mandatory department: silence would be clean');
  for (const word of rule.status.accepted)
    if (rule.status.excluded.includes(word)) fields.fault(`accepts and excludes the status ${word}`);
  const ids = clausesOf(rule).map(({ id }) => id);
  for (const id of ids.filter((one, at) => ids.indexOf(one) !== at)) fields.fault(`has the clause ${id} twice`);
}

/** Every clause of an edition, in the order of the file. */
export function clausesOf(rule: GreenChannelRule): readonly Clause[] {
  return Object.values(rule)
    .flatMap((value: unknown) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter((value): value is Clause => typeof value === 'object' && value !== null && 'basis' in value);
}
