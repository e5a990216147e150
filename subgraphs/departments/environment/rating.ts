import type { Effect, RuleInput } from '../../connector/connector.ts';
import { readDateCell } from '../../connector/decoders/dates.ts';
import { custom, RowUnreadable, type Decoder } from '../../connector/decoders/decoder.ts';
import { code } from '../../connector/decoders/text.ts';
import { textOf } from '../../connector/legacy-row.ts';

type Grade = 'GREEN' | 'BLUE' | 'YELLOW' | 'RED';

/** Every word for a grade that the bureau has used since 2017. */
const words: Readonly<Record<Grade, readonly string[]>> = {
  GREEN: ['绿', '绿牌', 'green', '环保诚信'],
  BLUE: ['蓝', '蓝牌', 'blue', '环保良好'],
  YELLOW: ['黄', '黄牌', 'yellow', '环保警示'],
  RED: ['红', '红牌', 'red', '环保不良'],
};
const table = Object.fromEntries(
  Object.entries(words).flatMap(([grade, written]) => written.map((word) => [word, grade as Grade])),
);
const effects: Readonly<Record<Grade, Effect>> = {
  GREEN: 'POSITIVE',
  BLUE: 'NEUTRAL',
  YELLOW: 'ADVERSE',
  RED: 'ADVERSE',
};

/** A rating without a grade says nothing that could be relied on: it is CODE_UNKNOWN, like one outside the table. */
export function grade(column: string): Decoder<Grade> {
  const known = code('EnvironmentGrade', column, table);
  return {
    ...known,
    read(cells) {
      const value = known.read(cells);
      if (value === null) throw new RowUnreadable('CODE_UNKNOWN', `${column} holds no grade`);
      return value;
    },
  };
}

export function gradeEffect({ fields }: RuleInput): Effect {
  return effects[fields['grade'] as Grade];
}

/** A rating is no list of order 36, which does not class it: an assumption, red heavier than yellow. */
export const gradeSeverity = {
  rule: '企业环境信用评价不属严重失信主体名单;红牌暂按一般,黄牌暂按轻微 / a rating is no list of serious dishonesty; red counts as ordinary, yellow as minor (provisional)',
  of: ({ fields }: RuleInput) => (fields['grade'] === 'RED' ? ('ORDINARY' as const) : ('MINOR' as const)),
};

/** The year that was rated: 2024, 2024年, or a date within it. Five digits are no year, though a spreadsheet's day. */
export function ratedYear(column: string): Decoder<number> {
  return custom('Int', [column], (cells) => {
    const written = textOf(cells, column)?.normalize('NFKC').replace(/年度$/, '年') ?? null;
    if (written !== null && /^\d{5}$/.test(written)) throw new RowUnreadable('DATE_IMPOSSIBLE', `${column} is no year`);
    const cell = readDateCell({ [column]: written }, column);
    return cell.state === 'date' ? Number(cell.date.on.slice(0, 4)) : null;
  });
}
