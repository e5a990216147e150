import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import exceljs from 'exceljs';
import { guarded } from '../../eligibility/screening/result-table.ts';
import { metricOf } from '../metrics.ts';
import type { ReportContent } from './content.ts';
import { reasons } from './shown-figure.ts';
import { wordFor } from './words.ts';

type Cell = string | number | null;

/** The report as a workbook: every figure with its formula and what it is made of, everything overdue, the departments. */
export async function writeWorkbook(content: ReportContent, file: string): Promise<void> {
  const stream = createWriteStream(file);
  await once(stream, 'open');
  try {
    const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: false, useStyles: true });
    writeSheet(workbook, '指标 figures', figureColumns, figureRows(content));
    writeSheet(workbook, '逾期 overdue', overdueColumns, overdueRows(content));
    writeSheet(workbook, '部门 departments', departmentColumns, departmentRows(content));
    await workbook.commit();
  } finally {
    stream.destroy();
  }
}

type Columns = readonly (readonly [title: string, width: number])[];

function writeSheet(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  name: string,
  columns: Columns,
  rows: Iterable<readonly Cell[]>,
): void {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(([header, width]) => ({ header, width }));
  for (const row of rows) sheet.addRow(row.map((cell) => (typeof cell === 'string' ? guarded(cell) : cell))).commit();
  sheet.commit();
}

const figureColumns: Columns = [
  ['指标 metric', 30],
  ['部门 department', 26],
  ['分组 group', 22],
  ['数值 value', 12],
  ['单位 unit', 12],
  ['无值缘由 why none', 26],
  ['分子 numerator', 12],
  ['分母 denominator', 12],
  ['中位数 median', 10],
  ['最长 longest', 10],
  ['未含部门 left out', 24],
  ['公式 formula', 70],
  ['标识 id', 40],
];

function* figureRows({ figures, titleOf }: ReportContent): Generator<readonly Cell[]> {
  for (const figure of figures) {
    const { formula, title, unit } = metricOf(figure.metric);
    yield [
      title.join(' '),
      titleOf(figure.department),
      figure.group === null ? null : wordFor(figure.group),
      figure.value,
      { SHARE: '比率', COUNT: '件', WORKING_DAYS: '工作日' }[unit],
      figure.unknown === null ? null : reasons[figure.unknown].join(' '),
      figure.numerator,
      figure.denominator,
      figure.median,
      figure.longest,
      figure.leftOut.map(titleOf).join('、') || null,
      formula.join(' / '),
      figure.id,
    ];
  }
}

const overdueColumns: Columns = [
  ['部门 department', 26],
  ['事项 item', 14],
  ['步骤 step', 14],
  ['编号 id', 44],
  ['措施 measure', 30],
  ['末日 due on', 14],
  ['逾期日 days late', 12],
  ['逾期工作日 working days late', 14],
  ['末日待定 provisional', 12],
];

function* overdueRows({ overdue, titleOf }: ReportContent): Generator<readonly Cell[]> {
  for (const one of overdue)
    yield [
      titleOf(one.department),
      wordFor(one.kind),
      wordFor(one.step),
      one.id,
      one.measureId,
      one.dueOn,
      one.daysLate,
      one.workingDaysLate,
      one.provisional ? '是' : null,
    ];
}

const departmentColumns: Columns = [
  ['部门 department', 36],
  ['文件夹 folder', 24],
  ['协议 protocol', 20],
  ['方式 mode', 16],
  ['接入 connected', 12],
];

function* departmentRows({ departments }: ReportContent): Generator<readonly Cell[]> {
  for (const { connected, mode, name, protocol, title } of departments)
    yield [title, name, protocol, wordFor(mode), connected ? '是' : '否'];
}
