import { readHostSettings } from '../subgraphs/config.ts';

const folders = ['court', 'state-tax', 'local-tax'];

describe('settings of the subgraphs', () => {
  test('find their department by its folder’s name', () => {
    const settings = readHostSettings(
      { DEPARTMENT_STATE_TAX_URL: 'file:///drop', DEPARTMENT_COURT_APP_KEY: 'k', DEPARTMENT_COURT_USER: '' },
      folders,
    );
    expect(settings.departments).toEqual({ 'state-tax': { url: 'file:///drop' }, court: { appKey: 'k' } });
    expect(settings.demo).toBe(false);
  });

  test('keep records in Redis where one is named, else in the process', () => {
    const url = 'redis+cluster://a:7000,b:7001';
    expect([readHostSettings({ REDIS_URL: url }, folders).redisUrl, readHostSettings({}, folders).redisUrl]).toEqual([
      url,
      null,
    ]);
  });

  test('bring up the demo when no department has any, unless it is switched off', () => {
    expect(readHostSettings({}, folders).demo).toBe(true);
    expect(readHostSettings({ DEMO: 'false' }, folders).demo).toBe(false);
    expect(readHostSettings({ DEMO: 'true', DEPARTMENT_COURT_URL: 'http://court' }, folders).demo).toBe(true);
  });

  test('take a webhook out of the department’s settings: it neither connects the department nor ends the demo', () => {
    const environment = {
      DEPARTMENT_COURT_WEBHOOK_URL: 'https://court.invalid/events',
      DEPARTMENT_COURT_WEBHOOK_SECRET: 'sixteen characters',
    };
    const { demo, departments, webhooks } = readHostSettings(environment, folders);
    expect({ demo, departments, webhooks }).toEqual({
      demo: true,
      departments: {},
      webhooks: { court: { url: 'https://court.invalid/events', secret: 'sixteen characters' } },
    });
    for (const half of Object.keys(environment))
      expect(() => readHostSettings({ [half]: environment[half as keyof typeof environment] }, folders)).toThrow(
        'DEPARTMENT_COURT_WEBHOOK_',
      );
  });

  test('let the demo give out tokens only where neither a department nor an issuer of tokens is configured', () => {
    const issuerIn = (environment: Record<string, string>) => readHostSettings(environment, folders).demoIssuer;
    expect(issuerIn({ TOKEN_ISSUER: '', INTERNAL_KEY: 'k'.repeat(32) })).toBe(true);
    expect(issuerIn({ DEMO: 'true', DEPARTMENT_COURT_URL: 'http://court' })).toBe(false);
    for (const name of ['TOKEN_JWKS', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'TOKEN_ALGORITHMS'])
      expect(issuerIn({ DEMO: 'true', [name]: 'x' })).toBe(false);
  });

  test('that cannot be used are all named at once', () => {
    const environment = {
      DEMO_CLOCK: 'sun',
      DEPARTMENT_POST_OFFICE_URL: 'http://post',
      DEPARTMENT_COURT_TIMEOUT_MS: 'soon',
      DEPARTMENT_COURT_RETRIES: '-1',
      INTERNAL_KEY: 'short',
      REDIS_URL: 'redis://:secret@a:7000,b:7001',
    };
    let message = '';
    try {
      readHostSettings(environment, folders);
    } catch (error) {
      message = (error as Error).message;
    }
    for (const name of Object.keys(environment)) expect(message).toContain(name);
    expect(message).not.toContain('secret');
  });
});
