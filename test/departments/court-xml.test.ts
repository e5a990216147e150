import { askReplay, questionAbout } from '../support/court.ts';
import { http, result, row, soapAnswer } from '../support/court-messages.ts';
import { createReplay, type Replay } from '../support/replay.ts';

const document = result([row({ BH: 'SX1', BZ: 'A&B <担保> "x"', LXQK: '' })]);
const inCdata = `<![CDATA[${document}]]>`;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const cellsOf = async (envelope: string) =>
  (await askReplay(replay, [http(envelope)], questionAbout('91510904MAXXXX20XA'))).rows[0]?.cells;
const invalid = (envelope: string) =>
  expect(cellsOf(envelope)).rejects.toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });

describe('the document in the string', () => {
  const other = (from: string | RegExp, to: string) => soapAnswer(document).replace(from, to);
  it.each([
    ['escaped', soapAnswer(document)],
    ['in CDATA', soapAnswer(inCdata)],
    ['in CDATA in two pieces', soapAnswer(inCdata.replace('担保', '担]]><![CDATA[保'))],
    ['escaped and in CDATA in turn', soapAnswer(inCdata.replace('<ROWS>', `]]>${escaped('<ROWS>')}<![CDATA[`))],
    ['escaped twice', soapAnswer(escaped(document))],
    ['escaped in CDATA', soapAnswer(`<![CDATA[${escaped(document)}]]>`)],
    ['escaped by numbers', other(/&lt;BH&gt;/, '&#60;BH&#x3E;')],
    ['with blanks and line ends about it', soapAnswer(`\r\n  ${document}\r\n`)],
    ['without a declaration', soapAnswer(document.replace(/^<\?.*?\?>/, ''))],
    ['in an envelope of other prefixes', other(/soap:/g, 'SOAP-ENV:').replace('xmlns:soap', 'xmlns:SOAP-ENV')],
    ['in an envelope without a prefix', other(/<(\/?)soap:/g, '<$1')],
  ])('%s is read', async (_, envelope) => {
    expect(await cellsOf(envelope)).toEqual({ BH: 'SX1', BZ: 'A&B <担保> "x"', LXQK: null });
  });

  it('holds values in CDATA and characters by number', async () => {
    const rows = '<ROW><BZ><![CDATA[<b>&amp;]]></BZ><LXQK>&#20840;&#x90E8;</LXQK></ROW>';
    expect(await cellsOf(soapAnswer(result([rows])))).toEqual({ BZ: '<b>&amp;', LXQK: '全部' });
  });

  it('keeps digits as they are written', async () => {
    const cells = { BH: '0012', ZXBDE: '1250000.00', TYSHXYDM: '915109042059900797', ZT: '1' };
    expect(await cellsOf(soapAnswer(result([row(cells)])))).toEqual(cells);
  });
});

describe('what cannot be relied on', () => {
  const laughs = `<!DOCTYPE RESULT [<!ENTITY a "${'ha'.repeat(100)}"><!ENTITY b "&a;&a;&a;&a;">]>`;
  const file = '<!DOCTYPE RESULT [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  it.each([
    ['entities of its own', soapAnswer(laughs + document.replace('<担保>', '&b;'))],
    ['an entity that is a file', soapAnswer(file + document)],
    ['a document type outside', file + soapAnswer(document).replace(/^<\?.*?\?>/, '')],
    ['an unknown entity', soapAnswer(document.replace('&lt;担保', '&nbsp;担保'))],
    ['a number that is no character', soapAnswer(document.replace('&lt;担保', '&#xD800;担保'))],
    ['an element left open', soapAnswer(document.replace('</BZ>', ''))],
    ['a document that breaks off', soapAnswer(document.slice(0, -30))],
    ['two documents', soapAnswer(document + document.replace(/^<\?.*?\?>/, ''))],
    ['an element twice in a row', soapAnswer(document.replace('<LXQK/>', '<BH>SX2</BH>'))],
    ['elements inside a value', soapAnswer(document.replace('<LXQK/>', '<LXQK><a/></LXQK>'))],
    ['another root', soapAnswer(document.replaceAll('RESULT', 'ANSWER'))],
    ['an empty string', soapAnswer('')],
    ['no string', soapAnswer(document).replace(/<QueryExecInfoResult>.*<\/QueryExecInfoResult>/, '')],
    ['no body', soapAnswer(document).replaceAll('Body', 'Header')],
    ['a name that is none', soapAnswer(document.replaceAll('LXQK', '__proto__'))],
    ['depth without end', soapAnswer(document.replace('<LXQK/>', '<A>'.repeat(5000) + '</A>'.repeat(5000)))],
    ['plain text', '系统维护'],
  ])('%s: the answer is invalid', async (_, envelope) => {
    await invalid(envelope);
  });
});
