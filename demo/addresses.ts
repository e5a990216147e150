import type { DemoOrganisation } from './district.ts';
import { createRandom } from './random.ts';

/** Share of the addresses in other departments' systems that are not, or no longer, the registered one. */
const ELSEWHERE = 0.06;

const towns = ['样例镇', '示范乡', '样板镇'];
const streets = ['样例大道', '示范路', '工业园路', '样板街', '学府路'];

/** The address as the register has it, in full. Of fictional streets: no two departments have to agree on a random stream. */
export function registeredAddress({ creditCode }: Pick<DemoOrganisation, 'creditCode'>): string {
  const random = createRandom(0, `address ${creditCode}`);
  const building = random.chance(0.4) ? `${random.whole(1, 9)}栋${random.whole(1, 6)}楼` : '';
  const place = `${random.pick(towns)}${random.pick(streets)}${random.whole(1, 200)}号${building}`;
  return `四川省遂宁市安居区${place}`;
}

/** The same address as clerks of another department write it; now and then it is another one. */
export function addressAsWritten(organisation: Pick<DemoOrganisation, 'creditCode'>, department: string): string {
  const random = createRandom(0, `address ${organisation.creditCode} ${department}`);
  if (random.chance(ELSEWHERE)) return `遂宁市船山区样例东路${random.whole(1, 200)}号`;
  const address = registeredAddress(organisation);
  return random.pick<(text: string) => string>([
    (text) => text,
    (text) => text.replace('四川省遂宁市', ''),
    (text) => text.replace('四川省遂宁市安居区', ''),
    (text) => text.replace('四川省遂宁市', '').replace(/[镇乡]/u, ''),
    (text) => text.replace('四川省', '').replace('楼', '层'),
    (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0)),
  ])(address);
}
