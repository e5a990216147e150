import iconv from 'iconv-lite';

export interface TestRecord {
  readonly [field: string]: string | Buffer | boolean;
}

export interface DbfShape {
  /** Language byte of the header. */
  readonly language?: number;
  /** Number of records that the header claims. */
  readonly count?: number;
  /** What stands behind the last record. */
  readonly end?: string | Buffer;
  readonly version?: number;
}

const widths: Readonly<Record<string, readonly (readonly [name: string, type: string, width: number])[]>> = {
  'SCXKZ.DBF': fields('ZSBH C24,QYMC C40,JGDM C18,CPMC C30,FZRQ D8,YXQZ C12,FZJG C40,ZT C1,FDDBR C10,BZ C60'),
  'CCJG.DBF': fields('BGBH C24,QYMC C40,JGDM C18,CPMC C30,CCRQ D8,JG C8,BHGXM C40,FKJE N12,JYJG C40,BZ C60'),
};
const given: Readonly<Record<string, TestRecord>> = {
  'SCXKZ.DBF': {
    ZSBH: 'XK01-001-00001',
    QYMC: '四川样例锦源化工有限公司',
    JGDM: '20599002-8',
    FZRQ: '20150611',
    YXQZ: '20200610',
    FZJG: '安居区质监局',
    ZT: '1',
  },
  'CCJG.DBF': {
    BGBH: '(2017)SJ-W0001',
    QYMC: '四川样例锦源化工有限公司',
    JGDM: '20599002-8',
    CCRQ: '20170315',
    JG: '合格',
    JYJG: '样例质检所',
  },
};

function fields(list: string) {
  return list.split(',').map((one) => {
    const [name, type] = one.split(' ') as [string, string];
    return [name, type[0]!, Number(type.slice(1))] as const;
  });
}

/** A file as the bureau's program writes it. What a record leaves out is as in a good one; `deleted` strikes it out. */
export function dbfBytes(file: 'SCXKZ.DBF' | 'CCJG.DBF', records: readonly TestRecord[], shape: DbfShape = {}): Buffer {
  const { count = records.length, end = '\x1a', language = 0x4d, version = 3 } = shape;
  const layout = widths[file]!;
  const header = Buffer.alloc(32 + layout.length * 32 + 1);
  header.writeUInt8(version, 0);
  header.writeUInt32LE(count, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(
    layout.reduce((sum, [, , width]) => sum + width, 1),
    10,
  );
  header.writeUInt8(language, 29);
  for (const [index, [name, type, width]] of layout.entries()) {
    header.write(name + '\0' + 'rubbish'.slice(name.length + 1), 32 + index * 32, 'latin1');
    header.write(type, 32 + index * 32 + 11, 'latin1');
    header.writeUInt8(width, 32 + index * 32 + 16);
  }
  header.writeUInt8(0x0d, header.length - 1);
  const bodies = records.map((record) => {
    const values = { ...given[file], ...record };
    const mark = Buffer.from(values['deleted'] === true ? '*' : ' ');
    return Buffer.concat([mark, ...layout.map(([name, , width]) => field(values[name] ?? '', width))]);
  });
  return Buffer.concat([header, ...bodies, Buffer.from(end)]);
}

function field(value: string | Buffer | boolean, width: number): Buffer {
  const bytes = Buffer.isBuffer(value) ? value : iconv.encode(String(value), 'cp936');
  return Buffer.concat([bytes.subarray(0, width), Buffer.alloc(Math.max(0, width - bytes.length), ' ')]);
}
