import { columnsOf } from '../columns/columns-of.ts';
import { publishedParts, type PublishedPart } from '../duty/published-part.ts';

export type PackagePart = PublishedPart | 'WITHDRAWAL';
export const packageParts: readonly PackagePart[] = [...publishedParts, 'WITHDRAWAL'];

export type PackageFormat = (typeof packageFormats)[number];
export const packageFormats = ['csv', 'xlsx', 'xml'] as const;

/** Codes of the catalogue in names of files: 行政许可, 行政处罚, 司法名单, 撤销公示. */
const codes: Readonly<Record<PackagePart, string>> = {
  LICENCE: 'XZXK',
  PENALTY: 'XZCF',
  COURT_LIST: 'SFMD',
  WITHDRAWAL: 'CXGS',
};

/** `<district>_<yyyymmdd>`: one a day. */
export function packageIdOf(district: string, day: string): string {
  return `${district}_${day.replaceAll('-', '')}`;
}

/** `<district>_<catalogue>_<yyyymmdd>_001.<format>`, as files are named between nodes of exchange. */
export function fileNameOf(packageId: string, part: PackagePart, format: PackageFormat): string {
  const [district, day] = packageId.split('_');
  return `${district}_${codes[part]}_${day}_001.${format}`;
}

/** Rows under their columns, as one file holds them. */
export interface Table {
  readonly part: PackagePart;
  readonly columns: readonly { readonly name: string; readonly title: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export function tableOf(part: PackagePart, rows: Table['rows']): Table {
  return { part, columns: columnsOf(part), rows };
}
