/** An authority that gives out credit codes: place 1 of the code, and what it registers: place 2. */
export interface Registry {
  readonly name: string;
  /** Folder of that authority among the district's departments; null where it is not one of them. */
  readonly department: string | null;
  /** Place 2 to its name; null where the authority does not subdivide. */
  readonly categories: Readonly<Record<string, string | null>>;
}

/**
 * GB 32100-2015, table 1, with amendment no. 1 of 2016, and 5-4 as practice added it. The authorities are those of the
 * standard; the categories beyond 5-1 are from practice (domain.md 1.1). A new category is one word here.
 */
export const registries: ReadonlyMap<string, Registry> = new Map<string, Registry>([
  [
    '1',
    {
      name: '机构编制',
      department: null,
      categories: { 1: '机关', 2: '事业单位', 3: '编办直接管理机构编制的群众团体', 9: '其他' },
    },
  ],
  ['2', { name: '外交', department: null, categories: { 1: '外国常驻新闻机构', 9: '其他' } }],
  [
    '3',
    {
      name: '司法行政',
      department: 'justice',
      categories: {
        1: '律师执业机构',
        2: '公证处',
        3: '基层法律服务所',
        4: '司法鉴定机构',
        5: '仲裁委员会',
        9: '其他',
      },
    },
  ],
  ['4', { name: '文化', department: 'culture-broadcasting', categories: { 1: '外国在华文化中心', 9: '其他' } }],
  [
    '5',
    {
      name: '民政',
      department: 'civil-affairs',
      categories: { 1: '社会团体', 2: '民办非企业单位', 3: '基金会', 4: '基层群众性自治组织', 9: '其他' },
    },
  ],
  [
    '6',
    { name: '旅游', department: 'tourism', categories: { 1: '外国旅游代表机构', 2: '港澳台旅游代表机构', 9: '其他' } },
  ],
  ['7', { name: '宗教', department: null, categories: { 1: '宗教活动场所', 2: '宗教院校', 9: '其他' } }],
  ['8', { name: '工会', department: null, categories: { 1: '基层工会', 9: '其他' } }],
  [
    '9',
    {
      name: '工商/市场监管',
      department: 'market-regulation',
      categories: { 1: '企业', 2: '个体工商户', 3: '农民专业合作社' },
    },
  ],
  ['A', { name: '中央军委改革和编制办公室', department: null, categories: { 1: '军队事业单位', 9: '其他' } }],
  [
    'N',
    {
      name: '农业',
      department: null,
      categories: { 1: '组级集体经济组织', 2: '村级集体经济组织', 3: '乡镇级集体经济组织', 9: '其他' },
    },
  ],
  ['Y', { name: '其他', department: null, categories: { 1: null } }],
]);
