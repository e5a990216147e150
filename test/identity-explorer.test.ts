import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { buildSchema, graphql } from 'graphql';
import { decodeJwt } from 'jose';
import type { BrowserContext, Page } from 'playwright-core';
import { startControl, type Control } from '../demo/control.ts';
import { createIssuer } from '../demo/issuer.ts';
import { purposeCodes } from '../schema/access/purpose.ts';
import { useExplorer } from '../gateway/explorer/use-explorer.ts';
import { describeInChromium, openChromium } from './support/chromium.ts';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../schema/api.graphql'), 'utf8'));

describeInChromium('the roles of the explorer, in a browser', () => {
  let server: Server;
  let origin: string;
  let control: Control;
  let browser: BrowserContext;
  let page: Page;
  let status = 200;
  const sent: (string | undefined)[] = [];
  const purposes: (string | undefined)[][] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    control = await startControl({ standIns: [], issuer: await createIssuer(Date.now), port: 0 });
    const app = express().use(useExplorer({ demoTokens: `${control.url}/token`, purposes: purposeCodes(true) }));
    app.post('/graphql', express.json(), async (request, response) => {
      const { query: source, variables: variableValues, operationName } = request.body;
      if (operationName !== 'IntrospectionQuery') {
        sent.push(request.get('authorization'));
        purposes.push([request.get('x-purpose'), request.get('x-case')]);
      }
      response.status(status).json(await graphql({ schema, source, variableValues, operationName }));
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openChromium();
    browser.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page = await browser.newPage();
    await page.goto(`${origin}/explorer`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await control.close();
    server.close();
  });

  const roles = () => page.getByLabel('身份', { exact: true });

  /** Picks a role, and waits for the schema as it is shown to that role. */
  async function pick(title: string): Promise<void> {
    const introspected = page.waitForResponse('**/graphql');
    await roles().selectOption(title);
    await introspected;
  }

  /** Runs the query of the editor; the claims with which it came. */
  async function execute(): Promise<Record<string, unknown> | null> {
    const answered = page.waitForResponse('**/graphql');
    await page.getByRole('button', { name: /^执行查询/ }).click();
    await answered;
    const header = sent.at(-1);
    return header === undefined ? null : decodeJwt(header.replace(/^Bearer /, ''));
  }

  test('are offered in Chinese, and an analyst asks until another is picked', async () => {
    expect(await roles().locator('option').allTextContents()).toEqual([
      '不带身份',
      '窗口人员',
      '审批系统',
      '分析人员',
      '部门经办人',
      '统筹部门',
      '督查室',
      '组织代表',
      '运维人员',
    ]);
    expect(await execute()).toMatchObject({ role: 'analyst' });
    await pick('不带身份');
    expect(await execute()).toBeNull();
  });

  test('ask for a purpose of the gateway’s list, with the number of a case where it needs one', async () => {
    const purpose = page.getByLabel('目的', { exact: true });
    expect(purposes.at(-1)).toEqual(['DEVELOPMENT_TEST', undefined]);
    await purpose.selectOption('行政审批、绿色通道、容缺受理');
    await execute();
    expect(purposes.at(-1)).toEqual(['APPROVAL', undefined]);
    await purpose.selectOption('INVESTIGATION');
    await page.getByLabel('案号').fill('〔2026〕17号');
    await execute();
    expect(purposes.at(-1)).toEqual(['INVESTIGATION', encodeURIComponent('〔2026〕17号')]);
    await purpose.selectOption('DEVELOPMENT_TEST');
  });

  test('go with every query as a token, which is asked for once', async () => {
    await pick('窗口人员');
    expect(await execute()).toMatchObject({ role: 'clerk' });
    await execute();
    expect(sent.at(-1)).toBe(sent.at(-2));
  });

  test('of an officer and a representative say of which department and organisation', async () => {
    await pick('部门经办人');
    const departments = page.getByLabel('部门', { exact: true });
    expect(await departments.locator('option').count()).toBeGreaterThanOrEqual(8);
    await departments.selectOption('state-tax');
    expect(await execute()).toMatchObject({ role: 'officer', department: 'state-tax' });
    const picture = process.env['EXPLORER_ROLES_SCREENSHOT'];
    if (picture !== undefined) await page.screenshot({ path: picture });
    await pick('组织代表');
    expect(await execute()).toMatchObject({ role: 'representative', credit_code: '9151090420599001XY' });
  });

  test('that get no token say why in Chinese, and no query is sent', async () => {
    const before = sent.length;
    await page.getByLabel('统一社会信用代码').fill('9151');
    await page.getByRole('button', { name: /^执行查询/ }).click();
    await page.locator('.result-window .view-line', { hasText: '示范区没有为身份' }).first().waitFor();
    expect(sent).toHaveLength(before);
    // The browser itself notes an answer of 400.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('400')]);
  });

  test('get a new token once the gateway has refused theirs', async () => {
    await pick('督查室');
    status = 401;
    await execute();
    status = 200;
    expect(await execute()).toMatchObject({ role: 'supervisor' });
    expect(sent.at(-1)).not.toBe(sent.at(-2));
    expect(complaints.splice(0)).toEqual([expect.stringContaining('401')]);
  });

  test('give way to a token that the reader writes, and are kept nowhere', async () => {
    await page.getByRole('button', { name: '请求头', exact: true }).click();
    await page.locator('.graphiql-editor-tool .view-lines').nth(1).click();
    await page.keyboard.type('{"Authorization":"Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoibWluZSJ9.x');
    expect(await execute()).toMatchObject({ role: 'mine' });
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('eyJ');
    expect(complaints).toEqual([]);
  });
});
