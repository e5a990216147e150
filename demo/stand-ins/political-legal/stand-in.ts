import { createWorkbookStandIn } from '../../workbook-stand-in.ts';

/** Vetoes and safe enterprises. */
export const createStandIn = createWorkbookStandIn({
  department: 'political-legal',
  prefix: 'zfw',
  every: 'quarter',
  day: 12,
  sheets: {
    一票否决: {
      name: '单位名称',
      share: 0.001,
      line: ({ after, number, on, random }) => ({
        决定文号: number('安委政法'),
        决定日期: on,
        否决期自: on,
        否决期至: after(1),
        否决事由: random.pick(['安全生产责任事故', '矛盾纠纷处置不力']),
        状态: random.pick(['执行中', '期满', '撤销']),
      }),
    },
    平安企业命名: {
      name: '单位名称',
      share: 0.006,
      line: ({ number, on, random }) => ({
        级别: random.pick(['区级', '区级', '市级']),
        命名文号: number('安平安办'),
        命名日期: on,
        状态: '保留',
      }),
    },
  },
});
