import { createHash } from 'node:crypto';
import type { Listed } from '../list-figures.ts';
import { metricOf, type MetricCode } from '../metrics.ts';
import { barChart } from './bar-chart.ts';
import type { ReportContent } from './content.ts';
import { escaped, table } from './markup.ts';
import { valueText } from './shown-figure.ts';
import { wordFor } from './words.ts';

/** What is drawn, department by department; everything else is in the tables. */
const drawn = [
  'OVERDUE_MATTERS',
  'RESPONSE_RATE',
  'FEEDBACK_RATE',
  'OBJECTION_TIME',
  'REPAIR_TIME',
  'ROWS_RECEIVED',
  'STORAGE_RATE',
  'COMPLIANCE_RATE',
  'TIMELINESS_RATE',
  'UNLINKED_WAITING',
] as const satisfies readonly MetricCode[];

/** More would be no reading for people; the workbook has all of them. */
const mostOverdue = 200;

const style = `
:root { color-scheme: light; }
body { font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #1a1a1a; background: #fff; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #b8c0cc; }
p.note { color: #4a4a4a; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; } th, td { border: 1px solid #b8c0cc; padding: .3rem .5rem; text-align: left; vertical-align: top; }
thead { background: #eef1f5; } td.number, th.number { text-align: right; white-space: nowrap; }
svg { display: block; max-width: 100%; height: auto; margin: .8rem 0 1.4rem; font-family: inherit; }
@page { size: A4; margin: 15mm; }
@media print { body { margin: 0; max-width: none; } thead { display: table-header-group; } tr, svg { break-inside: avoid; } }
`;

/** The report as one page that loads nothing: it opens without a network, under the strictest policy, and prints. */
export function writePage(content: ReportContent): string {
  const { asOf, from, of, until } = content;
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  return [
    '<!doctype html>',
    '<html lang="zh-CN"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>跟踪问效报告 ${escaped(of)}</title><style>${style}</style></head><body>`,
    `<h1>跟踪问效报告 ${escaped(of)}</h1>`,
    `<p class="note">Follow-up and accountability · ${from} 至 ${until},截至 ${asOf}。各项数字由事件记录和接收计数得出;"—"表示不得而知,不等于零,也不等于没有问题。不设总分,不作排名。</p>`,
    '<h2>合计 / Totals</h2>',
    totals(content),
    '<h2>各部门 / By department</h2>',
    ...drawn.map((metric) => chart(metric, content)),
    '<h2>逾期未办 / Overdue</h2>',
    overdue(content),
    '<h2>部门接入 / How departments are connected</h2>',
    table(
      ['部门', '协议', '方式', '接入'],
      content.departments.map(({ connected, mode, protocol, title }) => [
        title,
        protocol,
        wordFor(mode),
        connected ? '是' : '否',
      ]),
    ),
    '</body></html>',
    '',
  ].join('\n');
}

function totals({ figures, titleOf }: ReportContent): string {
  const whole = figures.filter(({ department, group }) => department === null && group === null);
  const rows = whole.map((figure) => {
    const { formula, title } = metricOf(figure.metric);
    const left = figure.leftOut.length === 0 ? '' : `(未含 ${figure.leftOut.map(titleOf).join('、')})`;
    return [`${title[0]} ${title[1]}`, `${formula[0]}${left}`, valueText(figure), fraction(figure), spans(figure)];
  });
  return table(['指标', '公式', '数值', '分子/分母', '中位/最长'], rows, 2);
}

function fraction({ denominator, numerator }: Listed): string {
  return denominator === null || numerator === null ? '' : `${numerator}/${denominator}`;
}

function spans({ longest, median }: Listed): string {
  return longest === null ? '' : `${median}/${longest}`;
}

function chart(metric: MetricCode, { figures, titleOf }: ReportContent): string {
  const own = figures.filter((one) => one.metric === metric && one.department !== null && one.group === null);
  const { title, unit } = metricOf(metric);
  const bars = own.map((figure) => ({
    label: titleOf(figure.department),
    value: figure.value,
    text: valueText(figure) + (unit === 'SHARE' && figure.value !== null ? `(${fraction(figure)})` : ''),
  }));
  return barChart(`${title[0]} ${title[1]}`, bars, unit === 'SHARE' ? 1 : undefined);
}

function overdue({ overdue: all, titleOf }: ReportContent): string {
  const rows = all
    .slice(0, mostOverdue)
    .map(({ daysLate, department, dueOn, id, kind, step, workingDaysLate }) => [
      titleOf(department),
      wordFor(kind),
      wordFor(step),
      id,
      dueOn,
      String(daysLate),
      String(workingDaysLate),
    ]);
  const more = all.length > rows.length ? `<p class="note">共 ${all.length} 件,其余见表格文件。</p>` : '';
  return table(['部门', '事项', '步骤', '编号', '末日', '逾期日', '逾期工作日'], rows, 5) + more;
}
