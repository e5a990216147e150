import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import {
  buildSchema,
  graphql,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
} from 'graphql';
import type { BrowserContext, Page } from 'playwright-core';
import { useExplorer } from '../gateway/explorer/use-explorer.ts';
import { describeInChromium, openChromium } from './support/chromium.ts';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../schema/api.graphql'), 'utf8'));
const name = '遂宁市样例青禾粮油有限公司';

/** What the page sent. */
interface Posted {
  readonly headers: express.Request['headers'];
  readonly body: { readonly query: string; readonly variables?: object };
}

/** Something of every type, so that whatever a query asks for is answered. */
function sampleOf(type: GraphQLOutputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return [sampleOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]!.value;
  if (isObjectType(type)) return {};
  return { String: name, ID: '1', Int: 0, Boolean: false }[type.name] ?? '2026-11-23';
}

describeInChromium('the explorer in a browser', () => {
  let server: Server;
  let origin: string;
  let browser: BrowserContext;
  let page: Page;
  const requested: string[] = [];
  const complaints: string[] = [];
  const posted: Posted[] = [];

  beforeAll(async () => {
    const app = express().use(useExplorer());
    app.post('/graphql', express.json(), async (request, response) => {
      posted.push({ headers: request.headers, body: request.body });
      const { query: source, variables: variableValues, operationName } = request.body;
      response.json(
        await graphql({
          schema,
          source,
          variableValues,
          operationName,
          fieldResolver: (_source, _args, _context, { returnType }) => sampleOf(returnType),
        }),
      );
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openChromium();
    browser.on('request', (request) => requested.push(request.url()));
    browser.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    browser.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    browser.on('weberror', (error) => complaints.push(String(error.error())));
    page = await browser.newPage();
    await page.goto(`${origin}/explorer`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  /** What an editor shows; Monaco writes blanks as no-break spaces. */
  const textOf = async (editor: string): Promise<string> =>
    ((await page.locator(`${editor} .view-lines`).first().textContent()) ?? '').replaceAll('\u00a0', ' ');

  test('opens with a ready query and its variables, the others in tabs beside it', async () => {
    expect(await page.title()).toBe('统一信用网关 · 查询台');
    expect(await page.getByRole('tab').allTextContents()).toEqual([
      '业务系统 · 组织信用全景',
      '审批系统 · 申请人核查',
      '分析人员 · 检索与批量',
      '信用记录 · 全部部门',
      '名单 · 列入情况与拟列入核查',
      '部门报送 · 历次工作簿',
    ]);
    expect(await textOf('.graphiql-query-editor')).toContain('# 业务系统 · 组织信用全景');
    expect(await textOf('.graphiql-editor-tool')).toContain('"9151090420599001XY"');
    expect(await page.locator('#bar').textContent()).toContain('本页所有资源来自本机,不访问互联网');
  });

  test('executes the ready query, with the button that is named in Chinese', async () => {
    const { headers, body } = await execute();
    expect(body.query).toContain('query Profile(');
    expect(body.variables).toEqual({ creditCode: '9151090420599001XY' });
    expect(headers['apollo-require-preflight']).toBe('true');
    const picture = process.env['EXPLORER_SCREENSHOT'];
    if (picture !== undefined) await page.screenshot({ path: picture });
  });

  test.each([
    ['审批系统 · 申请人核查', 'Approval'],
    ['信用记录 · 全部部门', 'Records'],
    ['名单 · 列入情况与拟列入核查', 'Lists'],
    ['部门报送 · 历次工作簿', 'Uploads'],
    // The last one: the tests below go on from it.
    ['分析人员 · 检索与批量', 'Analysis'],
  ])('a link of the bar opens %s where it is, and it executes', async (title, operation) => {
    await page.locator('#bar').getByRole('link', { name: title }).click();
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe(title);
    expect(await page.getByRole('tab').count()).toBe(6);
    expect((await execute()).body.query).toContain(`query ${operation}(`);
  });

  test('a ready query that was changed is opened again beside the changed one', async () => {
    await page.locator('.graphiql-query-editor .view-lines').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# 改过');
    await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')!.includes('改过'));
    await page.locator('#bar').getByRole('link', { name: '分析人员' }).click();
    expect(await page.getByRole('tab').count()).toBe(7);
    expect(await textOf('.graphiql-query-editor')).toContain('# 分析人员 · 检索与批量');
    expect(await textOf('.graphiql-editor-tool')).toContain('"样例"');
  });

  test('shows the documentation of the schema, in Chinese', async () => {
    await page.getByRole('button', { name: '显示文档' }).click();
    const panel = page.locator('.graphiql-doc-explorer');
    await panel.getByText('全部类型').waitFor();
    await panel.getByText('Query', { exact: true }).click();
    await panel
      .getByText(/统一社会信用代码|一个组织/)
      .first()
      .waitFor();
    expect(await panel.textContent()).toMatch(/一批组织/);
  });

  test('keeps no request headers, neither of a tab nor in the history', async () => {
    await page.getByRole('button', { name: '请求头', exact: true }).click();
    await page.locator('.graphiql-editor-tool .view-lines').nth(1).click();
    await page.keyboard.type('{"authorization":"Bearer secret');
    const { headers } = await execute();
    expect(headers['authorization']).toBe('Bearer secret');
    // GraphiQL writes half a second after the last change; there is nothing to be seen of headers left out.
    await page.waitForTimeout(1000);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).toContain('graphiql:queries');
    expect(kept).not.toContain('secret');
  });

  test('asks its own host only, and breaks no rule of its content security policy', () => {
    expect(requested.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))).toEqual([]);
    expect(requested.some((url) => url.includes('graphql.worker'))).toBe(true);
    expect(complaints).toEqual([]);
  });

  /** Runs the query of the editor, waits until its answer is to be seen, and gives what the gateway received. */
  async function execute(): Promise<Posted> {
    const answered = page.waitForResponse('**/graphql');
    await page.getByRole('button', { name: /^执行查询/ }).click();
    await answered;
    await page.locator('.result-window .view-line', { hasText: name }).first().waitFor();
    return posted.at(-1)!;
  }
});
