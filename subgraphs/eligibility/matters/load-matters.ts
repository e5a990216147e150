import { join } from 'node:path';
import { folderName } from '../../../schema/department-names.ts';
import type { Fields } from '../../reviewed/fields.ts';
import { readReviewedFile } from '../../reviewed/reviewed-file.ts';
import type { Material, Matter } from './matter.ts';

/** More working days than any licensing period known. */
const mostDays = 250;

/**
 * The reviewed table of matters, ordered by code.
 * @throws ReviewedFileFaulty with every fault of the file.
 */
export function loadMatters(file = join(import.meta.dirname, 'matters.json')): readonly Matter[] {
  return readReviewedFile(file, (fields) => {
    const edition = fields.text('edition');
    const matters = fields.list('matters', (own) => readMatter(own, edition));
    for (const code of twice(matters.map((one) => one.code))) fields.fault(`has the matter ${code} twice`);
    return matters.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  });
}

function readMatter(fields: Fields, edition: string): Matter {
  const matter: Matter = {
    code: fields.text('code'),
    edition,
    title: fields.text('title'),
    department: fields.text('department'),
    basis: fields.text('basis'),
    verified: fields.flag('verified'),
    closedBecause: fields.textOrNull('closedBecause'),
    supplementWithin: fields.whole('supplementWithin', mostDays),
    statutoryWithin: fields.whole('statutoryWithin', mostDays),
    materials: fields.list('materials', readMaterial),
  };
  if (!folderName.test(matter.department)) fields.fault(`department is ${matter.department}, which names no folder`);
  if (!matter.materials.some(({ kind }) => kind === 'MAIN')) fields.fault('has no main material');
  if (matter.supplementWithin > matter.statutoryWithin) fields.fault('lets gaps last longer than the decision may');
  for (const code of twice(matter.materials.map((one) => one.code))) fields.fault(`has the material ${code} twice`);
  return matter;
}

function readMaterial(fields: Fields): Material {
  return {
    code: fields.text('code'),
    title: fields.text('title'),
    form: fields.text('form'),
    kind: fields.oneOf('kind', ['MAIN', 'SECONDARY']),
  };
}

function twice(codes: readonly string[]): readonly string[] {
  return codes.filter((code, at) => codes.indexOf(code) !== at);
}
