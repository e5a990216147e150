import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAuthorities } from '../subgraphs/register/authorities.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const head = 'name,shortNames,department,validFrom,validUntil,successor,basis';
function load(...lines: readonly string[]) {
  const file = join(folder.path, 'authorities.csv');
  writeFileSync(file, [head, ...lines, ''].join('\r\n'));
  return loadAuthorities(file);
}

describe('the authorities that ship', () => {
  const authorities = loadAuthorities();

  test.each([
    ['区国税局', '2016-05-04', 'state-tax', true],
    ['遂宁市安居区国家税务局', '2016', 'state-tax', true],
    ['区地税局', '2016-05-04', 'state-tax', true],
    ['安居税务', '2024-01-01', 'state-tax', false],
    ['区工商局', '2018-12-30', 'market-regulation', true],
    ['区质监局', '2015', 'market-regulation', true],
    ['区食药监局', '2017', 'market-regulation', true],
    ['区物价局', '2015', 'market-regulation', true],
    ['区环保局', '2018-03', 'environment', true],
    ['区法制办', null, 'justice', true],
    ['区旅游局', null, 'culture-broadcasting', true],
    [' 区　司法局 ', '2010', 'justice', false],
  ])('%s on a document of %s is %s today', (written, on, department, changed) => {
    expect(authorities.today(written, on)).toMatchObject({ department, changed });
  });

  test('know the four from which market regulation was made', () => {
    const heir = '遂宁市安居区市场监督管理局';
    const merged = ['market-regulation', 'quality-supervision', 'food-drug', 'development-reform'].flatMap(
      (department) => authorities.of(department).filter(({ successor }) => successor === heir),
    );
    expect(merged).toHaveLength(4);
  });

  test('say nothing of a name that they do not know', () => {
    expect(authorities.today('某市某局', '2016-01-01')).toBeNull();
    expect(authorities.successorOf('no-such-department')).toBeNull();
  });
});

describe('a register of authorities', () => {
  test('follows successors to the end', () => {
    const authorities = load('甲,,a,,2010,乙,令1', '乙,,b,2010,2018,丙,令2', '丙,,c,2018,,,');
    expect(authorities.today('甲', '2009')).toEqual({
      name: '丙',
      department: 'c',
      changed: true,
      since: '2018',
      basis: '令1',
    });
    expect(['a', 'b', 'c'].map((department) => authorities.successorOf(department))).toEqual(['c', 'c', null]);
  });

  test('tells two authorities of one short name by the day of the document, and else by nothing', () => {
    const authorities = load('甲局,区局,a,,2010-06-30,丙局,令1', '乙局,区局,b,2010-07-01,,,', '丙局,,c,,,,');
    expect(authorities.today('区局', '2010-06')).toMatchObject({ department: 'c' });
    expect(authorities.today('区局', '2011-01-01')).toMatchObject({ department: 'b' });
    expect(authorities.today('区局', null)).toBeNull();
    expect(authorities.today('区局', '2010')).toBeNull();
  });

  test.each([
    ['a successor that is not there', ['甲,,a,,2010,丁,令1'], 'line 2 (甲): its successor 丁 is not in the file'],
    [
      'a successor without a last day',
      ['甲,,a,,,乙,令1', '乙,,b,,,,'],
      'line 2 (甲): it has a successor, but no last day',
    ],
    [
      'a successor without a basis',
      ['甲,,a,,2010,乙,', '乙,,b,,,,'],
      'line 2 (甲): it has a successor without a basis',
    ],
    ['a day that is none', ['甲,,a,2010-13,,,'], 'line 2 (甲): 2010-13 is no day'],
    ['a folder that is none', ['甲,,A局,,,,'], 'line 2 (甲): A局 is no name of a department folder'],
    ['a name twice', ['甲,,a,,,,', '甲,,b,,,,'], '甲 is there twice'],
    ['a circle', ['甲,,a,,2010,乙,令1', '乙,,b,,2011,甲,令2'], '甲 succeeds itself'],
  ])('with %s stops the start and names it', (_, lines, fault) => {
    expect(() => load(...lines)).toThrow(fault);
  });
});
